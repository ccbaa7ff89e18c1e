package vn.lienthong.bench;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/** Processor time of everything that takes part, at one moment. */
record Usage(long nanos, Map<String, Duration> cpu) {
    static Usage of(Child program, Map<String, Child> beside) {
        Map<String, Duration> cpu = new LinkedHashMap<>();
        cpu.put("program", program.cpu());
        beside.forEach((what, child) -> cpu.put(what, child.cpu()));
        return new Usage(System.nanoTime(), cpu);
    }

    /** Processor time since an earlier moment for each of so many dossiers, microseconds; 0 for what does not run. */
    double microsPer(int dossiers, String what, Usage earlier) {
        return cpu.containsKey(what)
                ? 1000.0 * cpu.get(what).minus(earlier.cpu.get(what)).toMillis() / dossiers
                : 0;
    }

    double secondsSince(Usage earlier) {
        return (nanos - earlier.nanos) / 1e9;
    }

    /** How much of all cores one of them used since an earlier moment, percent. */
    double share(String what, Usage earlier) {
        return 100.0
                * cpu.get(what).minus(earlier.cpu.get(what)).toMillis()
                / (1000.0 * secondsSince(earlier) * Runtime.getRuntime().availableProcessors());
    }
}
