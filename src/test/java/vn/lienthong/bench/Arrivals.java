package vn.lienthong.bench;

import java.util.Arrays;
import java.util.stream.LongStream;

/** Moments ({@link System#nanoTime()}) with a value each, in the order in which they were noted. */
final class Arrivals {
    private long[] at = new long[1024];
    private long[] values = new long[1024];
    private int size;

    void add(long nanos) {
        add(nanos, 0);
    }

    synchronized void add(long nanos, long value) {
        if (size == at.length) {
            at = Arrays.copyOf(at, size * 2);
            values = Arrays.copyOf(values, size * 2);
        }
        at[size] = nanos;
        values[size++] = value;
    }

    synchronized int size() {
        return size;
    }

    /** Moment of the n-th, from 0. */
    synchronized long at(int n) {
        return at[n];
    }

    /** How many came in each of the windows of this length from a moment on; the last one may be shorter. */
    synchronized int[] perWindow(long from, long window) {
        long last = LongStream.of(Arrays.copyOf(at, size)).max().orElse(from);
        int[] counts = new int[last < from ? 0 : (int) ((last - from) / window) + 1];
        for (int i = 0; i < size; i++) {
            if (at[i] >= from) {
                counts[(int) ((at[i] - from) / window)]++;
            }
        }
        return counts;
    }

    /** The values noted from a moment on, smallest first. */
    synchronized long[] valuesSince(long from) {
        long[] chosen = new long[size];
        int count = 0;
        for (int i = 0; i < size; i++) {
            if (at[i] >= from) {
                chosen[count++] = values[i];
            }
        }
        chosen = Arrays.copyOf(chosen, count);
        Arrays.sort(chosen);
        return chosen;
    }
}
