package vn.lienthong.hub.mapping;

import java.util.Collection;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The names of the fields that mapping files read: {@code .name} and {@code ."a name"}. */
final class FieldNames {
    private static final Pattern READ = Pattern.compile("\\.(?:([A-Za-z_][\\w-]*)|\"([^\"]+)\")");

    private FieldNames() {}

    static Set<String> in(Collection<String> texts) {
        return texts.stream()
                .flatMap(text -> READ.matcher(text).results())
                .map(found -> found.group(1) == null ? found.group(2) : found.group(1))
                .collect(Collectors.toUnmodifiableSet());
    }
}
