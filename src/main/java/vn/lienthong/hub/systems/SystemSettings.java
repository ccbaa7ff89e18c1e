package vn.lienthong.hub.systems;

import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import vn.lienthong.hub.dossier.SystemId;

/**
 * How the hub meets one far system: the block {@code hub.systems.<id>} after placeholders are filled and checked.
 *
 * @param since dossiers filed before this date do not count; absent = all count
 * @param zone time zone of the times that the far side writes without one
 * @param url base address (HTTP, SOAP) or JDBC url; absent for files
 * @param directory folder in which files arrive, absolute, or sftp://host:port/path
 * @param pageSize records asked for in one pull
 * @param lateNumbers how long a number missing in the far side's log may still appear; zero = never
 * @param told the calls that this system has ("register", "step", ...); what is not listed is never planned
 * @param batch dossiers in one call
 * @param workers calls at the same time
 * @param brake how the far side is spared
 * @param tellFinished whether dossiers already finished at go-live are told to it
 * @param agency agency of dossiers that are typed in this system
 * @param unit the unit code that calls carry (madonvi at the portal)
 * @param headers fixed headers of every call but the login
 * @param reconcile how what it holds is compared with the ledger
 * @param settings everything else a pack wants to read as {@code $system.settings}
 */
public record SystemSettings(
        SystemId id,
        Role role,
        Mode mode,
        @Nullable LocalDate since,
        ZoneId zone,
        @Nullable String url,
        Auth auth,
        @Nullable String directory,
        @Nullable String charset,
        Duration poll,
        Duration timeout,
        int pageSize,
        Duration lateNumbers,
        Set<String> told,
        int batch,
        int workers,
        Brake brake,
        boolean tellFinished,
        @Nullable Agency agency,
        @Nullable String unit,
        Map<String, String> headers,
        @Nullable Inbound inbound,
        Map<String, String> settings,
        Reconcile reconcile) {

    /**
     * When and how what the system holds is compared with the ledger.
     *
     * @param every from the start of one run to that of the next; zero = on demand only
     * @param window how far a scheduled run looks back
     * @param mostPerSecond calls to the far side in a second
     * @param mend whether a scheduled run mends what it may, or only lists
     * @param deep whether every dossier is asked for singly, also where a list tells its status
     */
    public record Reconcile(Duration every, Duration window, int mostPerSecond, boolean mend, boolean deep) {
        public static final Reconcile USUAL = new Reconcile(Duration.ofHours(24), Duration.ofDays(7), 5, true, false);
    }

    /** Place of a system in the life of a dossier. */
    public enum Role {
        /** The electronic one-stop: registers every dossier, accepts and hands over. */
        FRONT,
        /** Decides the procedures that the procedure table gives it. */
        SPECIALISED,
        /** The national portal: mirrors every status, files and withdraws for citizens. */
        PORTAL,
        /** Carries papers and results between citizen and office; says no status. */
        CARRIER,
        /** Only exports old claims. */
        ARCHIVE
    }

    /** Whether a system takes part. */
    public enum Mode {
        /** Pulled and told. */
        ON,
        /** Pulled, mapped, kept; nobody is told of what it says, and it is told nothing. */
        SHADOW,
        /** Neither pulled nor told; nothing piles up. */
        OFF
    }

    /** Agency of the dossiers typed in a system. */
    public record Agency(String code, String name) {}

    /**
     * Calls that come in.
     *
     * @param path prefix of their paths
     * @param name api-key: the header that carries the key; basic: the account
     * @param token what opens the path: token, key or password
     */
    public record Inbound(String path, Kind kind, String name, String token) {
        /** How a caller shows who it is. */
        public enum Kind {
            BEARER,
            API_KEY,
            BASIC
        }

        /** With a bearer token. */
        public Inbound(String path, String token) {
            this(path, Kind.BEARER, "", token);
        }
    }

    /**
     * How a far side is spared when it is slow, busy or away.
     *
     * @param maxPerSecond calls a second of one hub process, pulls and deliveries together; 0 = no limit
     * @param failures calls in a row without a usable answer that open the breaker
     * @param firstWait how long the breaker stays open at first; doubled at every failed probe
     * @param longestWait at most so long
     * @param longestRetryAfter a far side that asks for more with {@code Retry-After} is asked again after this
     */
    public record Brake(
            int maxPerSecond, int failures, Duration firstWait, Duration longestWait, Duration longestRetryAfter) {
        /** What holds when the settings say nothing. */
        public static final Brake PLAIN =
                new Brake(0, 4, Duration.ofMillis(500), Duration.ofSeconds(5), Duration.ofMinutes(10));

        /** What a far side asked for with {@code Retry-After}, bounded. */
        public @Nullable Duration atMost(@Nullable Duration asked) {
            return asked == null || asked.compareTo(longestRetryAfter) <= 0 ? asked : longestRetryAfter;
        }
    }

    /**
     * How calls identify themselves.
     *
     * @param tokenPath oauth2: path of the token call
     */
    public record Auth(
            Kind kind,
            @Nullable String username,
            @Nullable String password,
            @Nullable String tokenPath) {
        /** Way of identification. */
        public enum Kind {
            NONE,
            OAUTH2,
            /** The secret in a header of every call, {@code settings.api-key-header}, else X-API-Key. */
            API_KEY,
            BASIC,
            SESSION,
            /** SOAP: account and password in plain text; only over TLS. */
            WS_SECURITY_TEXT,
            WS_SECURITY_DIGEST
        }
    }
}
