package vn.lienthong.hub.intake;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import vn.lienthong.hub.dossier.Fact;
import vn.lienthong.hub.dossier.SystemId;
import vn.lienthong.hub.dossier.Violation;
import vn.lienthong.hub.exchange.Parties;
import vn.lienthong.hub.exchange.Register;
import vn.lienthong.hub.ledger.Claims;
import vn.lienthong.hub.ledger.DossierFile;
import vn.lienthong.hub.ledger.DossierFiles;
import vn.lienthong.hub.ledger.HeldRecords;
import vn.lienthong.hub.ledger.HeldRecords.Subject;
import vn.lienthong.hub.ledger.Ids;
import vn.lienthong.hub.ledger.References;
import vn.lienthong.hub.ledger.References.Reference;
import vn.lienthong.hub.ledger.StoredFact;
import vn.lienthong.hub.systems.FarSystems;
import vn.lienthong.hub.systems.SystemSettings;
import vn.lienthong.hub.systems.SystemSettings.Role;

/** Registers the records of one page in the caller's transaction: finds or opens their dossiers, or holds them. */
@Component
class RegisterPage {
    private final References references;
    private final DossierFiles files;
    private final Register register;
    private final HeldRecords held;
    private final Claims claims;
    private final Parties parties;
    private final FarSystems systems;
    private final ObjectMapper json;
    private final Ids ids;
    private final Clock clock;

    RegisterPage(
            References references,
            DossierFiles files,
            Register register,
            HeldRecords held,
            Claims claims,
            Parties parties,
            FarSystems systems,
            ObjectMapper json,
            Ids ids,
            Clock clock) {
        this.references = references;
        this.files = files;
        this.register = register;
        this.held = held;
        this.claims = claims;
        this.parties = parties;
        this.systems = systems;
        this.json = json;
        this.ids = ids;
        this.clock = clock;
    }

    /**
     * What a page came to.
     *
     * @param toldSystems systems that got something to be told
     * @param newNames codes that became known with it
     */
    record Registered(int registered, int unchanged, int heldBack, Set<SystemId> toldSystems, Set<String> newNames) {}

    Registered register(List<ReadRecord> page) {
        Work work = new Work();
        List<ReadRecord> dossiers = new ArrayList<>();
        List<Fact> facts = new ArrayList<>();
        for (ReadRecord record : page) {
            if (!record.isGood()) {
                work.hold(record, record.mapped().faults(), null);
            } else if (record.isClaim()) {
                work.claim(record);
            } else {
                dossiers.add(record);
                facts.add(record.fact());
            }
        }
        List<Reference> names = facts.stream()
                .flatMap(fact -> References.in(fact).stream())
                .distinct()
                .toList();
        Map<Reference, Long> known = names.isEmpty() ? Map.of() : references.find(names);
        Map<Long, DossierFile> open = files.lock(new TreeSet<>(known.values()));
        known.forEach((name, id) -> work.names.put(name, Objects.requireNonNull(open.get(id))));
        for (int i = 0; i < dossiers.size(); i++) {
            work.place(dossiers.get(i), facts.get(i));
        }
        return work.finish();
    }

    /** The page while it is worked through, record by record in its order. */
    private final class Work {
        private final Map<Reference, DossierFile> names = new HashMap<>();
        private final Map<DossierFile, Boolean> touched = new LinkedHashMap<>();
        private final Map<Subject, Long> goodSubjects = new LinkedHashMap<>();
        private final Set<String> newNames = new LinkedHashSet<>();
        private final List<Long> closed = new ArrayList<>();
        private int registered;
        private int unchanged;
        private int heldBack;

        void hold(ReadRecord record, List<Violation> why, @Nullable String waitsFor) {
            HeldRecords.ToHold kept = record.held(why, waitsFor);
            held.hold(kept);
            heldBack++;
            if (kept.subject() != null && kept.number() == null) {
                // Without a number only the order in the page says which version is the newer one.
                goodSubjects.remove(new Subject(record.system(), record.stream(), kept.subject()));
            }
        }

        void claim(ReadRecord record) {
            if (claims.store(
                    record.system(), Objects.requireNonNull(record.mapped().canonical()))) {
                registered++;
            } else {
                unchanged++;
            }
            close(record);
        }

        void place(ReadRecord record, Fact fact) {
            List<Reference> called = References.in(fact);
            Set<DossierFile> found = new LinkedHashSet<>();
            called.forEach(name -> Optional.ofNullable(names.get(name)).ifPresent(found::add));
            if (found.size() > 1) {
                hold(
                        record,
                        List.of(Violation.malformed(
                                "HUB-INT-011",
                                pathTo(fact, other -> other != found.iterator().next()),
                                "one dossier",
                                "codes of " + found.size() + " dossiers")),
                        null);
                return;
            }
            if (found.isEmpty()) {
                if (fact.canBegin()) {
                    add(record, fact, DossierFile.open(ids.next(), clock.instant()));
                } else {
                    await(record, fact);
                }
                return;
            }
            DossierFile file = found.iterator().next();
            Optional<Violation> against = isOfAnother(file, fact)
                    ? Optional.of(Violation.malformed(
                            "HUB-INT-011",
                            pathTo(fact, file::equals),
                            "the code of the dossier",
                            "another dossier's code"))
                    : objection(file, fact);
            if (against.isPresent()) {
                hold(record, List.of(against.get()), null);
            } else if (file.knows(fact)) {
                unchanged++;
                close(record);
            } else {
                add(record, fact, file);
            }
        }

