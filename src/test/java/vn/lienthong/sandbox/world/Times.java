package vn.lienthong.sandbox.world;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Optional;

/** How each far system writes an instant. */
public final class Times {
    public static final ZoneId VIETNAM = ZoneId.of("Asia/Ho_Chi_Minh");
    private static final DateTimeFormatter ISO = DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ssXXX");
    private static final DateTimeFormatter BARE = DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss");
    private static final DateTimeFormatter FOURTEEN = DateTimeFormatter.ofPattern("uuuuMMddHHmmss");
    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("dd/MM/uuuu");

    private Times() {}

    /** One-stop: {@code 2023-08-10T08:15:00+07:00}. */
    public static String offset(Instant at) {
        return at == null ? null : ISO.format(at.atZone(VIETNAM));
    }

    /** Empty when a clerk typed no possible moment. */
    public static Optional<Instant> readOffset(String text) {
        try {
            return Optional.of(OffsetDateTime.parse(text).toInstant());
        } catch (DateTimeException impossible) {
            return Optional.empty();
        }
    }

    /** Land: {@code 2023-08-10T01:15:00}, which is UTC. */
    public static String bareUtc(Instant at) {
        return BARE.format(at.atOffset(ZoneOffset.UTC));
    }

    /** The instant of a land time, with or without parts of a second. */
    public static Instant readBareUtc(String text) {
        return LocalDateTime.parse(text.strip()).toInstant(ZoneOffset.UTC);
    }

    /** Portal: {@code 20230810081500} in Vietnam. */
    public static String fourteen(Instant at) {
        return FOURTEEN.format(at.atZone(VIETNAM));
    }

    /** ui-v2: Vietnam local time, whole seconds. */
    public static LocalDateTime local(Instant at) {
        return at == null ? null : LocalDateTime.ofInstant(at, VIETNAM).withNano(0);
    }

    public static String day(LocalDate day) {
        return day == null ? null : DAY.format(day);
    }

    public static LocalDate dayOf(Instant at) {
        return LocalDate.ofInstant(at, VIETNAM);
    }

    /** A moment in Vietnam, for tests: {@code at("2026-09-10 08:15")}, seconds if given. */
    public static Instant at(String local) {
        String text = local.length() == 16 ? local + ":00" : local;
        return LocalDateTime.parse(text.replace(' ', 'T')).atZone(VIETNAM).toInstant();
    }
}
