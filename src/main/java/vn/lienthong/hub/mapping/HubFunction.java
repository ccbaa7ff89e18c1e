package vn.lienthong.hub.mapping;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.schibsted.spt.data.jslt.Function;
import org.jspecify.annotations.Nullable;

/**
 * A function that the hub adds to JSLT. It keeps no state; faults go to the {@link MappingRun} of the thread.
 *
 * @param reference name, arguments and what people read about it
 * @param value which argument is the value: null there gives null. -1 = the function has none
 * @param blankIsNull whether an empty text counts as null there
 */
record HubFunction(FunctionReference reference, int value, boolean blankIsNull, Body body) implements Function {
    /** What the function does with arguments of which the value is there. Returns null for no result. */
    interface Body {
        JsonNode of(JsonNode[] arguments, JsonNode here, MappingRun run);
    }

    /** Reads its first argument; an empty text is no value. */
    static HubFunction reading(FunctionReference reference, Body body) {
        return new HubFunction(reference, 0, true, body);
    }

    @Override
    public String getName() {
        return reference.name();
    }

    @Override
    public int getMinArguments() {
        return reference.fewestArguments();
    }

    @Override
    public int getMaxArguments() {
        return reference.mostArguments();
    }

    @Override
    public JsonNode call(JsonNode input, JsonNode[] arguments) {
        return call(input, arguments, null);
    }

    /** The same function, called on this line of a mapping: its faults say so. */
    Function at(String fileAndLine) {
        return new Placed(this, fileAndLine);
    }

    private JsonNode call(JsonNode input, JsonNode[] arguments, @Nullable String fileAndLine) {
        if (value >= 0) {
            JsonNode given = arguments[value];
            if (given.isNull()
                    || given.isMissingNode()
                    || (blankIsNull && given.isTextual() && given.textValue().isBlank())) {
                return NullNode.instance;
            }
        }
        MappingRun run = MappingRun.current();
        int before = run.found();
        JsonNode result = body.of(arguments, input, run);
        if (fileAndLine != null && run.found() > before) {
            run.foundBy(fileAndLine, before);
        }
        return result;
    }

    private record Placed(HubFunction function, String fileAndLine) implements Function {
        @Override
        public String getName() {
            return function.getName();
        }

        @Override
        public int getMinArguments() {
            return function.getMinArguments();
        }

        @Override
        public int getMaxArguments() {
            return function.getMaxArguments();
        }

        @Override
        public JsonNode call(JsonNode input, JsonNode[] arguments) {
            return function.call(input, arguments, fileAndLine);
        }
    }
}
