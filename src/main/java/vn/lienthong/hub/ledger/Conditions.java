package vn.lienthong.hub.ledger;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A where clause of the conditions that are given; the text comes from the code alone, values are bound. */
final class Conditions {
    private final StringBuilder clause;
    private final Map<String, Object> values = new HashMap<>();

    Conditions(String condition, String name, Object value) {
        clause = new StringBuilder(" where ").append(condition);
        values.put(name, value);
    }

    /** Adds the condition unless its value is null. */
    Conditions and(String condition, String name, @Nullable Object value) {
        if (value != null) {
            clause.append(" and ").append(condition);
            values.put(name, value);
        }
        return this;
    }

    Map<String, Object> values() {
        return values;
    }

    @Override
    public String toString() {
        return clause.toString();
    }
}
