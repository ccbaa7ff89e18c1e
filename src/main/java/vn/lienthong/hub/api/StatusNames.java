package vn.lienthong.hub.api;

import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.context.MessageSource;
import org.springframework.stereotype.Component;

/** The national names of the ten statuses, in the caller's language. */
@Component
class StatusNames {
    private final MessageSource texts;

    StatusNames(MessageSource texts) {
        this.texts = texts;
    }

    @Nullable
    String of(@Nullable Integer status, Locale locale) {
        return status == null ? null : texts.getMessage("status." + status, null, locale);
    }
}
