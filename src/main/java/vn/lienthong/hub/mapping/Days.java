package vn.lienthong.hub.mapping;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Optional;

/**
 * The days that a date may mean: one, or those of a month or year where no more is known. In Vietnam, because the law
 * names days there.
 *
 * @param first {@code yyyy-MM-dd}
 * @param last the same day, or the last of the month or year (a day that no month has is none)
 */
record Days(String first, String last) {
    private static final ZoneId VIETNAM = ZoneId.of("Asia/Ho_Chi_Minh");

    /** Days of a canonical instant, or of what {@link Times#date} reads. */
    static Optional<Days> of(JsonNode value) {
        String text = value.asText();
        if (Times.isInstant(text)) {
            String day = Instant.parse(text).atZone(VIETNAM).toLocalDate().toString();
            return Optional.of(new Days(day, day));
        }
        return Times.date(text).map(date -> switch (date.length()) {
            case 10 -> new Days(date, date);
            case 7 -> new Days(date + "-01", date + "-31");
            default -> new Days(date + "-01-01", date + "-12-31");
        });
    }

    /** Whether a text is one real day, {@code yyyy-MM-dd}. */
    static boolean isDay(String text) {
        return text.length() == 10 && Times.isDate(text);
    }
}
