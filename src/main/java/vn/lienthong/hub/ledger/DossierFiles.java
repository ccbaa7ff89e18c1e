package vn.lienthong.hub.ledger;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;
import vn.lienthong.hub.dossier.Fact;
import vn.lienthong.hub.dossier.Status;
import vn.lienthong.hub.dossier.SystemId;
import vn.lienthong.hub.ledger.DossierFile.Standing;
import vn.lienthong.hub.ledger.StoredDelivery.State;

/** Reads dossiers whole and writes what changed, in batches. Callers hold a transaction. */
@Component
public class DossierFiles {
    private static final int CHUNK = 500;

    private final JdbcTemplate jdbc;
    private final ObjectMapper json;
    private final Clock clock;

    public DossierFiles(JdbcTemplate jdbc, ObjectMapper json, Clock clock) {
        this.jdbc = jdbc;
        this.json = json;
        this.clock = clock;
    }

    /** Locks dossiers in the order of their ids and reads all that belongs to them. */
    public Map<Long, DossierFile> lock(Collection<Long> ids) {
        return read(ids, " for update");
    }

    /** Reads dossiers as they stand, without a lock. */
    public Map<Long, DossierFile> read(Collection<Long> ids) {
        return read(ids, "");
    }

    /** Locks dossiers only, so that the order of their deliveries stands still. */
    public void lockOnly(Collection<Long> ids) {
        inChunks(
                ids,
                (marks, chunk) -> jdbc.query(
                        "select id from dossier where id in (" + marks + ") order by id for update", row -> {}, chunk));
    }

    /** Locks those of these dossiers that nobody else holds, without waiting. @return the locked ones */
    public Set<Long> lockFree(Collection<Long> ids) {
        Set<Long> locked = new HashSet<>();
        inChunks(
                ids,
                (marks, chunk) -> locked.addAll(jdbc.queryForList(
                        "select id from dossier where id in (" + marks + ") order by id for update skip locked",
                        Long.class,
                        chunk)));
        return locked;
    }

    private Map<Long, DossierFile> read(Collection<Long> ids, String lock) {
        Map<Long, DossierFile> files = new LinkedHashMap<>();
        inChunks(ids, (marks, chunk) -> {
            jdbc.query(
                    "select * from dossier where id in (" + marks + ") order by id" + lock,
                    row -> {
                        files.put(row.getLong("id"), file(row));
                    },
                    chunk);
            jdbc.query(
                    "select system, code, dossier_id, former from reference where dossier_id in (" + marks + ")",
                    row -> {
                        if (!References.DOSSIER.equals(row.getString(1))) {
                            of(files, row.getLong(3))
                                    .loadReference(new SystemId(row.getString(1)), row.getString(2), row.getBoolean(4));
                        }
                    },
                    chunk);
            jdbc.query(
                    "select id, dossier_id, source, fact, effect, status_after, note from event where dossier_id in ("
                            + marks + ")",
                    row -> {
                        of(files, row.getLong("dossier_id")).add(fact(row));
                    },
                    chunk);
            jdbc.query(
                    "select id, dossier_id, system, seq, generation, what, part, line, status, event_id, delivery_key, state,"
                            + " case when body is not null or lease_until is not null or state in ('D', 'H', 'P') then 1 else 0 end as started"
                            + " from delivery where dossier_id in (" + marks + ") order by dossier_id, system, seq",
                    row -> {
                        of(files, row.getLong("dossier_id")).loadDelivery(delivery(row));
                    },
                    chunk);
        });
        return files;
    }

    private static DossierFile of(Map<Long, DossierFile> files, long id) {
        return Objects.requireNonNull(files.get(id));
    }

    private interface Chunk {
        void read(String marks, Object[] ids);
    }

    private static void inChunks(Collection<Long> ids, Chunk chunk) {
        List<Long> sorted = ids.stream().distinct().sorted().toList();
        for (int from = 0; from < sorted.size(); from += CHUNK) {
            List<Long> some = sorted.subList(from, Math.min(sorted.size(), from + CHUNK));
            chunk.read(String.join(",", Collections.nCopies(some.size(), "?")), some.toArray());
        }
    }

