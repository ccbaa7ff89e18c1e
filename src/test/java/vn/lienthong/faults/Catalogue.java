package vn.lienthong.faults;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicLong;
import vn.lienthong.sandbox.wire.Fault;

/** Every fault of far systems that a campaign knows. */
final class Catalogue {
    private static final String HTTP = "onestop land portal";

    private static final FarTrouble BUSY = FarTrouble.of(
            "503 and 429 with Retry-After", 0.3, HTTP, s -> List.of(Fault.unavailable(1), Fault.tooMany(1)));
    private static final FarTrouble UNAVAILABLE =
            FarTrouble.of("503 without Retry-After", 0.3, HTTP, s -> List.of(Fault.status(503)));
    private static final FarTrouble LATE =
            FarTrouble.of("answers late", 0.1, HTTP, s -> List.of(Fault.answerAfter(s.slow())));
    private static final FarTrouble CLOSED =
            FarTrouble.of("closed before acting", 0.3, HTTP, s -> List.of(Fault.closeBefore()));
    private static final FarTrouble ACTED =
            FarTrouble.of("acted, then closed", 0.3, HTTP, s -> List.of(Fault.actThenClose()));
    private static final FarTrouble FORGOTTEN =
            FarTrouble.of("token or session forgotten", 0.3, "onestop portal", s -> List.of(Fault.forget()));
    private static final FarTrouble PAGE_TWICE =
            FarTrouble.of("page served twice", 0.4, "onestop land", s -> List.of(Fault.pageAgain()));
    private static final FarTrouble LATE_NUMBERS =
            FarTrouble.of("log numbers appear late", 0.3, "land ui-v2", s -> List.of(Fault.lateNumber(s.late())));
    private static final FarTrouble SOAP_BUSY =
            FarTrouble.of("SOAP fault: busy", 0.3, "land", s -> List.of(Fault.soapFault("soap:Server.Busy", "bận")));
    private static final FarTrouble SOAP_REFUSED = FarTrouble.of(
                    "SOAP fault: refused", 0.2, "land", s -> List.of(Fault.soapFault("soap:Client", "lỗi không rõ")))
            .withOperator();
    private static final FarTrouble HALF = FarTrouble.of("half a body", 0.3, HTTP, s -> List.of(Fault.halfBody()));
    private static final FarTrouble RUBBISH = FarTrouble.of("rubbish bytes", 0.3, HTTP, s -> List.of(Fault.rubbish()));
    private static final FarTrouble BUSY_BY_CODE =
            FarTrouble.of("busy by code", 0.3, "portal", s -> List.of(Fault.busy()));
    private static final FarTrouble ROWS = FarTrouble.of(
                    "rows of one batch with different outcomes",
                    0.4,
                    "portal",
                    s -> List.of(Fault.rowCodes(0, 3, -1, 0, 3), Fault.rowCodes(3), Fault.rowCodes(-1, 0)))
            .withOperator();

    /** Each fault at all systems that can have it at once, some beside each other: a short run. */
    static List<Trouble> together() {
        Set<String> all = set("onestop land portal ui-v2");
        return List.of(
                BUSY,
                LATE,
                CLOSED,
                ACTED,
                new Together(List.of(FORGOTTEN, new DatabaseLine())),
                new Together(List.of(PAGE_TWICE, new Copies())),
                LATE_NUMBERS,
                new Together(List.of(SOAP_BUSY, BUSY_BY_CODE)),
                new Together(List.of(SOAP_REFUSED, ROWS)),
                HALF,
                RUBBISH,
                new Away(all),
                new ClockAhead(all));
    }

    /** Each fault at each system alone: a long run. */
    static List<Trouble> apart() {
        List<Trouble> all = new ArrayList<>();
        for (String target : List.of("onestop", "land", "portal", "ui-v2")) {
            all.add(new Away(Set.of(target)));
            all.add(new ClockAhead(Set.of(target)));
        }
        for (FarTrouble trouble : List.of(
                BUSY,
                UNAVAILABLE,
                LATE,
                CLOSED,
                ACTED,
                FORGOTTEN,
                PAGE_TWICE,
                LATE_NUMBERS,
                SOAP_BUSY,
                SOAP_REFUSED,
                HALF,
                RUBBISH,
                BUSY_BY_CODE,
                ROWS)) {
            trouble.targets().forEach(target -> all.add(trouble.at(target)));
        }
        all.add(new ClockTooFar());
        all.add(new DatabaseLine());
        all.add(new SlowDatabase());
        all.add(new Copies());
        return all;
    }

