package vn.lienthong.hub.camel;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import vn.lienthong.hub.dossier.Violation;
import vn.lienthong.hub.intake.Intake;
import vn.lienthong.hub.intake.SourceRecord;
import vn.lienthong.hub.intake.WatermarkMove;
import vn.lienthong.hub.ledger.Watermarks.Watermark;
import vn.lienthong.hub.mapping.Mappings.MappingFailed;
import vn.lienthong.hub.mapping.Mappings.Page;
import vn.lienthong.hub.mapping.Mappings.PageRecord;
import vn.lienthong.hub.systems.FarSideFault;
import vn.lienthong.hub.systems.FarSideFault.Kind;
import vn.lienthong.hub.systems.JsonBytes;
import vn.lienthong.hub.systems.SystemSettings;

/**
 * Reads one stream of a far system page by page until it has no more, then waits for the poll interval. Runs on one node
 * at a time. A page is stored together with its watermark; when anything fails the watermark stays and the page is read
 * again after a wait that grows up to 5 seconds.
 */
class PullStream implements Work {
    private static final Duration LEASE = Duration.ofSeconds(10);
    /** So many rounds without a page are no passing trouble; the waits between them are short. */
    private static final int REFUSALS = 2;

    private final HubParts parts;
    private final SystemSettings system;
    private final String stream;
    private final ReadBy by;
    private final String lease;
    private final FaultLog log;
    private final BackOff backOff;
    private int failures;
    /** Rounds in succession that were refused, or for which there was no call. */
    private int refusals;
    /** Whether an answer that was no page may still be held: by this process, an earlier one, or whoever pulled meanwhile. */
    private boolean answersHeld = true;

    private Instant gapsRead = Instant.EPOCH;

    PullStream(HubParts parts, SystemSettings system, String stream, ReadBy by) {
        this.parts = parts;
        this.system = system;
        this.stream = stream;
        this.by = by;
        this.lease = "pull:" + system.id() + ":" + stream;
        this.log = new FaultLog("pull " + system.id() + "/" + stream);
        this.backOff = BackOff.from(system.poll(), parts.random());
    }

    @Override
    public Duration round(RouteCall route, Stopping stopping) throws InterruptedException {
        try {
            parts.paces().await(system, stopping);
            Instant began = parts.clock().instant();
            if (!parts.leases().take(lease, parts.node(), LEASE)) {
                parts.questions().notPulling(system.id());
                accepted();
                answersHeld = true;
                return system.poll().compareTo(LEASE) < 0 ? system.poll() : LEASE;
            }
            if (readToEnd(route, stopping)) {
                parts.questions().pulled(system.id(), stream, began);
            }
        } catch (FarSideFault fault) {
            return failed(fault);
        } catch (RouteFailed faulty) {
            refused(faulty.getMessage());
            throw faulty;
        } catch (Intake.WatermarkMoved moved) {
            return system.poll();
        }
        failures = 0;
        accepted();
        log.fine();
        return system.poll();
    }

    private Duration failed(FarSideFault fault) {
        failures++;
        if (fault.payload() != null) {
            hold(
                    fault.payload(),
                    Violation.malformed("HUB-PULL-001", "/", "a page of " + stream, fault.payload().length + " bytes"));
        }
        parts.states().failed(system.id(), fault);
        if (fault.kind() == Kind.UNREADABLE) {
            refused(fault.getMessage());
        }
        log.fault(fault.getMessage());
        Duration wait = backOff.after(failures);
        return longer(wait, system.brake().atMost(fault.retryAfter()));
    }

    private void refused(@Nullable String why) {
        refusals++;
        if (refusals >= REFUSALS) {
            parts.states().pull(system.id(), stream, String.valueOf(why));
        }
    }

    private void accepted() {
        refusals = 0;
        parts.states().pull(system.id(), stream, null);
    }

    private static Duration longer(Duration wait, @Nullable Duration asked) {
        return asked != null && asked.compareTo(wait) > 0 ? asked : wait;
    }

    private boolean readToEnd(RouteCall route, Stopping stopping) throws InterruptedException {
        Watermark mark = parts.watermarks().of(system.id(), stream);
        Position position = position(mark);
        do {
            mark = onePage(route, mark, position);
        } while (position.more() && mayGoOn(stopping));
        if (!position.more()) {
            parts.states().upToDate(system.id());
        }
        return !position.more();
    }

    private boolean mayGoOn(Stopping stopping) throws InterruptedException {
        parts.paces().await(system, stopping);
        return !stopping.asked() && parts.leases().take(lease, parts.node(), LEASE);
    }

