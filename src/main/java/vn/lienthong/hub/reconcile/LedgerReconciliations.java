package vn.lienthong.hub.reconcile;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;
import vn.lienthong.hub.dossier.SystemId;
import vn.lienthong.hub.ledger.LedgerQuestions.Slice;
import vn.lienthong.hub.ledger.LedgerQuestions.Window;
import vn.lienthong.hub.ledger.Times;
import vn.lienthong.hub.systems.FarSystems;
import vn.lienthong.hub.systems.SystemSettings;

/** The runs and differences of the ledger. */
@Component
class LedgerReconciliations implements Reconciliations {
    /** States in which a difference counts. */
    private static final String COUNTED = "('suspect', 'mending', 'mended', 'open', 'accepted', 'carried')";

    private final Runs runs;
    private final Differences differences;
    private final FarSystems systems;
    private final JdbcTemplate jdbc;
    private final TransactionTemplate transaction;
    private final Clock clock;

    LedgerReconciliations(
            Runs runs,
            Differences differences,
            FarSystems systems,
            JdbcTemplate jdbc,
            TransactionTemplate transaction,
            Clock clock) {
        this.runs = runs;
        this.differences = differences;
        this.systems = systems;
        this.jdbc = jdbc;
        this.transaction = transaction;
        this.clock = clock;
    }

    /** A far side's clock may be ahead: a window without an end ends a day from now. */
    static Instant untilNow(Instant now) {
        return now.plus(Duration.ofDays(1));
    }

    @Override
    public List<SystemId> asked() {
        return systems.all().stream()
                .filter(Reconciler::isAsked)
                .map(SystemSettings::id)
                .toList();
    }

    @Override
    public long order(
            SystemId system,
            String actor,
            @Nullable Instant from,
            @Nullable Instant to,
            @Nullable Boolean mend,
            @Nullable Boolean deep) {
        SystemSettings.Reconcile settings = systems.get(system).reconcile();
        Instant now = clock.instant();
        return runs.open(
                system,
                actor,
                from == null ? now.minus(settings.window()) : from,
                to == null ? untilNow(now) : to,
                mend == null ? settings.mend() : mend,
                deep == null ? settings.deep() : deep);
    }

    @Override
    public Done stop(long id) {
        return stop(id, false);
    }

    /** @param backfill which kind of run may be meant */
    Done stop(long id, boolean backfill) {
        Optional<Run> run = runs.find(id).filter(found -> found.isBackfill() == backfill);
        while (run.isPresent() && run.get().state() == Run.State.RUNNING) {
            Run running = run.get();
            try {
                transaction.executeWithoutResult(status -> {
                    runs.save(running.is(Run.State.STOPPED, null));
                    runs.forgetSeen(id);
                    differences.forgetSuspects(id);
                });
                return Done.DONE;
            } catch (Runs.RunMoved moved) {
                run = runs.find(id);
            }
        }
        return run.isEmpty() ? Done.UNKNOWN : Done.NOT_NOW;
    }

    @Override
    public Done accept(long difference, String actor, String reason) {
        if (differences.accept(difference, actor, reason)) {
            return Done.DONE;
        }
        return differences.find(difference).isEmpty() ? Done.UNKNOWN : Done.NOT_NOW;
    }

    @Override
    public Optional<RunLine> run(long id) {
        return runs.find(id).filter(run -> !run.isBackfill()).map(run -> lines(List.of(run))
                .get(0));
    }

    @Override
    public Slice<RunLine> runs(@Nullable SystemId system, Window window) {
        Slice<Run> page = runs.page("compare", system, window);
        return new Slice<>(lines(page.items()), page.next());
    }

    @Override
    public Map<SystemId, RunLine> last() {
        List<Run> found = jdbc.query(
                "select * from reconcile_run where id in (select max(id) from reconcile_run where kind = 'compare'"
                        + " group by system)",
                Runs::read);
        Map<SystemId, RunLine> last = new TreeMap<>();
        lines(found).forEach(line -> last.put(line.system(), line));
        return last;
    }

    private List<RunLine> lines(List<Run> found) {
        List<RunLine> lines = new ArrayList<>();
        for (Run run : found) {
            SortedMap<String, Long> kinds = new TreeMap<>();
            Map<String, Long> states = new HashMap<>();
            jdbc.query(
                    "select kind, state, count(*) from reconcile_difference where run_id = ? and state in " + COUNTED
                            + " group by kind, state",
                    row -> {
                        kinds.merge(row.getString(1), row.getLong(3), Long::sum);
                        states.merge(row.getString(2), row.getLong(3), Long::sum);
                    },
                    run.id());
            Long different = jdbc.queryForObject(
                    "select count(distinct subject) from reconcile_difference where run_id = ? and state in " + COUNTED,
                    Long.class,
                    run.id());
            lines.add(new RunLine(
                    run.id(),
                    run.system(),
                    run.askedBy(),
                    run.from(),
                    run.to(),
                    run.mend(),
                    run.deep(),
                    Runs.word(run.state()),
                    Runs.word(run.phase()),
                    run.calls(),
                    run.compared(),
                    Math.max(0, run.compared() - (different == null ? 0 : different)),
                    run.underWay(),
                    kinds,
                    states.getOrDefault("mended", 0L),
                    states.getOrDefault("open", 0L) + states.getOrDefault("carried", 0L),
                    states.getOrDefault("accepted", 0L),
                    states.getOrDefault("suspect", 0L) + states.getOrDefault("mending", 0L),
                    run.trouble(),
                    run.startedAt(),
                    run.changedAt(),
                    run.endedAt()));
        }
        return lines;
    }

    @Override
    public Slice<DifferenceLine> differences(DifferenceFilter filter, Window window) {
        StringBuilder where = new StringBuilder(
                "select id, run_id, system, kind, subject, code, field, ours, theirs, state, note, noted_at, closed_by, reason"
                        + " from reconcile_difference where id > ?");
        List<Object> values = new ArrayList<>(List.of(window.after()));
        and(
                where,
                values,
                "system",
                filter.system() == null ? null : filter.system().value());
        and(where, values, "run_id", filter.run());
        and(where, values, "kind", filter.kind());
        if (filter.state() == null) {
            where.append(" and state in ").append(COUNTED);
        } else {
            and(where, values, "state", filter.state());
        }
        List<DifferenceLine> found = jdbc.query(
                where + " order by id fetch first " + (window.size() + 1) + " rows only",
                (row, i) -> new DifferenceLine(
                        row.getLong("id"),
                        row.getLong("run_id"),
                        new SystemId(row.getString("system")),
                        row.getString("kind"),
                        row.getString("subject"),
                        row.getString("code"),
                        row.getString("field"),
                        Differences.text(row.getBytes("ours")),
                        Differences.text(row.getBytes("theirs")),
                        row.getString("state"),
                        row.getString("note"),
                        java.util.Objects.requireNonNull(Times.read(row, "noted_at")),
                        row.getString("closed_by"),
                        row.getString("reason")),
                values.toArray());
        boolean more = found.size() > window.size();
        List<DifferenceLine> page = more ? found.subList(0, window.size()) : found;
        return new Slice<>(page, more ? page.get(page.size() - 1).id() : null);
    }

    private static void and(StringBuilder where, List<Object> values, String column, @Nullable Object value) {
        if (value != null) {
            where.append(" and ").append(column).append(" = ?");
            values.add(value);
        }
    }
}
