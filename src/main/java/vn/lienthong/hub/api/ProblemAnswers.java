package vn.lienthong.hub.api;

import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.context.request.WebRequest;
import org.springframework.web.servlet.mvc.method.annotation.ResponseEntityExceptionHandler;

/** Turns every fault behind the HTTP interface into a problem answer with a code. */
@RestControllerAdvice
class ProblemAnswers extends ResponseEntityExceptionHandler {
    private static final Logger log = LoggerFactory.getLogger(ProblemAnswers.class);

    private final Problems problems;

    ProblemAnswers(Problems problems) {
        this.problems = problems;
    }

    @ExceptionHandler
    ProblemDetail badCall(BadCall bad, Locale locale) {
        return problems.of(bad, locale);
    }

    @ExceptionHandler
    ProblemDetail noSuchThing(NoSuchThing missing, Locale locale) {
        return problems.of(HttpStatus.NOT_FOUND, "HUB-API-004", words(missing), locale);
    }

    @ExceptionHandler
    ProblemDetail notNow(NotNow refused, Locale locale) {
        return problems.of(HttpStatus.CONFLICT, "HUB-API-005", words(refused), locale);
    }

    /** The ledger is away or too busy; the hub's own fault, so it is logged. */
    @ExceptionHandler
    ProblemDetail ledgerAway(DataAccessException fault, Locale locale) {
        log.error("HUB-API-008 the ledger did not answer: {}", fault.getClass().getSimpleName(), fault);
        return problems.of(
                HttpStatus.SERVICE_UNAVAILABLE, "HUB-API-008", "The ledger did not answer; try again later.", locale);
    }

    @ExceptionHandler
    ProblemDetail internal(RuntimeException fault, Locale locale) {
        log.error("HUB-API-009 a call failed", fault);
        return problems.of(
                HttpStatus.INTERNAL_SERVER_ERROR, "HUB-API-009", "The hub's log says what happened.", locale);
    }

    /** Faults that the framework finds: unknown path, wrong method, unreadable body. */
    @Override
    protected @Nullable ResponseEntity<Object> handleExceptionInternal(
            Exception fault, @Nullable Object body, HttpHeaders headers, HttpStatusCode status, WebRequest request) {
        String code = status.value() == HttpStatus.NOT_FOUND.value()
                ? "HUB-API-004"
                : status.is5xxServerError() ? "HUB-API-009" : "HUB-API-006";
        String detail = body instanceof ProblemDetail given && given.getDetail() != null
                ? given.getDetail()
                : "The call cannot be read.";
        ProblemDetail problem = problems.of(status, code, detail, request.getLocale());
        return super.handleExceptionInternal(fault, problem, headers, status, request);
    }

    private static String words(RuntimeException fault) {
        return String.valueOf(fault.getMessage());
    }
}
