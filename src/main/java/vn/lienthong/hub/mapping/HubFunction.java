package vn.lienthong.hub.mapping;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.schibsted.spt.data.jslt.Function;

/**
 * A function that the hub adds to JSLT. It keeps no state; faults go to the {@link MappingRun} of the thread.
 *
 * @param value which argument is the value: null there gives null. -1 = the function has none
 * @param blankIsNull whether an empty text counts as null there
 */
record HubFunction(String name, int min, int max, int value, boolean blankIsNull, Body body) implements Function {
    /** What the function does with arguments of which the value is there. Returns null for no result. */
    interface Body {
        JsonNode of(JsonNode[] arguments, JsonNode here, MappingRun run);
    }

    /** Reads its first argument; an empty text is no value. */
    static HubFunction reading(String name, int min, int max, Body body) {
        return new HubFunction(name, min, max, 0, true, body);
    }

    @Override
    public String getName() {
        return name;
    }

    @Override
    public int getMinArguments() {
        return min;
    }

    @Override
    public int getMaxArguments() {
        return max;
    }

    @Override
    public JsonNode call(JsonNode input, JsonNode[] arguments) {
        if (value >= 0) {
            JsonNode given = arguments[value];
            if (given.isNull()
                    || given.isMissingNode()
                    || (blankIsNull && given.isTextual() && given.textValue().isBlank())) {
                return NullNode.instance;
            }
        }
        return body.of(arguments, input, MappingRun.current());
    }
}
