package vn.lienthong.hub.api;

import java.net.URI;
import java.util.List;
import java.util.Locale;
import org.springframework.context.MessageSource;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.ProblemDetail;
import org.springframework.stereotype.Component;

/**
 * Answers of RFC 9457 with the member {@code code} ({@code HUB-API-NNN}) and its text in the caller's language as the
 * title. No payload and no person's data.
 */
@Component
class Problems {
    private final MessageSource texts;

    Problems(MessageSource texts) {
        this.texts = texts;
    }

    ProblemDetail of(HttpStatusCode status, String code, String detail, Locale locale) {
        ProblemDetail problem = ProblemDetail.forStatusAndDetail(status, detail);
        problem.setType(URI.create("urn:lienthong-hub:problem:" + code));
        problem.setTitle(texts.getMessage(code, null, code, locale));
        problem.setProperty("code", code);
        return problem;
    }

    /** All faults of a call at once, each with the parameter it is about. */
    ProblemDetail of(BadCall bad, Locale locale) {
        ProblemDetail problem = of(HttpStatus.BAD_REQUEST, "HUB-API-003", bad.words(), locale);
        problem.setProperty("errors", List.copyOf(bad.faults()));
        return problem;
    }
}
