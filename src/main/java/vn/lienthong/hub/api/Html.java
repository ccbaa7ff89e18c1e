package vn.lienthong.hub.api;

import org.jspecify.annotations.Nullable;

/** Writes HTML in which no text can become markup: texts and values of attributes are escaped, names come from the code. */
final class Html {
    private final StringBuilder out = new StringBuilder(8192);

    /** @param attributes name and value in turn; an attribute whose value is null is left out */
    Html open(String tag, @Nullable String... attributes) {
        out.append('<').append(tag);
        for (int i = 0; i < attributes.length; i += 2) {
            String value = attributes[i + 1];
            if (value != null) {
                out.append(' ')
                        .append(attributes[i])
                        .append("=\"")
                        .append(escaped(value))
                        .append('"');
            }
        }
        out.append('>');
        return this;
    }

    Html close(String tag) {
        out.append("</").append(tag).append(">\n");
        return this;
    }

    Html text(@Nullable String text) {
        out.append(text == null ? "" : escaped(text));
        return this;
    }

    /** A tag with a text and nothing else in it. */
    Html element(String tag, @Nullable String text, @Nullable String... attributes) {
        return open(tag, attributes).text(text).close(tag);
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("'", "&#39;");
    }

    @Override
    public String toString() {
        return "<!DOCTYPE html>\n" + out;
    }
}
