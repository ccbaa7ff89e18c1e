package vn.lienthong.sandbox.construction;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.w3c.dom.Attr;
import org.w3c.dom.Element;

/**
 * A piece of an XML body as a value. The message and its direct members are of one namespace ({@code m}), all below them of
 * that of the types ({@code k}).
 */
public record Tag(String name, Map<String, String> attributes, String text, List<Tag> children) {
    private static final String MESSAGES = "urn:vn:xay-dung:cap-phep:v1";
    private static final String TYPES = "urn:vn:xay-dung:kieu:v1";

    static Tag of(String name, Tag... children) {
        return new Tag(name, Map.of(), null, List.of(children));
    }

    static Tag from(Element element) {
        List<Tag> children = new ArrayList<>();
        for (var child = element.getFirstChild(); child != null; child = child.getNextSibling()) {
            if (child instanceof Element inner) {
                children.add(from(inner));
            }
        }
        Map<String, String> attributes = new LinkedHashMap<>();
        for (int i = 0; i < element.getAttributes().getLength(); i++) {
            Attr attribute = (Attr) element.getAttributes().item(i);
            if (attribute.getNamespaceURI() == null) {
                attributes.put(attribute.getName(), attribute.getValue());
            }
        }
        String text = children.isEmpty() ? element.getTextContent() : null;
        return new Tag(element.getLocalName(), attributes, text, List.copyOf(children));
    }

    Tag attribute(String key, Object value) {
        Map<String, String> more = new LinkedHashMap<>(attributes);
        more.put(key, String.valueOf(value));
        return new Tag(name, more, text, children);
    }

    /** The same with one more leaf; a null value adds nothing, as an absent optional element. */
    Tag leaf(String leaf, Object value) {
        return value == null ? this : with(new Tag(leaf, Map.of(), String.valueOf(value), List.of()));
    }

    Tag with(Tag child) {
        List<Tag> more = new ArrayList<>(children);
        more.add(child);
        return new Tag(name, attributes, null, List.copyOf(more));
    }

    Tag withAll(List<Tag> more) {
        Tag out = this;
        for (Tag child : more) {
            out = out.with(child);
        }
        return out;
    }

    /** Without its children of this name. */
    Tag without(String child) {
        return new Tag(
                name,
                attributes,
                text,
                children.stream().filter(each -> !each.name.equals(child)).toList());
    }

    public List<Tag> all(String child) {
        return children.stream().filter(each -> each.name.equals(child)).toList();
    }

    public Optional<Tag> child(String child) {
        return all(child).stream().findFirst();
    }

    /** Null when there is no such child. */
    public String get(String child) {
        return child(child).map(Tag::text).orElse(null);
    }

    public String at(String attribute) {
        return attributes.get(attribute);
    }

    String xml() {
        StringBuilder out = new StringBuilder(2000);
        write(out, 0);
        return out.toString();
    }

    private void write(StringBuilder out, int depth) {
        String qualified = (depth < 2 ? "m:" : "k:") + name;
        out.append('<').append(qualified);
        if (depth == 0) {
            out.append(" xmlns:m=\"")
                    .append(MESSAGES)
                    .append("\" xmlns:k=\"")
                    .append(TYPES)
                    .append('"');
        }
        attributes.forEach((key, value) -> {
            out.append(' ').append(key).append("=\"");
            escape(value, out);
            out.append('"');
        });
        out.append('>');
        if (text != null) {
            escape(text, out);
        }
        children.forEach(child -> child.write(out, depth + 1));
        out.append("</").append(qualified).append('>');
    }

    static void escape(String text, StringBuilder out) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '<' -> out.append("&lt;");
                case '>' -> out.append("&gt;");
                case '&' -> out.append("&amp;");
                case '"' -> out.append("&quot;");
                case '\r' -> out.append("&#13;");
                default -> out.append(c);
            }
        }
    }
}
