package vn.lienthong.sandbox.land;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.w3c.dom.Element;

/**
 * A piece of an XML body as a value: name, text, children; equal when the content is. Everything is in one namespace.
 */
public record Node(String name, String text, List<Node> children) {
    static final String NAMESPACE = "urn:vn:dat-dai:ho-so:v1";

    static Node of(String name, Node... children) {
        return new Node(name, null, List.of(children));
    }

    static Node from(Element element) {
        List<Node> children = new ArrayList<>();
        for (var child = element.getFirstChild(); child != null; child = child.getNextSibling()) {
            if (child instanceof Element inner) {
                children.add(from(inner));
            }
        }
        String text = children.isEmpty() ? element.getTextContent() : null;
        return new Node(element.getLocalName(), text, List.copyOf(children));
    }

    /** The same node with one more leaf; a null value adds nothing, as an absent optional element. */
    Node leaf(String name, Object value) {
        return value == null ? this : with(new Node(name, String.valueOf(value), List.of()));
    }

    Node with(Node child) {
        List<Node> more = new ArrayList<>(children);
        more.add(child);
        return new Node(name, null, List.copyOf(more));
    }

    Node named(String other) {
        return new Node(other, text, children);
    }

    public Optional<Node> child(String name) {
        return children.stream().filter(node -> node.name.equals(name)).findFirst();
    }

    public List<Node> all(String name) {
        return children.stream().filter(node -> node.name.equals(name)).toList();
    }

    /** Null when there is no such child. */
    public String get(String name) {
        return child(name).map(Node::text).orElse(null);
    }

    /** With the namespace declared on this element. */
    String xml() {
        StringBuilder out = new StringBuilder(512);
        write(out, true);
        return out.toString();
    }

    private void write(StringBuilder out, boolean root) {
        out.append('<').append(name);
        if (root) {
            out.append(" xmlns=\"").append(NAMESPACE).append('"');
        }
        out.append('>');
        if (text != null) {
            escape(text, out);
        }
        children.forEach(child -> child.write(out, false));
        out.append("</").append(name).append('>');
    }

    static void escape(String text, StringBuilder out) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '<' -> out.append("&lt;");
                case '>' -> out.append("&gt;");
                case '&' -> out.append("&amp;");
                case '\r' -> out.append("&#13;");
                default -> out.append(c);
            }
        }
    }
}
