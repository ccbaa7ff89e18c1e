package vn.lienthong.hub.camel;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoField;
import java.time.temporal.TemporalAccessor;
import java.time.temporal.TemporalQueries;
import java.util.Locale;
import java.util.Optional;

/**
 * Times as a far system writes them: by a pattern in the system's zone. Reads ISO too (with offset, or local), since an
 * answer is often written otherwise than a call.
 */
class FarTimes {
    private final DateTimeFormatter written;
    private final ZoneId zone;

    /** @throws IllegalArgumentException if it is no pattern of {@link DateTimeFormatter} */
    FarTimes(String pattern, ZoneId zone) {
        this.zone = zone;
        try {
            this.written = new DateTimeFormatterBuilder()
                    .appendPattern(pattern)
                    .parseDefaulting(ChronoField.NANO_OF_SECOND, 0)
                    .toFormatter(Locale.ROOT);
        } catch (IllegalArgumentException none) {
            throw new IllegalArgumentException(
                    "HUB-ROUTE-022 times=" + pattern + " is no pattern; write one like yyyy-MM-dd'T'HH:mm:ssXXX", none);
        }
    }

    String write(Instant time) {
        return written.format(time.atZone(zone));
    }

    Optional<Instant> read(String text) {
        String clean = text.strip();
        return parsed(written, clean).or(() -> iso(clean));
    }

    private Optional<Instant> parsed(DateTimeFormatter form, String text) {
        try {
            TemporalAccessor time = form.parse(text);
            LocalDate day = time.query(TemporalQueries.localDate());
            LocalTime clock = time.query(TemporalQueries.localTime());
            ZoneOffset offset = time.query(TemporalQueries.offset());
            if (day == null) {
                return Optional.empty();
            }
            LocalDateTime local = day.atTime(clock == null ? LocalTime.MIDNIGHT : clock);
            return Optional.of(offset == null ? local.atZone(zone).toInstant() : local.toInstant(offset));
        } catch (DateTimeParseException other) {
            return Optional.empty();
        }
    }

    private Optional<Instant> iso(String text) {
        String iso = text.replace(' ', 'T');
        try {
            return Optional.of(OffsetDateTime.parse(iso).toInstant());
        } catch (DateTimeParseException local) {
            try {
                return Optional.of(LocalDateTime.parse(iso).atZone(zone).toInstant());
            } catch (DateTimeParseException none) {
                return Optional.empty();
            }
        }
    }
}
