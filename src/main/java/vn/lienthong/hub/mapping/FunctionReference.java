package vn.lienthong.hub.mapping;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What people read about one function of the mapping library. It stands in the source beside the function; a test runs
 * every example and every fault, and the generated reference is made of it.
 *
 * @param signature {@code code(table, key, column?, date?)}; {@code ?} = may be left out
 * @param text what it gives, and from what
 * @param tables code tables that the examples read
 */
public record FunctionReference(
        String name, String signature, String text, List<Table> tables, List<Example> examples, List<Fault> faults) {
    private static final Pattern SIGNATURE = Pattern.compile("([a-z0-9-]+)\\(([^()]*)\\)");

    /** A code table of the system in the examples: {@code codes/status.csv} and its text. */
    public record Table(String file, String text) {}

    /** JSLT and the JSON that it gives. */
    public record Example(String expression, String result) {}

    /** A fault: its code, when it comes, and JSLT that makes it. */
    public record Fault(String code, String when, String expression) {}

    /** Every function of the library, in the order in which a newcomer would read them. */
    public static List<FunctionReference> all() {
        return Stream.of(
                        TableFunctions.REFERENCE,
                        PlaceFunctions.REFERENCE,
                        TimeFunctions.REFERENCE,
                        ValueFunctions.REFERENCE,
                        PersonFunctions.REFERENCE,
                        TextFunctions.REFERENCE,
                        AttachmentFunctions.REFERENCE)
                .flatMap(List::stream)
                .toList();
    }

    /** Begins a reference; in JSLT a backtick stands for a double quote. */
    static FunctionReference of(String signature, String text) {
        Matcher parts = SIGNATURE.matcher(signature);
        if (!parts.matches()) {
            throw new IllegalArgumentException("name(argument, argument?) and not " + signature);
        }
        return new FunctionReference(parts.group(1), signature, text, List.of(), List.of(), List.of());
    }

    FunctionReference table(String file, String... lines) {
        return new FunctionReference(
                name, signature, text, with(tables, new Table(file, String.join("\n", lines))), examples, faults);
    }

    FunctionReference gives(String expression, String result) {
        Example example = new Example(quoted(expression), quoted(result));
        return new FunctionReference(name, signature, text, tables, with(examples, example), faults);
    }

    FunctionReference refuses(String code, String when, String expression) {
        Fault fault = new Fault(code, when, quoted(expression));
        return new FunctionReference(name, signature, text, tables, examples, with(faults, fault));
    }

    int fewestArguments() {
        return (int) arguments().filter(argument -> !argument.endsWith("?")).count();
    }

    int mostArguments() {
        return (int) arguments().count();
    }

    private Stream<String> arguments() {
        String inner = signature.substring(name.length() + 1, signature.length() - 1);
        return Stream.of(inner.split(",")).map(String::strip);
    }

    private static String quoted(String jslt) {
        return jslt.replace('`', '"');
    }

    private static <T> List<T> with(List<T> list, T more) {
        return Stream.concat(list.stream(), Stream.of(more)).toList();
    }
}