        private static boolean isOfAnother(DossierFile file, Fact fact) {
            return fact.code() != null && file.code() != null && !fact.code().equals(file.code());
        }

        /** Where in the record a dossier that does not fit is named: by a reference, else by the code. */
        private String pathTo(Fact fact, Predicate<DossierFile> unfit) {
            return fact.references().entrySet().stream()
                    .filter(each -> {
                        DossierFile file = names.get(Reference.of(each.getKey(), each.getValue()));
                        return file != null && unfit.test(file);
                    })
                    .map(each -> "/references/" + each.getKey())
                    .findFirst()
                    .orElse("/code");
        }

        private void add(ReadRecord record, Fact fact, DossierFile file) {
            file.add(StoredFact.fresh(
                    ids.next(),
                    fact,
                    new StoredFact.Fresh(
                            bytes(Objects.requireNonNull(record.mapped().canonical())),
                            record.source().payload(),
                            record.mapped().version(),
                            record.correctionId())));
            if (fact.code() != null && file.name(fact.code())) {
                names.put(Reference.code(fact.code()), file);
                newNames.add(fact.code());
            }
            fact.references().forEach((system, code) -> {
                if (file.refer(system, code)) {
                    names.put(Reference.of(system, code), file);
                    newNames.add(code);
                }
            });
            touched.merge(file, record.firstLoad(), (a, b) -> a && b);
            registered++;
            if (fact.kind().isPicture()) {
                long number = Objects.requireNonNullElse(fact.number(), Long.MAX_VALUE);
                Optional.ofNullable(record.subject())
                        .ifPresent(s -> goodSubjects.merge(
                                new Subject(record.system(), record.stream(), s), number, Math::max));
            }
            close(record);
        }

        private void close(ReadRecord record) {
            if (record.heldId() != null) {
                closed.add(record.heldId());
            }
        }

        /** A fact of a dossier that nobody told of yet waits for it; an office system's dossier is looked up. */
        private void await(ReadRecord record, Fact fact) {
            String code = fact.code() != null
                    ? fact.code()
                    : fact.references().values().stream().findFirst().orElse(null);
            Violation why = Violation.unknownCode(
                    "HUB-INT-012", "/code", "a dossier that the ledger knows", "a code that is not known yet");
            hold(record, List.of(why), code == null ? fact.key() : code);
            boolean office = systems.find(record.system())
                    .filter(s -> s.role() == Role.SPECIALISED)
                    .isPresent();
            if (office && fact.code() != null) {
                SystemId first =
                        systems.ofRole(Role.FRONT).map(SystemSettings::id).orElse(record.system());
                held.ask(fact.code(), record.system(), first);
            }
        }

        Registered finish() {
            Set<SystemId> told = new TreeSet<>();
            touched.forEach((file, firstLoad) -> told.addAll(register.bringUpToDate(file, firstLoad)));
            files.save(touched.keySet());
            held.close(closed, "replayed");
            held.supersede(goodSubjects);
            return new Registered(registered, unchanged, heldBack, told, newNames);
        }
    }

    /** Why a fact cannot belong to the dossier that its codes name. */
    private Optional<Violation> objection(DossierFile file, Fact fact) {
        SystemId born = file.standing().born();
        boolean claimsBirth = fact.source().equals(fact.born()) && fact.canBegin();
        boolean bornElsewhere = born != null
                && !born.equals(fact.source())
                && file.facts().stream().anyMatch(f -> f.source().equals(born) && born.equals(f.born()));
        if (claimsBirth && bornElsewhere) {
            return Optional.of(clash("HUB-INT-010", "a code of its own", "the code of a dossier born in " + born));
        }
        boolean office = systems.find(fact.source())
                .filter(s -> s.role() == Role.SPECIALISED)
                .isPresent();
        if (office
                && file.standing().procedure() != null
                && parties.specialised(file.standing().procedure())
                        .filter(fact.source()::equals)
                        .isEmpty()) {
            return Optional.of(clash(
                    "HUB-INT-014",
                    "a procedure of " + fact.source(),
                    "procedure " + file.standing().procedure()));
        }
        return Optional.empty();
    }

    private static Violation clash(String code, String expected, String found) {
        return Violation.malformed(code, "/code", expected, found);
    }

    private byte[] bytes(JsonNode tree) {
        try {
            return json.writeValueAsBytes(tree);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }
}