    private static DossierFile file(ResultSet row) throws SQLException {
        String born = row.getString("born");
        return new DossierFile(
                row.getLong("id"),
                false,
                Objects.requireNonNull(Times.read(row, "first_seen_at")),
                row.getString("code"),
                row.getBoolean("quiet"),
                row.getBoolean("finished_at_go_live"),
                new Standing(
                        born == null ? null : new SystemId(born),
                        row.getString("procedure_code"),
                        status(row, "status"),
                        Times.read(row, "status_at"),
                        row.getString("agency"),
                        row.getString("channel"),
                        Times.read(row, "filed_at"),
                        Times.read(row, "due_at")));
    }

    private static @Nullable Status status(ResultSet row, String column) throws SQLException {
        int number = row.getInt(column);
        return row.wasNull() ? null : Status.of(number).orElse(null);
    }

    private StoredFact fact(ResultSet row) throws SQLException {
        try {
            Fact fact = Fact.of(new SystemId(row.getString("source")), json.readTree(row.getBytes("fact")));
            return new StoredFact(
                    row.getLong("id"),
                    fact,
                    null,
                    row.getString("effect"),
                    status(row, "status_after"),
                    row.getString("note"));
        } catch (IOException e) {
            throw new UncheckedIOException("HUB-LED-001 event " + row.getLong("id") + " cannot be read", e);
        }
    }

    private static StoredDelivery delivery(ResultSet row) throws SQLException {
        return new StoredDelivery(
                row.getLong("id"),
                new SystemId(row.getString("system")),
                row.getInt("seq"),
                row.getInt("generation"),
                row.getString("what"),
                row.getString("part"),
                row.getBoolean("line"),
                status(row, "status"),
                row.getLong("event_id"),
                row.getString("delivery_key"),
                State.of(row.getString("state")),
                row.getInt("started") == 1);
    }

    /** Writes new and changed rows of all files. */
    public void save(Collection<DossierFile> files) {
        Instant now = clock.instant();
        List<Object[]> newDossiers = new ArrayList<>();
        List<Object[]> changedDossiers = new ArrayList<>();
        List<Object[]> references = new ArrayList<>();
        List<Object[]> movedReferences = new ArrayList<>();
        List<Object[]> newFacts = new ArrayList<>();
        List<Object[]> changedFacts = new ArrayList<>();
        List<Object[]> newDeliveries = new ArrayList<>();
        List<Object[]> movedDeliveries = new ArrayList<>();
        List<Object[]> dropped = new ArrayList<>();
        for (DossierFile file : files) {
            if (file.isNew()) {
                newDossiers.add(newDossier(file, now));
            } else if (file.isChanged() || file.stored().stream().anyMatch(StoredFact::isNew)) {
                changedDossiers.add(changedDossier(file, now));
            }
            file.newReferences()
                    .forEach(name ->
                            references.add(new Object[] {name.system(), name.code(), file.id(), file.isFormer(name)}));
            file.movedReferences()
                    .forEach(system -> movedReferences.add(
                            new Object[] {file.references().get(system), system.value(), file.id()}));
            for (StoredFact stored : file.stored()) {
                if (stored.isNew()) {
                    newFacts.add(newFact(file.id(), stored, file.standing().agency(), now));
                } else if (stored.isChanged()) {
                    changedFacts.add(
                            new Object[] {stored.effect(), number(stored.after()), stored.note(), stored.id()});
                }
            }
            file.newDeliveries().forEach(d -> newDeliveries.add(newDelivery(file.id(), d, now)));
            file.movedDeliveries()
                    .forEach(d -> movedDeliveries.add(new Object[] {
                        d.seq(), d.line(), number(d.status()), d.state().letter(), d.id()
                    }));
            file.droppedDeliveries().forEach(id -> dropped.add(new Object[] {id}));
        }
        batch(
                "insert into dossier (id, code, born, procedure_code, status, status_at, agency, channel, filed_at, due_at,"
                        + " quiet, finished_at_go_live, first_seen_at, changed_at) values (?,?,?,?,?,?,?,?,?,?,?,?,?,?)",
                newDossiers);
        batch(
                "update dossier set code = ?, born = ?, procedure_code = ?, status = ?, status_at = ?, agency = ?, channel = ?,"
                        + " filed_at = ?, due_at = ?, quiet = ?, finished_at_go_live = ?, changed_at = ? where id = ?",
                changedDossiers);
        batch("insert into reference (system, code, dossier_id, former) values (?,?,?,?)", references);
        batch("update reference set former = (code <> ?) where system = ? and dossier_id = ?", movedReferences);
        batch(
                "insert into event (id, dossier_id, source, source_key, source_number, happened_at, recorded_at, kind, status,"
                        + " status_after, effect, note, fact, record, mapping_version, correction_id, taken_at)"
                        + " values (?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)",
                newFacts);
        batch("update event set effect = ?, status_after = ?, note = ? where id = ?", changedFacts);
        batch("delete from delivery where id = ?", dropped);
        batch("update delivery set seq = ?, line = ?, status = ?, state = ? where id = ?", movedDeliveries);
        batch(
                "insert into delivery (id, dossier_id, system, seq, generation, what, part, line, status, event_id, delivery_key,"
                        + " state, phase, due_at, created_at) values (?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)",
                newDeliveries);
    }

