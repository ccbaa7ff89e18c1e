package vn.lienthong.bench;

import java.util.ArrayList;
import java.util.List;

/**
 * What to measure.
 *
 * @param quick small counts, for trying: the answer is useful within minutes and worth little
 * @param dossiers of a first load
 * @param heap the hub's, floor's and peer's {@code -Xmx}
 * @param parts names or beginnings of names; empty = all that run by themselves
 */
record Options(boolean quick, int dossiers, String heap, List<String> parts) {
    static Options of(String[] args) {
        boolean quick = false;
        int dossiers = 0;
        String heap = "512m";
        List<String> parts = new ArrayList<>();
        for (int i = 0; i < args.length; i++) {
            switch (args[i]) {
                case "--quick" -> quick = true;
                case "--dossiers" -> dossiers = Integer.parseInt(args[++i]);
                case "--heap" -> heap = args[++i];
                default -> {
                    if (args[i].startsWith("-")) {
                        throw new IllegalArgumentException(args[i]
                                + " is no option; there are --quick, --dossiers N, --heap 512m and names of parts");
                    }
                    parts.add(args[i]);
                }
            }
        }
        return new Options(quick, dossiers > 0 ? dossiers : quick ? 10_000 : 100_000, heap, List.copyOf(parts));
    }

    /** The count of a full run, or that of a quick one. */
    int count(int full, int scaled) {
        return quick ? scaled : full;
    }

    boolean wants(String part, boolean byItself) {
        return parts.isEmpty() ? byItself : parts.stream().anyMatch(part::startsWith);
    }
}