    private Position position(Watermark mark) {
        return switch (by.kind()) {
            case CURSOR -> new CursorPosition(mark.value());
            case LOG -> log(mark);
            case PAGE -> new PagePosition(mark.value(), by.firstPage(), by.again());
            case SINCE ->
                new SincePosition(
                        mark.value(),
                        start(),
                        by.overlap(),
                        by.times(),
                        parts.clock().instant());
        };
    }

    /** What was filed from a day on was not changed before it. */
    private Instant start() {
        return system.since() == null
                ? Instant.EPOCH
                : system.since().atStartOfDay(system.zone()).toInstant();
    }

    private Position log(Watermark mark) {
        Instant now = parts.clock().instant();
        NumberedLog numbers = NumberedLog.read(mark.value(), system.lateNumbers());
        numbers.forget(now);
        boolean gaps = numbers.high() - numbers.beforeGaps() <= system.pageSize()
                || !now.isBefore(gapsRead.plus(system.lateNumbers().dividedBy(10)));
        if (gaps) {
            gapsRead = now;
        }
        return new LogPosition(numbers, gaps);
    }

    private Watermark onePage(RouteCall route, Watermark mark, Position position) {
        Map<String, String> places = new HashMap<>(position.places());
        places.put("pageSize", Integer.toString(system.pageSize()));
        JsonNode answer = route.ask(null, Places.headers(places));
        Page page = position.endsWith(answer.path("status").asInt(200))
                ? new Page(List.of(), null, false)
                : page(answer, places);
        List<SourceRecord> records = position.pass(page, parts.clock().instant()).stream()
                .map(PullStream::source)
                .toList();
        Watermark moved = store(mark, position, records);
        if (answersHeld) {
            parts.intake().readWell(system.id(), stream);
            answersHeld = false;
        }
        return moved;
    }

    private Watermark store(Watermark mark, Position position, List<SourceRecord> records) {
        String to = Objects.requireNonNullElse(position.watermark(), "");
        boolean loaded = mark.loaded() || !position.more();
        boolean moves = !to.equals(mark.value()) || loaded != mark.loaded();
        if (moves || !records.isEmpty()) {
            parts.intake()
                    .page(system.id(), stream, records, moves ? new WatermarkMove(mark.value(), to, loaded) : null);
            parts.states().pulled(system.id(), records.size());
        }
        return moves ? new Watermark(to, loaded) : mark;
    }

    /** The page that the pack makes of an answer. An empty {@code next} with {@code more} says: from the beginning. */
    private Page page(JsonNode answer, Map<String, String> places) {
        int status = answer.path("status").asInt(200);
        String after = places.getOrDefault("after", "");
        if (answer instanceof ObjectNode members) {
            Places.put(members, places);
        }
        try {
            Page page = parts.mappings().page(system.id(), stream, answer);
            boolean restart =
                    by.kind() == ReadBy.Kind.CURSOR && page.more() && "".equals(page.next()) && !after.isEmpty();
            if (status < 400 || restart) {
                return page;
            }
        } catch (MappingFailed failed) {
            if (status < 400) {
                hold(JsonBytes.of(answer), failed.faults().get(0));
                throw new FarSideFault(
                        Kind.UNREADABLE,
                        "HUB-PULL-002 " + system.id() + "/" + stream
                                + " answered no page; look at the held answer, then" + " at mappings/" + system.id()
                                + "/pages/" + stream + ".jslt",
                        failed);
            }
        }
        throw new FarSideFault(
                Kind.UNREADABLE,
                "HUB-PULL-003 " + system.id() + "/" + stream + " refused the pull with " + Refusal.words(answer)
                        + "; correct the call (mappings/" + system.id() + "/ask/" + stream
                        + ".jslt, the route, the settings) or the account"
                        + (after.isEmpty()
                                ? ""
                                : "; if it no longer knows the place it was asked to go on from, let mappings/"
                                        + system.id() + "/pages/" + stream
                                        + ".jslt answer {\"next\":\"\",\"more\":true}: from the beginning"),
                null);
    }

    /** A process that lost the pull meanwhile keeps nothing: the one that has it meets the same answer, or a page. */
    private void hold(byte[] payload, Violation why) {
        if (!parts.leases().take(lease, parts.node(), LEASE)) {
            return;
        }
        answersHeld = true;
        parts.intake().holdAnswer(system.id(), stream, payload, why);
    }

    private static SourceRecord source(PageRecord record) {
        return new SourceRecord(record.key(), JsonBytes.of(record.tree()), record.tree());
    }

    @Override
    public void ended() {
        parts.leases().release(lease, parts.node());
        parts.states().pull(system.id(), stream, null);
    }
}