    private void batch(String sql, List<Object[]> rows) {
        if (!rows.isEmpty()) {
            jdbc.batchUpdate(sql, rows);
        }
    }

    private static Object[] newDossier(DossierFile file, Instant now) {
        Standing s = file.standing();
        return new Object[] {
            file.id(), file.code(), s.born() == null ? null : s.born().value(), s.procedure(), number(s.status()),
            Times.column(s.statusAt()), s.agency(), s.channel(), Times.column(s.filedAt()), Times.column(s.dueAt()),
            file.isQuiet(), file.isFinishedAtGoLive(), Times.column(file.firstSeen()), Times.column(now)
        };
    }

    private static Object[] changedDossier(DossierFile file, Instant now) {
        Standing s = file.standing();
        return new Object[] {
            file.code(),
            s.born() == null ? null : s.born().value(),
            s.procedure(),
            number(s.status()),
            Times.column(s.statusAt()),
            s.agency(),
            s.channel(),
            Times.column(s.filedAt()),
            Times.column(s.dueAt()),
            file.isQuiet(),
            file.isFinishedAtGoLive(),
            Times.column(now),
            file.id()
        };
    }

    private static Object[] newFact(long dossier, StoredFact stored, @Nullable String agency, Instant now) {
        Fact f = stored.fact();
        StoredFact.Fresh fresh = Objects.requireNonNull(stored.fresh());
        return new Object[] {
            stored.id(),
            dossier,
            f.source().value(),
            f.key(),
            f.number(),
            Times.column(f.time()),
            Times.column(f.recordedAt()),
            f.kind().word(),
            number(f.status()),
            number(stored.after()),
            stored.effect(),
            stored.note(),
            fresh.canonical(),
            fresh.record(),
            fresh.mappingVersion(),
            fresh.correction(),
            Times.column(now)
        };
    }

    private static Object[] newDelivery(long dossier, StoredDelivery d, Instant now) {
        return new Object[] {
            d.id(),
            dossier,
            d.system().value(),
            d.seq(),
            d.generation(),
            d.what(),
            d.part(),
            d.line(),
            number(d.status()),
            d.eventId(),
            d.key(),
            d.state().letter(),
            d.what(),
            Times.column(now),
            Times.column(now)
        };
    }

    private static @Nullable Integer number(@Nullable Status status) {
        return status == null ? null : status.number();
    }
}
