package vn.lienthong.sandbox.wire;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;

/** Every call that a far system received, in order of arrival, so that a test can judge order, number and bodies. */
public final class Journal {

    /** What is kept: a load run counts only, or the journal would be the largest thing in memory. */
    public enum Keep {
        BODIES,
        COUNTS
    }

    /** One call. {@code status} is the HTTP status, 0 where the connection was closed without an answer. */
    public record Entry(
            long number,
            Instant at,
            String call,
            String target,
            Map<String, String> headers,
            byte[] request,
            int status,
            byte[] answer,
            Fault fault) {
        public String requestText() {
            return new String(request, StandardCharsets.UTF_8);
        }

        public String answerText() {
            return new String(answer, StandardCharsets.UTF_8);
        }

        public JsonNode requestJson() {
            return Json.read(request);
        }

        public JsonNode answerJson() {
            return Json.read(answer);
        }
    }

    private final ConcurrentLinkedQueue<Entry> entries = new ConcurrentLinkedQueue<>();
    private final Map<String, LongAdder> counts = new ConcurrentHashMap<>();
    private final AtomicLong numbers = new AtomicLong();
    private volatile Keep keep = Keep.BODIES;

    public void keep(Keep keep) {
        this.keep = keep;
    }

    void add(Request request, int status, byte[] answer) {
        counts.computeIfAbsent(request.call(), name -> new LongAdder()).increment();
        long number = numbers.incrementAndGet();
        if (keep == Keep.BODIES) {
            entries.add(new Entry(
                    number,
                    Instant.now(),
                    request.call(),
                    request.path(),
                    request.headers(),
                    request.body(),
                    status,
                    answer,
                    request.fault()));
        }
    }

    public List<Entry> entries() {
        return List.copyOf(entries);
    }

    /** Calls whose name contains the text, oldest first. */
    public List<Entry> entries(String call) {
        return entries.stream().filter(entry -> entry.call().contains(call)).toList();
    }

    /** How many calls of exactly this name arrived; counted also when bodies are not kept. */
    public long count(String call) {
        LongAdder adder = counts.get(call);
        return adder == null ? 0 : adder.sum();
    }

    public long count() {
        return counts.values().stream().mapToLong(LongAdder::sum).sum();
    }

    public void clear() {
        entries.clear();
        counts.clear();
    }
}
