package vn.lienthong.hub.delivery;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;
import vn.lienthong.hub.delivery.Deliveries.Batch;
import vn.lienthong.hub.delivery.Deliveries.Row;
import vn.lienthong.hub.delivery.DeliveryRows.Leased;
import vn.lienthong.hub.dossier.SystemId;
import vn.lienthong.hub.dossier.Violation;
import vn.lienthong.hub.exchange.Telling;
import vn.lienthong.hub.ledger.DossierFile;
import vn.lienthong.hub.ledger.DossierFiles;
import vn.lienthong.hub.ledger.StoredDelivery;
import vn.lienthong.hub.mapping.Mappings;
import vn.lienthong.hub.mapping.Mappings.MappingFailed;

/** Makes calls of what is due: leases rows, fixes their bodies at the first try, puts rows of one phase together. */
@Component
class PrepareBatches {
    private static final Logger LOG = LoggerFactory.getLogger(PrepareBatches.class);
    /** Phases that ask for one row each. */
    static final Set<String> ONE_BY_ONE = Set.of("look", "follow");

    private static final Duration PASSED_OVER = Duration.ofMinutes(1);

    private final DeliveryRows rows;
    private final DossierFiles files;
    private final Telling telling;
    private final Mappings mappings;
    private final Settle settle;
    private final TransactionTemplate transaction;
    private final ObjectMapper json;
    private final Clock clock;

    PrepareBatches(
            DeliveryRows rows,
            DossierFiles files,
            Telling telling,
            Mappings mappings,
            Settle settle,
            TransactionTemplate transaction,
            ObjectMapper json,
            Clock clock) {
        this.rows = rows;
        this.files = files;
        this.telling = telling;
        this.mappings = mappings;
        this.settle = settle;
        this.transaction = transaction;
        this.json = json;
        this.clock = clock;
    }

    /** A call, and the rows that it carries. */
    record InHand(Batch batch, List<Leased> rows) {}

    /**
     * Calls for due rows, leased under one token.
     *
     * @param most rows at the most; {@code each} of them in one call
     * @param followFirst whether rows that wait for an answer in a mailbox go first
     */
    List<InHand> due(SystemId system, String lease, int most, int each, boolean followFirst) {
        Map<Long, JsonNode> bodies = new LinkedHashMap<>();
        List<Leased> leased = Objects.requireNonNull(transaction.execute(status -> {
            bodies.clear();
            return lease(system, most, followFirst, lease, bodies);
        }));
        return of(system, lease, each, leased, bodies);
    }

    /**
     * Leases due rows and fixes the body of each, in the caller's transaction. Their dossiers are locked meanwhile: nobody
     * plans anew what is being taken in hand. Rows whose dossier is locked by somebody else stay for the next time.
     */
    private List<Leased> lease(
            SystemId system, int most, boolean followFirst, String lease, Map<Long, JsonNode> bodies) {
        List<Leased> due = rows.due(system, most, followFirst);
        if (due.isEmpty()) {
            return List.of();
        }
        Set<Long> free = files.lockFree(due.stream().map(Leased::dossierId).toList());
        List<Leased> mine =
                due.stream().filter(row -> free.contains(row.dossierId())).toList();
        Map<Long, DossierFile> dossiers = files.read(mine.stream()
                .filter(row -> row.body() == null)
                .map(Leased::dossierId)
                .toList());
        List<DeliveryRows.Ready> ready = new ArrayList<>();
        for (Leased row : mine) {
            try {
                Optional<DeliveryRows.Ready> made = ready(system, row, dossiers, bodies);
                made.ifPresentOrElse(ready::add, () -> passOver(system, row));
            } catch (MappingFailed e) {
                park(system, row, e);
            } catch (IOException e) {
                throw new UncheckedIOException("HUB-DEL-001 body of delivery " + row.id() + " cannot be read", e);
            }
        }
        return rows.lease(lease, clock.instant().plus(settle.lease(system)), ready);
    }