    private Catalogue() {}

    private static Set<String> set(String names) {
        return new TreeSet<>(List.of(names.split(" ")));
    }

    /** Systems that refuse every connection for a while. */
    private record Away(Set<String> targets) implements Trouble {
        @Override
        public String name() {
            return "down at " + String.join(", ", targets);
        }

        @Override
        public long strike(Ground ground, long seed) throws InterruptedException {
            Waiting.until(Duration.ofSeconds(1), () -> false);
            for (String target : targets) {
                switch (target) {
                    case "onestop" -> ground.far.oneStop().down();
                    case "land" -> ground.far.land().down();
                    case "portal" -> ground.far.portal().down();
                    default -> ground.far.uiV2().down();
                }
            }
            Waiting.during(ground.scale.away());
            ground.far.heal();
            return targets.size();
        }
    }

    /** Systems whose clock is five minutes ahead; land's stays inside the five minutes that it grants a token. */
    private record ClockAhead(Set<String> targets) implements Trouble {
        @Override
        public String name() {
            return "clock 5 minutes ahead at " + String.join(", ", targets);
        }

        @Override
        public Duration clockAhead() {
            return targets.contains("land") ? Duration.ofSeconds(290) : Duration.ofMinutes(5);
        }

        @Override
        public long strike(Ground ground, long seed) throws InterruptedException {
            targets.forEach(target -> FarTrouble.faultsOf(ground, target).clockOff(clockAhead()));
            Waiting.until(Duration.ofMinutes(2), ground.cast::over);
            ground.far.heal();
            return targets.size();
        }
    }

    /** Land's clock is so wrong for a while that it takes no token. */
    private record ClockTooFar() implements Trouble {
        @Override
        public String name() {
            return "clock 6 minutes ahead, no token is accepted at land";
        }

        @Override
        public long strike(Ground ground, long seed) throws InterruptedException {
            int before = ground.far.land().journal().entries().size();
            ground.far.land().faults().clockOff(Duration.ofMinutes(6));
            Waiting.during(ground.scale.window());
            ground.far.heal();
            return ground.far.land().journal().entries().size() - before;
        }
    }

    /** The line to ui-v2's database is cut, or the answer of what was done is lost and then the line is cut. */
    private record DatabaseLine() implements Trouble {
        @Override
        public String name() {
            return "line cut; acted, then cut at ui-v2";
        }

        @Override
        public long strike(Ground ground, long seed) throws InterruptedException {
            var gate = ground.far.uiV2().gate();
            AtomicLong times = new AtomicLong();
            long deadline = System.nanoTime() + ground.scale.window().toNanos();
            while (System.nanoTime() < deadline && !ground.cast.over()) {
                boolean loses = times.incrementAndGet() % 2 == 0;
                gate.losesAnswers(loses);
                Waiting.during(Duration.ofMillis(loses ? 150 : 400));
                gate.losesAnswers(false);
                gate.cut();
            }
            ground.far.heal();
            return times.get();
        }
    }

    /** ui-v2's database answers later than the hub is willing to wait. */
    private record SlowDatabase() implements Trouble {
        @Override
        public String name() {
            return "answers late at ui-v2";
        }

        @Override
        public long strike(Ground ground, long seed) throws InterruptedException {
            var gate = ground.far.uiV2().gate();
            Waiting.during(Duration.ofSeconds(1));
            gate.slow(ground.scale.slow());
            Waiting.during(ground.scale.slow().multipliedBy(2));
            ground.far.heal();
            gate.cut();
            return 1;
        }
    }

    /** The portal sends every call of a citizen three times at once. */
    private record Copies() implements Trouble {
        @Override
        public String name() {
            return "calls sent three times at once by portal";
        }

        @Override
        public long strike(Ground ground, long seed) throws InterruptedException {
            int before = ground.far.portal().calls().size();
            ground.far.portal().sendsCopies(3);
            Waiting.until(ground.scale.window(), ground.cast::over);
            ground.far.portal().sendsCopies(1);
            return ground.far.portal().calls().size() - before;
        }
    }
}
