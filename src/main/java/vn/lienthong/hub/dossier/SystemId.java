package vn.lienthong.hub.dossier;

import java.util.regex.Pattern;

/** Id of a far system: the name of its route file, mapping folder and settings block. */
public record SystemId(String value) implements Comparable<SystemId> {
    private static final Pattern SHAPE = Pattern.compile("[a-z][a-z0-9-]{0,30}");

    public SystemId {
        if (!SHAPE.matcher(value).matches()) {
            throw new IllegalArgumentException("HUB-SYS-001 \"" + value
                    + "\" is no system id: a small letter, then small letters, digits, hyphens");
        }
    }

    @Override
    public int compareTo(SystemId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
