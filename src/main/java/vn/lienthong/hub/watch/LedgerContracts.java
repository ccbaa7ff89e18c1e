package vn.lienthong.hub.watch;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;
import vn.lienthong.hub.dossier.MissingRow;
import vn.lienthong.hub.dossier.SystemId;
import vn.lienthong.hub.ledger.Collision;
import vn.lienthong.hub.ledger.LedgerQuestions.Slice;
import vn.lienthong.hub.ledger.LedgerQuestions.Window;
import vn.lienthong.hub.mapping.ExpectedFields;
import vn.lienthong.hub.mapping.KnownCodes;
import vn.lienthong.hub.watch.Change.Kind;
import vn.lienthong.hub.watch.ContractRows.Kept;

/** Shapes and findings in the ledger: each change of a shape and what is found in it are one transaction. */
@Component
class LedgerContracts implements Contracts {
    static final String HUB = "hub";
    private static final Logger LOG = LoggerFactory.getLogger(LedgerContracts.class);
    private static final int TRIES = 5;
    private static final int MOST_OPEN = 1_000;
    /** That one column of a table lacks and that are told apart. Where there are more, they are names or numbers, not codes. */
    private static final int MOST_WORDS = 50;

    private final ContractRows rows;
    private final KnownCodes codes;
    private final ExpectedFields expected;
    private final TransactionTemplate transaction;
    private final Clock clock;

    LedgerContracts(
            ContractRows rows,
            KnownCodes codes,
            ExpectedFields expected,
            TransactionTemplate transaction,
            Clock clock) {
        this.rows = rows;
        this.codes = codes;
        this.expected = expected;
        this.transaction = transaction;
        this.clock = clock;
    }

    /** Adds what a process saw. @return false if other processes were faster again and again: it keeps it for the next time */
    boolean add(SystemId system, String stream, Seen seen) {
        return tried(() -> judged(system, stream, seen));
    }

    private BooleanSupplier judged(SystemId system, String stream, Seen seen) {
        Instant now = clock.instant();
        Kept kept = rows.shape(system, stream);
        List<Finding> open = rows.open(system, stream);
        Set<String> vanished = open.stream()
                .filter(finding -> finding.kind().equals(Kind.VANISHED.word()))
                .map(Finding::path)
                .collect(Collectors.toSet());
        Shape.Merged merged = kept.shape().with(seen.sightings(), vanished);
        Shape shape = merged.shape();
        List<Finding> over = new ArrayList<>();
        JudgeShape judge = new JudgeShape(shape);
        for (Finding finding : open) {
            Change found = change(finding);
            if (isExpected(system, stream, found)) {
                over.add(finding);
                shape = shape.accepting(found);
            } else if (judge.isOver(found)) {
                over.add(finding);
                shape = found.kind() == Kind.VANISHED ? shape : shape.forgetting(found);
            }
        }
        List<Change> changes = new ArrayList<>();
        for (Change change : new JudgeShape(shape).changes()) {
            if (open.stream().anyMatch(finding -> change(finding).isSame(change))) {
                continue;
            }
            if (seen.firstLoad() || isExpected(system, stream, change)) {
                shape = shape.accepting(change);
            } else {
                changes.add(change);
            }
        }
        Shape after = shape;
        return () -> {
            if (!rows.write(system, stream, after, kept.version(), now)) {
                return false;
            }
            over.forEach(finding -> close(finding, now));
            List<Finding> still = new ArrayList<>(open);
            still.removeAll(over);
            still.forEach(finding ->
                    rows.records(finding.id(), judge.now(change(finding)).records(), now));
            changes.forEach(change -> open(system, stream, change, now));
            unknownCodes(system, stream, seen.unknown(), still, after, now);
            seen.taken().addAll(merged.taken());
            return true;
        };
    }

    /** A field that the mapping was written for is no news, however late it comes first. */
    private boolean isExpected(SystemId system, String stream, Change change) {
        return change.kind() == Kind.NEW_FIELD && expected.expects(system, stream, FieldPath.nameOf(change.path()));
    }

