package vn.lienthong.sandbox;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import vn.lienthong.sandbox.actors.Actors.Pace;

/**
 * What is said of the sandbox on the command line, {@code --sandbox.<option>=<value>}. An option that does not exist is
 * refused, since it would be believed to work.
 *
 * @param hubUrl where the portal finds the hub
 * @param pace how often somebody acts; null = nobody acts
 * @param seed the same seed gives the same people and stories
 * @param stories how many the actors live in all
 * @param folder of ui-v1; null = the place that the program chooses
 * @param dossiers so many lie in the one-stop at the start
 * @param freePorts any free ports in place of the fixed ones
 * @param only the sandbox without a hub
 * @param rest arguments that are not the sandbox's
 */
public record SandboxOptions(
        String hubUrl,
        Pace pace,
        long seed,
        int stories,
        Path folder,
        String charset,
        int dossiers,
        boolean freePorts,
        boolean only,
        List<String> rest) {
    private static final String PREFIX = "--sandbox.";
    private static final Set<String> NAMES = new TreeSet<>(
            Set.of("hub-url", "pace", "seed", "actors", "stories", "dir", "charset", "dossiers", "ports", "only"));

    public static SandboxOptions of(String... args) {
        Map<String, String> given = new TreeMap<>();
        List<String> rest = new ArrayList<>();
        for (String arg : args) {
            if (arg.startsWith(PREFIX)) {
                String[] parts = arg.substring(PREFIX.length()).split("=", 2);
                given.put(parts[0], parts.length == 1 ? "true" : parts[1]);
            } else {
                rest.add(arg);
            }
        }
        if (!NAMES.containsAll(given.keySet())) {
            given.keySet().removeAll(NAMES);
            throw new IllegalArgumentException("no such option " + given.keySet() + "; there are " + NAMES);
        }
        String folder = given.get("dir");
        return new SandboxOptions(
                given.getOrDefault("hub-url", "http://127.0.0.1:8080"),
                "off".equals(given.get("actors"))
                        ? null
                        : Pace.valueOf(given.getOrDefault("pace", "slow").toUpperCase(Locale.ROOT)),
                Long.parseLong(given.getOrDefault("seed", "1")),
                Integer.parseInt(given.getOrDefault("stories", Integer.toString(Integer.MAX_VALUE))),
                folder == null ? null : Path.of(folder),
                given.getOrDefault("charset", "TCVN3"),
                Integer.parseInt(given.getOrDefault("dossiers", "0")),
                "free".equals(given.get("ports")),
                Boolean.parseBoolean(given.getOrDefault("only", "false")),
                rest);
    }
}