    /** A row with its body: as it was fixed, or made now. Empty if the row was dropped from the plan. */
    private Optional<DeliveryRows.Ready> ready(
            SystemId system, Leased row, Map<Long, DossierFile> dossiers, Map<Long, JsonNode> bodies)
            throws IOException {
        if (row.body() != null) {
            bodies.put(row.id(), json.readTree(row.body()));
            return Optional.of(new DeliveryRows.Ready(row, row.body()));
        }
        DossierFile file = Objects.requireNonNull(dossiers.get(row.dossierId()));
        Optional<StoredDelivery> delivery =
                file.deliveries().stream().filter(d -> d.id() == row.id()).findFirst();
        if (delivery.isEmpty()) {
            return Optional.empty();
        }
        JsonNode body = mappings.body(system, row.what(), telling.of(file, delivery.get()));
        bodies.put(row.id(), body);
        return Optional.of(new DeliveryRows.Ready(row, json.writeValueAsBytes(body)));
    }

    /** A row that stands in no plan must not keep those behind it from going: it is looked at again later. */
    private void passOver(SystemId system, Leased row) {
        LOG.warn("HUB-DEL-007 {} delivery {} does not stand in the plan of its dossier; passed over", system, row.id());
        rows.postpone(row.id(), clock.instant().plus(PASSED_OVER));
    }

    private void park(SystemId system, Leased row, MappingFailed why) {
        LOG.warn("HUB-DEL-003 {} delivery {} cannot be made and is parked", system, row.id());
        Violation first = why.faults().get(0);
        String words = why.faults().stream().map(Violation::toString).collect(Collectors.joining("\n"));
        rows.park(row.id(), words, clock.instant());
        rows.reasons(List.of(new DeliveryRows.Reason(row.id(), first.code(), first.detail())));
    }

    /** Calls for rows in hand, whose bodies are fixed. */
    List<InHand> of(SystemId system, String lease, int size, List<Leased> leased, Map<Long, JsonNode> bodies) {
        if (leased.isEmpty()) {
            return List.of();
        }
        Map<Long, DeliveryRows.Address> addresses =
                rows.addresses(system, leased.stream().map(Leased::dossierId).toList());
        Map<String, List<Leased>> phases = new LinkedHashMap<>();
        leased.forEach(row ->
                phases.computeIfAbsent(row.phase(), p -> new ArrayList<>()).add(row));
        List<InHand> calls = new ArrayList<>();
        phases.forEach((phase, some) -> {
            int each = ONE_BY_ONE.contains(phase) ? 1 : size;
            for (int from = 0; from < some.size(); from += each) {
                call(system, lease, phase, some.subList(from, Math.min(some.size(), from + each)), addresses, bodies)
                        .ifPresent(calls::add);
            }
        });
        return calls;
    }

    private Optional<InHand> call(
            SystemId system,
            String lease,
            String phase,
            List<Leased> some,
            Map<Long, DeliveryRows.Address> addresses,
            Map<Long, JsonNode> bodies) {
        List<Row> batchRows = some.stream()
                .map(row -> {
                    DeliveryRows.Address address = Objects.requireNonNull(addresses.get(row.dossierId()));
                    return new Row(
                            row.id(),
                            row.dossierId(),
                            row.key(),
                            address.code(),
                            address.reference(),
                            Objects.requireNonNull(bodies.get(row.id())));
                })
                .toList();
        String token = lease + "/" + phase + "/" + some.get(0).id();
        try {
            JsonNode call = mappings.call(system, asked(phase, batchRows, some));
            return Optional.of(new InHand(new Batch(system, token, phase, batchRows, call), List.copyOf(some)));
        } catch (MappingFailed e) {
            transaction.executeWithoutResult(status -> some.forEach(row -> park(system, row, e)));
            return Optional.empty();
        }
    }

    /** What a mapping of calls and answers sees of rows in one phase. */
    ObjectNode asked(String phase, List<Row> batchRows, List<Leased> leased) {
        ObjectNode asked = json.createObjectNode();
        asked.put("phase", phase);
        ArrayNode list = asked.putArray("rows");
        for (int i = 0; i < batchRows.size(); i++) {
            Row row = batchRows.get(i);
            ObjectNode one = list.addObject();
            one.put("key", row.key());
            one.put("what", leased.get(i).what());
            if (row.code() != null) {
                one.put("code", row.code());
            }
            if (row.reference() != null) {
                one.put("reference", row.reference());
            }
            if (leased.get(i).message() != null) {
                one.put("message", leased.get(i).message());
            }
            one.set("body", row.body());
        }
        return asked;
    }
}