    /**
     * What a process saw of a stream since it last said so.
     *
     * @param unknown rows that tables lacked, with the place in the record and the number of records
     * @param taken is filled with the places that are in the ledger now
     */
    record Seen(Sightings sightings, boolean firstLoad, Map<MissingRow, Unknown> unknown, Set<Spot> taken) {}

    /**
     * A code that no table knows: where it stood, and in how many records.
     *
     * @param held every record counts, because it is at fault for it; false = only those that were looked at
     */
    record Unknown(String path, long records, boolean held) {
        Unknown and(Unknown more) {
            return held == more.held ? new Unknown(path, records + more.records, held) : held ? this : more;
        }

        @Nullable
        Unknown without(Unknown stored) {
            return records > stored.records ? new Unknown(path, records - stored.records, held) : null;
        }
    }

    private void unknownCodes(
            SystemId system,
            String stream,
            Map<MissingRow, Unknown> unknown,
            List<Finding> open,
            Shape shape,
            Instant now) {
        Map<String, Finding> listed = open.stream()
                .filter(finding -> finding.kind().equals(Kind.NEW_CODE.word()))
                .collect(Collectors.toMap(Finding::detail, finding -> finding));
        unknown.entrySet().stream()
                .collect(Collectors.groupingBy(one -> CodeWord.column(one.getKey())))
                .forEach((column, missing) -> {
                    List<Change> codes = missing.stream()
                            .map(one -> code(one.getKey().toString(), one.getValue(), shape, now))
                            .toList();
                    List<Finding> before = listed.values().stream()
                            .filter(finding -> finding.detail().startsWith(column))
                            .toList();
                    long more = codes.stream()
                            .filter(code -> !listed.containsKey(code.detail()))
                            .count();
                    String many = FieldPath.shortened(column + CodeWord.MANY);
                    if (before.size() + more > MOST_WORDS
                            || listed.containsKey(many)
                            || rows.isAcknowledged(system, stream, many)) {
                        codes = List.of(together(many, codes, before));
                    }
                    codes.forEach(code -> mention(system, stream, listed, code, now));
                });
    }

    /** One finding instead of many, of which no word is kept. */
    private Change together(String many, List<Change> codes, List<Finding> before) {
        List<Finding> words =
                before.stream().filter(word -> !word.detail().equals(many)).toList();
        words.forEach(word -> rows.delete(word.id()));
        Change first = codes.get(0);
        long records = codes.stream().mapToLong(Change::records).sum()
                + words.stream().mapToLong(Finding::records).sum();
        return new Change(first.kind(), first.path(), many, records, first.base(), first.since());
    }

    private static Change code(String row, Unknown seen, Shape shape, Instant now) {
        String path = shape.fields().containsKey(seen.path()) ? seen.path() : FieldPath.withoutWords(seen.path());
        return new Change(Kind.NEW_CODE, path, FieldPath.shortened(row), seen.records(), shape.records(), now);
    }

    private void mention(SystemId system, String stream, Map<String, Finding> listed, Change code, Instant now) {
        Finding before = listed.get(code.detail());
        if (before != null) {
            rows.records(before.id(), before.records() + code.records(), now);
        } else if (!rows.isAcknowledged(system, stream, code.detail())) {
            open(system, stream, code, now);
        }
    }

    private void open(SystemId system, String stream, Change change, Instant now) {
        rows.add(system, stream, change, now);
        LOG.warn(
                "HUB-WATCH-002 {}/{} {} {} {} ({} records; {} before)",
                system,
                stream,
                change.kind().word(),
                change.path(),
                change.detail(),
                change.records(),
                change.base());
    }

    private void close(Finding finding, Instant now) {
        if (rows.close(finding.id(), "closed", HUB, null, now)) {
            LOG.info(
                    "{}/{} {} {} {} is over",
                    finding.system(),
                    finding.stream(),
                    finding.kind(),
                    finding.path(),
                    finding.detail());
        }
    }

