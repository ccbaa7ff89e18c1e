package vn.lienthong.hub.systems;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.convert.DurationStyle;

/** Collects the faults of settings while they are read; a faulty value is replaced by a harmless one to read on. */
class SettingFaults {
    private final WrittenSettings written;
    private final boolean onlyFiles;
    private final List<SettingFault> found = new ArrayList<>();

    SettingFaults(WrittenSettings written) {
        this(written, false);
    }

    /** @param onlyFiles a value that an environment variable will fill is not missing */
    SettingFaults(WrittenSettings written, boolean onlyFiles) {
        this.written = written;
        this.onlyFiles = onlyFiles;
    }

    List<SettingFault> found() {
        return List.copyOf(found);
    }

    void add(String key, String wrong, String remedy) {
        found.add(new SettingFault(written.nameOf(key), key, wrong, remedy));
    }

    /** Whether a value is there; a placeholder that nothing filled counts as missing. */
    static boolean given(@Nullable String value) {
        return value != null && !value.isBlank() && !value.contains("${");
    }

    @Nullable
    String optional(@Nullable String value) {
        return given(value) ? value : null;
    }

    String required(String key, @Nullable String value, String remedy) {
        if (value == null || !given(value)) {
            if (!onlyFiles || !written.isLeftToAVariable(key)) {
                add(key, "is missing", remedy);
            }
            return "";
        }
        return value;
    }

    int number(String key, @Nullable String value, int otherwise, int least, int most) {
        if (value == null || !given(value)) {
            return otherwise;
        }
        try {
            int number = Integer.parseInt(value.strip());
            if (number >= least && number <= most) {
                return number;
            }
        } catch (NumberFormatException notANumber) {
            // said below, as for a number out of range
        }
        add(key, "\"" + value + "\" is not possible", "write a whole number from " + least + " to " + most);
        return otherwise;
    }

    boolean flag(String key, @Nullable String value, boolean otherwise) {
        if (value == null || !given(value)) {
            return otherwise;
        }
        return switch (value.strip().toLowerCase(Locale.ROOT)) {
            case "true", "on", "yes" -> true;
            case "false", "off", "no" -> false;
            default -> {
                add(key, "\"" + value + "\" is not possible", "write true or false");
                yield otherwise;
            }
        };
    }

    Duration duration(String key, @Nullable String value, Duration otherwise, Duration least, Duration most) {
        if (value == null || !given(value)) {
            return otherwise;
        }
        try {
            Duration duration = DurationStyle.detectAndParse(value.strip());
            if (duration.compareTo(least) >= 0 && duration.compareTo(most) <= 0) {
                return duration;
            }
        } catch (IllegalArgumentException notADuration) {
            // said below, as for a duration out of range
        }
        add(
                key,
                "\"" + value + "\" is not possible",
                "write a duration like 2s, 200ms or 1m, from " + simple(least) + " to " + simple(most));
        return otherwise;
    }

    private static String simple(Duration duration) {
        return duration.toMillis() % 1000 == 0 ? duration.toSeconds() + "s" : duration.toMillis() + "ms";
    }
}
