package vn.lienthong.hub.cli;

import java.io.StringReader;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;

/** Adds a block to {@code config/systems.yaml} behind the last system, and leaves every other byte as it is. */
final class AddBlock {
    private AddBlock() {}

    /**
     * @param lines of the block, without the indentation of its name
     * @throws Contract.Unusable if the file has no place for it
     */
    static String to(String text, List<String> lines) {
        String end = text.contains("\r\n") ? "\r\n" : "\n";
        if (text.isBlank()) {
            return "hub:" + end + "  systems:" + end + block(lines, 4, end);
        }
        @Nullable Node root = new Yaml(new LoaderOptions()).compose(new StringReader(text));
        NodeTuple systems = member(root, "hub")
                .flatMap(hub -> member(hub.getValueNode(), "systems"))
                .orElseThrow(() -> new Contract.Unusable(
                        "config/systems.yaml has no hub.systems; write \"hub:\" and below it \"  systems:\""));
        if (!(systems.getValueNode() instanceof MappingNode all)
                || all.getValue().isEmpty()) {
            int after = systems.getKeyNode().getStartMark().getLine();
            return inserted(
                    text,
                    after,
                    block(lines, systems.getKeyNode().getStartMark().getColumn() + 2, end),
                    end);
        }
        if (all.getFlowStyle() == org.yaml.snakeyaml.DumperOptions.FlowStyle.FLOW) {
            throw new Contract.Unusable("hub.systems in config/systems.yaml is written in braces; write it in lines");
        }
        int column = all.getValue().get(0).getKeyNode().getStartMark().getColumn();
        return inserted(text, last(all), block(lines, column, end), end);
    }

    private static String block(List<String> lines, int column, String end) {
        StringBuilder block = new StringBuilder();
        lines.forEach(line -> block.append(" ".repeat(column)).append(line).append(end));
        return block.toString();
    }

    /** @param line from 0, behind which the block comes */
    private static String inserted(String text, int line, String block, String end) {
        int at = 0;
        for (int i = 0; i <= line; i++) {
            int next = text.indexOf('\n', at);
            if (next < 0) {
                return text + end + block;
            }
            at = next + 1;
        }
        return text.substring(0, at) + block + text.substring(at);
    }

    /** The last line on which something of a node stands; a comment behind it belongs to what follows. */
    private static int last(Node node) {
        if (node instanceof MappingNode mapping && !mapping.getValue().isEmpty()) {
            if (mapping.getFlowStyle() == org.yaml.snakeyaml.DumperOptions.FlowStyle.FLOW) {
                return node.getEndMark().getLine();
            }
            NodeTuple tuple = mapping.getValue().get(mapping.getValue().size() - 1);
            return Math.max(tuple.getKeyNode().getEndMark().getLine(), last(tuple.getValueNode()));
        }
        if (node instanceof SequenceNode list
                && !list.getValue().isEmpty()
                && list.getFlowStyle() != org.yaml.snakeyaml.DumperOptions.FlowStyle.FLOW) {
            return last(list.getValue().get(list.getValue().size() - 1));
        }
        int end = node.getEndMark().getLine();
        // A text over several lines (| or >) ends where the next thing begins.
        boolean folded =
                node.getEndMark().getColumn() == 0 && end > node.getStartMark().getLine();
        return folded ? end - 1 : end;
    }

    private static Optional<NodeTuple> member(@Nullable Node node, String name) {
        return node instanceof MappingNode mapping
                ? mapping.getValue().stream()
                        .filter(tuple -> tuple.getKeyNode() instanceof ScalarNode key
                                && key.getValue().equals(name))
                        .findFirst()
                : Optional.empty();
    }
}
