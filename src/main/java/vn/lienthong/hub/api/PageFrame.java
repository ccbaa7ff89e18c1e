package vn.lienthong.hub.api;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.context.MessageSource;

/** What every page has: head, language, the field for a dossier's code, and times as officials write them. */
final class PageFrame {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("dd/MM/uuuu HH:mm:ss");

    private final MessageSource texts;
    private final Locale locale;
    private final ZoneId zone;
    final Html html = new Html();

    PageFrame(MessageSource texts, Locale locale, ZoneId zone) {
        this.texts = texts;
        this.locale = locale;
        this.zone = zone;
    }

    /** @param refreshSeconds after which the browser loads the page again; null = never */
    void begin(String path, @Nullable String code, @Nullable String refreshSeconds) {
        html.open("html", "lang", locale.getLanguage()).open("head");
        html.open("meta", "charset", "utf-8");
        html.open("meta", "name", "viewport", "content", "width=device-width, initial-scale=1");
        if (refreshSeconds != null) {
            html.open("meta", "http-equiv", "refresh", "content", refreshSeconds);
        }
        html.element("title", code == null ? "Liên Thông Hub" : code + " · Liên Thông Hub");
        html.open("link", "rel", "stylesheet", "href", "/hub.css");
        html.close("head").open("body").open("header");
        html.open("a", "href", "/?lang=" + locale.getLanguage(), "class", "name")
                .text("Liên Thông Hub")
                .close("a");
        html.open("form", "action", "/dossier", "method", "get");
        html.element("label", word("page.code"), "for", "code");
        html.open(
                "input",
                "id",
                "code",
                "name",
                "code",
                "value",
                code,
                "required",
                "",
                "maxlength",
                "100",
                "autocomplete",
                "off");
        html.open("input", "type", "hidden", "name", "lang", "value", locale.getLanguage());
        html.element("button", word("page.look-up")).close("form");
        html.open("nav");
        language("vi", "Tiếng Việt", path, code);
        language("en", "English", path, code);
        html.close("nav").close("header").open("main");
    }

    void end() {
        html.close("main").close("body").close("html");
    }

    private void language(String language, String name, String path, @Nullable String code) {
        if (language.equals(locale.getLanguage())) {
            html.element("strong", name);
        } else {
            String query = code == null ? "" : "&code=" + encoded(code);
            html.element("a", name, "href", path + "?lang=" + language + query, "lang", language);
        }
    }

    /** Where one dossier is shown. */
    String dossier(String code) {
        return "/dossier?lang=" + locale.getLanguage() + "&code=" + encoded(code);
    }

    void headings(String... keys) {
        html.open("thead").open("tr");
        for (String key : keys) {
            html.element("th", word(key), "scope", "col");
        }
        html.close("tr").close("thead");
    }

    /** A text of the message bundles; a word that has none (of a newer pack) stands as it is. */
    String word(String key, Object... arguments) {
        String otherwise = key.substring(key.indexOf('.') + 1);
        return java.util.Objects.requireNonNullElse(texts.getMessage(key, arguments, otherwise, locale), otherwise);
    }

    String time(@Nullable Instant instant) {
        return instant == null ? "" : TIME.format(instant.atZone(zone));
    }

    Locale locale() {
        return locale;
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
