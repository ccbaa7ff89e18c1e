package vn.lienthong.hub.systems;

import java.io.StringReader;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;

/** On which line of a YAML file a key stands. Names are compared as settings are: {@code page-size} = {@code pageSize}. */
final class YamlLines {
    private final @Nullable Node root;

    /** @throws org.yaml.snakeyaml.error.YAMLException if it is no YAML */
    YamlLines(String text) {
        this.root = new Yaml(new LoaderOptions()).compose(new StringReader(text));
    }

    /** Line of a key like {@code hub.systems.land.zone}, else of the nearest block around it; from 1, 0 = no such block. */
    int of(String key) {
        int line = 0;
        @Nullable Node node = root;
        for (String name : key.replaceAll("\\[\\d+]$", "").split("\\.")) {
            Optional<NodeTuple> member = member(node, name);
            if (member.isEmpty()) {
                return line;
            }
            line = member.get().getKeyNode().getStartMark().getLine() + 1;
            node = member.get().getValueNode();
        }
        return line;
    }

    private static Optional<NodeTuple> member(@Nullable Node node, String name) {
        return node instanceof MappingNode mapping
                ? mapping.getValue().stream()
                        .filter(tuple -> tuple.getKeyNode() instanceof ScalarNode key
                                && plain(key.getValue()).equals(plain(name)))
                        .findFirst()
                : Optional.empty();
    }

    private static String plain(String name) {
        return name.replaceAll("[-_]", "").toLowerCase(Locale.ROOT);
    }
}
