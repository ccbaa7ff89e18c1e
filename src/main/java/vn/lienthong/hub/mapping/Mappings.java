package vn.lienthong.hub.mapping;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import vn.lienthong.hub.dossier.SystemId;
import vn.lienthong.hub.dossier.Violation;

/** The mapping files of all packs, compiled. Thread-safe. Forms of the trees: docs/architecture.md. */
public interface Mappings {
    /** {@code from/<stream>.jslt}, then the canonical schema and the checks of ids and dates: all faults at once. */
    Mapped from(SystemId system, String stream, JsonNode tree);

    /** {@code ask/<stream>.jslt}: the call that a pull or a question makes. @throws MappingFailed with every fault */
    JsonNode ask(SystemId system, String stream, JsonNode places);

    /** {@code pages/<stream>.jslt}. @throws MappingFailed if the answer is not what the mapping expects */
    Page page(SystemId system, String stream, JsonNode answer);

    /** {@code holds/<stream>.jslt}. @throws MappingFailed if the answer is not what the mapping expects */
    Holdings holdings(SystemId system, String stream, JsonNode answer);

    /** {@code to/<what>.jslt}. @throws MappingFailed with every fault */
    JsonNode body(SystemId system, String what, JsonNode telling);

    /** {@code to/call.jslt}. @throws MappingFailed */
    JsonNode call(SystemId system, JsonNode rows);

    /** {@code to/answer.jslt}: one outcome a row. @throws MappingFailed */
    JsonNode outcomes(SystemId system, JsonNode answer);

    /** Faults of an inbound body against {@code schemas/<service>.schema.json}; empty = well formed. */
    List<Violation> inbound(SystemId system, String service, JsonNode body);

    /** Why the files of a system cannot be used, with file, line and column; empty = they can. */
    List<Violation> faults(SystemId system);

    /** Whether the pack has {@code schemas/<service>.schema.json}. */
    boolean serves(SystemId system, String service);

    /**
     * What became of a source tree.
     *
     * @param canonical the canonical record; absent if the mapping itself failed
     * @param faults every fault; empty = may be registered
     * @param version short hash of the mapping files that read it
     */
    record Mapped(@Nullable JsonNode canonical, List<Violation> faults, String version) {}

    /** A pulled page. {@code next} is absent when the far side gave no new watermark. */
    record Page(List<PageRecord> records, @Nullable String next, boolean more) {}

    /** One source record of a page; {@code number} only for numbered logs, {@code time}, as it
     * came, for streams read by the time of change. */
    record PageRecord(
            String key, @Nullable Long number, @Nullable String time, JsonNode tree) {}

    /**
     * What a far side holds, as it answered.
     *
     * @param next what the next call is filled with ({@code after}, {@code page}, {@code from}); absent = as this one
     * @param busy it asked to come later: the rest says nothing
     */
    record Holdings(List<Holding> holdings, @Nullable JsonNode next, boolean more, boolean busy) {}

    /**
     * One thing that a far side holds: a dossier, or a record of one.
     *
     * @param code the dossier's code, {@code reference} how the system calls it; one of them is there, unless a record is
     * @param held whether it proves that the system has the dossier now; a line of a log does not
     * @param at when the far side last changed it
     * @param status 1 to 10, if it tells; 0 = one that is none
     * @param fields part of a picture (docs/architecture.md), values that are comparable with the ledger's
     * @param record as a pull would take it, from {@code stream}
     */
    record Holding(
            @Nullable String code,
            @Nullable String reference,
            boolean held,
            @Nullable Instant at,
            @Nullable Integer status,
            JsonNode fields,
            @Nullable Carried record) {}

    /** A source record that a holding carries. */
    record Carried(String stream, String key, JsonNode tree) {}

    /** A mapping that could not make its result. */
    class MappingFailed extends RuntimeException {
        private final transient List<Violation> faults;

        public MappingFailed(List<Violation> faults) {
            super(faults.toString());
            this.faults = faults;
        }

        public List<Violation> faults() {
            return faults;
        }
    }
}
