package vn.lienthong.hub.mapping;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.YearMonth;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.ResolverStyle;
import java.time.temporal.ChronoField;
import java.time.temporal.TemporalAccessor;
import java.util.Optional;
import java.util.regex.Pattern;

/** Times and dates as the far sides write them. Real ones only, years 1900 to 2199: what is further away is a slip. */
final class Times {
    static final String INSTANT_FORM = "an instant like 2023-08-10T01:15:00Z";
    private static final DateTimeFormatter ISO = new DateTimeFormatterBuilder()
            .append(DateTimeFormatter.ISO_LOCAL_DATE_TIME)
            .appendPattern("[XXX][XX][X]")
            .toFormatter()
            .withResolverStyle(ResolverStyle.STRICT);
    private static final DateTimeFormatter FOURTEEN =
            DateTimeFormatter.ofPattern("uuuuMMddHHmmss").withResolverStyle(ResolverStyle.STRICT);
    private static final DateTimeFormatter VN_DAY =
            DateTimeFormatter.ofPattern("dd/MM/uuuu").withResolverStyle(ResolverStyle.STRICT);
    private static final DateTimeFormatter VN_MONTH =
            DateTimeFormatter.ofPattern("MM/uuuu").withResolverStyle(ResolverStyle.STRICT);
    private static final DateTimeFormatter MONTH =
            DateTimeFormatter.ofPattern("uuuu-MM").withResolverStyle(ResolverStyle.STRICT);
    private static final Pattern DIGITS_14 = Pattern.compile("[0-9]{14}");
    private static final Pattern UTC =
            Pattern.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}(\\.[0-9]{1,9})?Z");
    private static final Pattern VN_DAY_FORM = Pattern.compile("[0-9]{2}/[0-9]{2}/[0-9]{4}");
    private static final Pattern VN_MONTH_FORM = Pattern.compile("[0-9]{2}/[0-9]{4}");
    private static final Pattern DAY_FORM = Pattern.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}");
    private static final Pattern MONTH_FORM = Pattern.compile("[0-9]{4}-[0-9]{2}");
    private static final Pattern YEAR_FORM = Pattern.compile("[0-9]{4}");

    private Times() {}

    /** ISO with offset, ISO local ({@code T} or blank) or 14 digits; local ones are read in {@code zone}. */
    static Optional<Instant> instant(String written, ZoneId zone) {
        String text = written.strip();
        try {
            if (DIGITS_14.matcher(text).matches()) {
                return inZone(LocalDateTime.parse(text, FOURTEEN), zone);
            }
            String iso = text.length() > 10 && text.charAt(10) == ' '
                    ? text.substring(0, 10) + "T" + text.substring(11)
                    : text;
            TemporalAccessor parsed = ISO.parse(iso);
            if (!parsed.isSupported(ChronoField.OFFSET_SECONDS)) {
                return inZone(LocalDateTime.from(parsed), zone);
            }
            OffsetDateTime time = OffsetDateTime.from(parsed);
            return likely(time.getYear()) ? Optional.of(time.toInstant()) : Optional.empty();
        } catch (DateTimeException impossible) {
            return Optional.empty();
        }
    }

    /** {@code 1980-05-01}, {@code 1980-05} or {@code 1980} from those, {@code dd/MM/yyyy} or {@code MM/yyyy}. */
    static Optional<String> date(String written) {
        String text = written.strip();
        try {
            if (VN_DAY_FORM.matcher(text).matches()) {
                return day(LocalDate.parse(text, VN_DAY));
            }
            if (VN_MONTH_FORM.matcher(text).matches()) {
                return month(YearMonth.parse(text, VN_MONTH));
            }
            if (DAY_FORM.matcher(text).matches()) {
                return day(LocalDate.parse(text));
            }
            if (MONTH_FORM.matcher(text).matches()) {
                return month(YearMonth.parse(text, MONTH));
            }
            return YEAR_FORM.matcher(text).matches() && likely(Integer.parseInt(text))
                    ? Optional.of(text)
                    : Optional.empty();
        } catch (DateTimeException impossible) {
            return Optional.empty();
        }
    }

    /** {@code dd/MM/yyyy}, {@code MM/yyyy} or {@code yyyy} of a canonical date. */
    static Optional<String> vnDate(String date) {
        return isDate(date)
                ? Optional.of(
                        switch (date.length()) {
                            case 10 -> LocalDate.parse(date).format(VN_DAY);
                            case 7 -> YearMonth.parse(date, MONTH).format(VN_MONTH);
                            default -> date;
                        })
                : Optional.empty();
    }

    /** A canonical date: {@code yyyy-MM-dd}, {@code yyyy-MM} or {@code yyyy}. */
    static boolean isDate(String text) {
        return date(text).filter(text::equals).isPresent();
    }

    /** A date as the portal and the one-stop write it: {@code dd/MM/yyyy} or {@code yyyy}. */
    static boolean isVnDate(String text) {
        return (VN_DAY_FORM.matcher(text).matches() || YEAR_FORM.matcher(text).matches())
                && date(text).isPresent();
    }

    /** A canonical instant: ISO UTC with seconds. */
    static boolean isInstant(String text) {
        return UTC.matcher(text).matches() && instant(text, ZoneId.of("UTC")).isPresent();
    }

    /** {@code yyyyMMddHHmmss}, a real time. */
    static boolean isFourteenDigits(String text) {
        return DIGITS_14.matcher(text).matches()
                && instant(text, ZoneId.of("UTC")).isPresent();
    }

    private static Optional<Instant> inZone(LocalDateTime time, ZoneId zone) {
        return likely(time.getYear()) && !zone.getRules().getValidOffsets(time).isEmpty()
                ? Optional.of(time.atZone(zone).toInstant())
                : Optional.empty();
    }

    private static Optional<String> day(LocalDate day) {
        return likely(day.getYear()) ? Optional.of(day.toString()) : Optional.empty();
    }

    private static Optional<String> month(YearMonth month) {
        return likely(month.getYear()) ? Optional.of(month.toString()) : Optional.empty();
    }

    private static boolean likely(int year) {
        return year >= 1900 && year <= 2199;
    }
}
