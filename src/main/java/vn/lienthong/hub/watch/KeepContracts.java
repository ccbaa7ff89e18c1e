package vn.lienthong.hub.watch;

import com.fasterxml.jackson.databind.JsonNode;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.MultiGauge.Row;
import io.micrometer.core.instrument.Tags;
import java.time.Clock;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.SmartLifecycle;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;
import vn.lienthong.hub.dossier.SystemId;
import vn.lienthong.hub.dossier.Violation;
import vn.lienthong.hub.mapping.CodeKeys;
import vn.lienthong.hub.systems.FarSystems;
import vn.lienthong.hub.watch.Contracts.Finding;

/**
 * Counts in memory what passes, and stores it every few seconds beside the intake. A process that is killed loses the counts
 * of these seconds and nothing else.
 */
@Component
class KeepContracts implements ContractWatch, SmartLifecycle {
    private static final Logger LOG = LoggerFactory.getLogger(KeepContracts.class);
    /** A last store at the stop must not hold up the stop. */
    private static final Duration LAST = Duration.ofSeconds(2);

    private record Stream(SystemId system, String name) {}

    private final Map<Stream, WatchedStream> streams = new ConcurrentHashMap<>();
    private final CodeKeys codes;
    private final LedgerContracts contracts;
    private final FarSystems systems;
    private final Clock clock;
    private final Duration every;
    private final MultiGauge findings;
    private final AtomicBoolean pageFailed = new AtomicBoolean();
    private final Set<String> failed = new HashSet<>();
    private volatile CountDownLatch stop = new CountDownLatch(1);
    private volatile @Nullable Thread thread;

    /** @param every how often the counts are stored */
    KeepContracts(
            CodeKeys codes,
            LedgerContracts contracts,
            FarSystems systems,
            MeterRegistry meters,
            Clock clock,
            @Value("${hub.contract-watch:10s}") Duration every) {
        this.codes = codes;
        this.contracts = contracts;
        this.systems = systems;
        this.clock = clock;
        this.every = every;
        this.findings = MultiGauge.builder("hub.contract.findings")
                .description("What is no more as it was in the records of a system, and is not acknowledged")
                .register(meters);
    }

    @Override
    public void seen(SystemId system, String stream, boolean firstLoad, List<JsonNode> trees, List<Violation> faults) {
        try {
            streams.computeIfAbsent(
                            new Stream(system, stream),
                            one -> new WatchedStream(tree -> codes.asked(system, stream, tree)))
                    .page(firstLoad, trees, faults, clock.instant());
        } catch (RuntimeException | StackOverflowError fault) {
            if (pageFailed.compareAndSet(false, true)) {
                LOG.error("HUB-WATCH-001 {}/{} is not watched for a moment", system, stream, fault);
            }
        }
    }

    @Override
    public void start() {
        CountDownLatch asked = new CountDownLatch(1);
        stop = asked;
        Thread run = new Thread(() -> run(asked), "contract-watch");
        run.setDaemon(true);
        thread = run;
        run.start();
    }

    /** After the routes: what they took in last is stored too. */
    @Override
    public int getPhase() {
        return 0;
    }

    @Override
    public void stop() {
        stop.countDown();
        Thread run = thread;
        thread = null;
        try {
            if (run != null) {
                run.join(LAST.toMillis());
            }
        } catch (InterruptedException hurried) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public boolean isRunning() {
        return thread != null;
    }

    private void run(CountDownLatch asked) {
        boolean last = false;
        while (!last) {
            try {
                last = asked.await(every.toMillis(), TimeUnit.MILLISECONDS);
            } catch (InterruptedException stopped) {
                return;
            }
            try {
                streams.forEach(this::store);
                safely("findings", this::show);
            } catch (DataAccessException | TransactionException ledgerAway) {
                LOG.debug("shapes are not stored now", ledgerAway);
            }
        }
    }

    private void store(Stream stream, WatchedStream watched) {
        safely(
                stream.system() + "/" + stream.name(),
                () -> watched.store(seen -> contracts.add(stream.system(), stream.name(), seen)));
    }

    /** What is wrong with one stream holds up no other, and is said once; a ledger that is away holds up all. */
    private void safely(String what, Runnable work) {
        try {
            work.run();
            failed.remove(what);
        } catch (DataAccessException | TransactionException ledgerAway) {
            throw ledgerAway;
        } catch (RuntimeException fault) {
            if (failed.add(what)) {
                LOG.error("HUB-WATCH-001 {} cannot be stored or shown", what, fault);
            }
        }
    }

    private void show() {
        contracts.closeKnownCodes();
        Map<SystemId, List<Finding>> open = contracts.open();
        findings.register(
                systems.all().stream()
                        .map(system -> Row.of(
                                Tags.of("system", system.id().value()),
                                open.getOrDefault(system.id(), List.of()).size()))
                        .toList(),
                true);
    }
}
