package vn.lienthong.hub.exchange;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import vn.lienthong.hub.dossier.Fact;
import vn.lienthong.hub.dossier.SystemId;
import vn.lienthong.hub.mapping.Procedures;
import vn.lienthong.hub.systems.FarSystems;
import vn.lienthong.hub.systems.Settings;
import vn.lienthong.hub.systems.SystemSettings;
import vn.lienthong.hub.systems.SystemSettings.Role;

/** Facts of one dossier, told minute by minute. */
final class Story {
    static final SystemId ONESTOP = new SystemId("onestop");
    static final SystemId LAND = new SystemId("land");
    static final SystemId UI_V2 = new SystemId("ui-v2");
    static final SystemId PORTAL = new SystemId("portal");
    static final SystemId CARRIER = new SystemId("carrier");
    static final Instant START = Instant.parse("2026-03-02T01:00:00Z");
    static final String LAND_CHANGE = "1.004227";
    static final String CLAIM = "1.001978";
    static final String COPY = "2.000815";

    private final List<Fact> facts = new ArrayList<>();
    private int number;
    private @Nullable SystemId born;

    static Parties parties() {
        return new Parties(systems(), procedures());
    }

    static FarSystems systems() {
        return Settings.systems(
                system(ONESTOP, Role.FRONT, "register", "step"),
                system(LAND, Role.SPECIALISED, "register", "papers", "paid", "withdraw", "handover"),
                system(UI_V2, Role.SPECIALISED, "register", "papers", "withdraw", "handover"),
                system(PORTAL, Role.PORTAL, "announce", "tell"),
                system(CARRIER, Role.CARRIER, "collect", "bring"));
    }

    static Procedures procedures() {
        return new Table();
    }

    List<Fact> facts() {
        return facts;
    }

    History history() {
        return new Fold(parties()).of(facts);
    }

    static Instant minute(int minute) {
        return START.plus(Duration.ofMinutes(minute));
    }

    /** A version of the dossier at the one-stop. */
    Story onestop(int minute, int status, Consumer<ObjectNode> change) {
        return add(ONESTOP, "image", minute, status, fact -> {
            ObjectNode dossier = fact.putObject("dossier");
            dossier.put("procedure", LAND_CHANGE).put("channel", "1").put("filedAt", START.toString());
            dossier.putObject("agency").put("code", "H53.20");
            dossier.putObject("applicant").put("kind", "1").put("name", "Đỗ Thị Ước");
            change.accept(fact);
        });
    }

    Story online(int minute) {
        return add(PORTAL, "filed", minute, 1, fact -> {
            ObjectNode dossier = fact.putObject("dossier");
            dossier.put("procedure", LAND_CHANGE).put("channel", "2").put("filedAt", START.toString());
            dossier.putObject("agency").put("code", "H53.20");
            dossier.putObject("applicant").put("kind", "1").put("name", "Đỗ Thị Ước");
        });
    }

    /** Typed in an office. */
    Story bornAt(SystemId office, int minute, int status, Consumer<ObjectNode> change) {
        born = office;
        return add(office, "image", minute, status, change);
    }

    Story add(SystemId source, String kind, int minute, Integer status, Consumer<ObjectNode> change) {
        number++;
        ObjectNode record = JsonNodeFactory.instance.objectNode();
        record.put("type", "dossier").put("code", "H53.20-260302-0001");
        boolean birth = kind.equals("filed")
                || (kind.equals("image")
                        && (born == null ? source.equals(ONESTOP) && !hasOnline() : source.equals(born)));
        if (birth) {
            record.put("born", source.value());
        }
        ObjectNode fact = record.putObject("fact");
        fact.put("kind", kind).put("key", source + ":" + number).put("number", number);
        fact.put("time", minute(minute).toString());
        if (status != null) {
            fact.put("status", status);
        }
        fact.putObject("step").put("text", kind + " " + minute);
        change.accept(fact);
        facts.add(Fact.of(source, record));
        return this;
    }

    private boolean hasOnline() {
        return facts.stream()
                .anyMatch(f -> f.source().equals(PORTAL) && f.kind().isPicture());
    }

    Story say(SystemId source, String kind, int minute, Integer status) {
        return add(source, kind, minute, status, fact -> {});
    }

    static ObjectNode minuteSupplement(int minute) {
        ObjectNode asked = JsonNodeFactory.instance.objectNode();
        asked.put("id", "land-" + minute).put("note", "Thiếu bản vẽ");
        asked.putArray("papers")
                .addObject()
                .put("code", "BV")
                .put("name", "Bản vẽ")
                .put("reason", "mờ");
        return asked;
    }

    Story papersAsked(int minute) {
        return add(LAND, "papers-asked", minute, 5, fact -> fact.set("supplement", minuteSupplement(minute)));
    }

    Story papersGiven(SystemId source, int minute) {
        return add(source, "papers-given", minute, null, fact -> fact.putArray("papers")
                .addObject()
                .put("id", "f" + minute)
                .put("code", "BV")
                .put("name", "Bản vẽ")
                .put("url", "https://dvc.example.vn/f" + minute));
    }

    Story feeAsked(int minute, String id, long amount) {
        return add(LAND, "fee-asked", minute, 6, fact -> fact.putArray("fees")
                .addObject()
                .put("id", id)
                .put("name", "Thuế")
                .put("amount", amount)
                .put("written", String.valueOf(amount))
                .put("paid", false));
    }

    Story feePaid(int minute, String id, long amount) {
        return add(PORTAL, "fee-paid", minute, null, fact -> fact.putObject("payment")
                .put("fee", id)
                .put("amount", amount)
                .put("receipt", "BL-" + id)
                .put("paidAt", minute(minute).toString()));
    }

    private static SystemSettings system(SystemId id, Role role, String... told) {
        return Settings.of(id.value())
                .role(role)
                .told(told)
                .own(id.equals(UI_V2) ? Map.of("hands-over", "true") : Map.of())
                .build();
    }

    private record Table() implements Procedures {
        @Override
        public Optional<Procedure> byNational(String code) {
            SystemId system = code.equals(LAND_CHANGE) ? LAND : code.equals(CLAIM) ? UI_V2 : null;
            return Optional.of(new Procedure(code, "Thủ tục", "LV", "Lĩnh vực", code + ".H53", system, "X"));
        }

        @Override
        public Optional<Procedure> byOneStop(String code) {
            return Optional.empty();
        }

        @Override
        public Optional<Procedure> bySpecialised(SystemId system, String code) {
            return Optional.empty();
        }
    }
}