    /** Closes what was found of codes that their table has now. */
    void closeKnownCodes() {
        Instant now = clock.instant();
        for (Finding finding : rows.open(MOST_OPEN)) {
            if (finding.kind().equals(Kind.NEW_CODE.word())
                    && MissingRow.read(finding.detail())
                            .filter(CodeWord::isCode)
                            .filter(row -> codes.knows(finding.system(), row))
                            .isPresent()) {
                close(finding, now);
            }
        }
    }

    @Override
    public List<StreamShape> shapes(SystemId system) {
        return rows.streams(system).stream()
                .map(stream -> view(stream, rows.shape(system, stream)))
                .toList();
    }

    private static StreamShape view(String stream, Kept kept) {
        Shape shape = kept.shape();
        List<FieldShape> fields = new ArrayList<>();
        shape.fields().forEach((path, field) -> {
            if (!path.isEmpty()) {
                fields.add(view(path, field, shape.parents(path)));
            }
        });
        return new StreamShape(stream, shape.records(), shape.full(), kept.beganAt(), kept.changedAt(), fields);
    }

    private static FieldShape view(String path, Field field, long parents) {
        Map<String, Long> types = new TreeMap<>();
        field.types().forEach((type, tally) -> types.put(type.word(), tally.filled()));
        Tally seen = field.seen();
        Field.Codes codes = field.codes();
        return new FieldShape(
                path,
                seen.filled(),
                Math.round(1000.0 * seen.filled() / Math.max(parents, seen.filled())) / 1000.0,
                seen.missing(),
                Instant.ofEpochSecond(seen.last()),
                types,
                codes == null ? null : codes.table(),
                codes == null ? Map.of() : codes.values());
    }

    @Override
    public Slice<Finding> findings(@Nullable SystemId system, @Nullable String state, Window window) {
        return rows.list(system, state, window);
    }

    @Override
    public Map<SystemId, List<Finding>> open() {
        return rows.open(MOST_OPEN).stream()
                .collect(Collectors.groupingBy(Finding::system, TreeMap::new, Collectors.toList()));
    }

    @Override
    public Done acknowledge(long id, String actor, @Nullable String reason) {
        AtomicReference<Done> done = new AtomicReference<>(Done.NOT_NOW);
        boolean ended = tried(() -> {
            Finding finding = rows.find(id).orElse(null);
            if (finding == null || !finding.state().equals("open")) {
                done.set(finding == null ? Done.UNKNOWN : Done.NOT_NOW);
                return () -> true;
            }
            Instant now = clock.instant();
            Kept kept = rows.shape(finding.system(), finding.stream());
            Shape shape = kept.shape().accepting(change(finding));
            done.set(Done.DONE);
            return () -> rows.write(finding.system(), finding.stream(), shape, kept.version(), now)
                    && rows.close(id, "acknowledged", actor, reason, now);
        });
        return ended ? Objects.requireNonNull(done.get()) : Done.NOT_NOW;
    }

    static Change change(Finding finding) {
        return new Change(
                Kind.of(finding.kind()),
                finding.path(),
                finding.detail(),
                finding.records(),
                finding.base(),
                finding.since());
    }

    /**
     * Reads and judges outside a transaction, then writes in one: others wait for a writer. Again when another process came
     * first.
     *
     * @param judged gives what writes; that returns false if another process was faster
     */
    private boolean tried(Supplier<BooleanSupplier> judged) {
        for (int attempt = 1; attempt <= TRIES; attempt++) {
            try {
                BooleanSupplier write = judged.get();
                boolean done = Boolean.TRUE.equals(transaction.execute(status -> {
                    boolean written = write.getAsBoolean();
                    if (!written) {
                        status.setRollbackOnly();
                    }
                    return written;
                }));
                if (done) {
                    return true;
                }
            } catch (DuplicateKeyException first) {
                LOG.debug("another process wrote the first shape of a stream");
            } catch (DataAccessException trouble) {
                if (!Collision.is(trouble)) {
                    throw trouble;
                }
            }
        }
        return false;
    }
}
