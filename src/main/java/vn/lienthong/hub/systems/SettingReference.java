package vn.lienthong.hub.systems;

import java.util.List;

/**
 * What people read about one setting of a system. A test holds it against the block that is read: every setting is here
 * once, and what is said to hold otherwise does.
 *
 * @param name {@code breaker.first-wait}, below {@code hub.systems.<id>}; {@code *} = a name of one's own
 * @param form unit, shape, limits
 * @param otherwise what holds when it is not written; empty = nothing
 */
public record SettingReference(String name, String form, String otherwise, String text) {
    private static final String DURATION = "duration (`200ms`, `2s`, `5m`, `24h`, `7d`)";

    private static final List<SettingReference> ALL = List.of(
            of(
                    "role",
                    "front, specialised, portal, carrier, archive",
                    "must be written",
                    "Place in the life of a dossier."),
            of(
                    "mode",
                    "on, shadow, off",
                    "on",
                    "shadow: pulled and kept, nobody is told; off: neither pulled nor told."),
            of("since", "\"yyyy-MM-dd\"", "", "Dossiers filed before this date do not count."),
            of(
                    "zone",
                    "a zone, Asia/Ho_Chi_Minh, UTC",
                    "must be written",
                    "Zone of times that the far side writes without one."),
            of(
                    "url",
                    "http://.., https://.., jdbc:..",
                    "must be written, unless there is a directory",
                    "Base address of the calls (SOAP: the whole address of the port), or the database."),
            of(
                    "auth.kind",
                    "none, oauth2, api-key, basic, session, ws-security-text, ws-security-digest",
                    "none",
                    "How calls identify themselves; databases and SFTP: basic."),
            of("auth.username", "text", "", "The account that the far side gave."),
            of("auth.password", "a variable, `${HUB_X_PASSWORD:}`", "", "Its secret; never the secret itself."),
            of("auth.token-path", "path", "", "oauth2: path of the token call, `/oauth/token`."),
            of("directory", "folder, or sftp://host:port/folder", "", "Where files arrive."),
            of("charset", "TCVN3, VNI, windows-1258, UTF-8, ..", "UTF-8 for files", "Encoding of files."),
            of("poll", DURATION + ", 10ms to 1 day", "hub.poll, 2s", "How often the far side is looked at."),
            of("timeout", DURATION + ", 100ms to 10m", "20s", "How long one call may take."),
            of("page-size", "records, 1 to 10000", "500", "Records asked for in one pull."),
            of(
                    "late-numbers",
                    DURATION + ", to 1 day",
                    "0s",
                    "How long a number that is missing in a log may still appear."),
            of("told", "list of calls", "nothing", "What the system is told; each call has its to/<call>.jslt."),
            of("batch", "dossiers, 1 to 500", "1", "Dossiers in one call."),
            of("workers", "1 to 64", "1", "Calls at the same time."),
            of(
                    "max-per-second",
                    "calls, 0 to 100000; 0 = no limit",
                    "0",
                    "Pulls and deliveries together, of one process."),
            of("breaker.failures", "1 to 1000", "4", "Calls in a row without a usable answer that open the breaker."),
            of(
                    "breaker.first-wait",
                    DURATION + ", 10ms to 1h",
                    "500ms",
                    "How long it stays open at first; doubled each time."),
            of("breaker.longest-wait", DURATION + ", to 1h", "5s", "At most so long."),
            of(
                    "longest-retry-after",
                    DURATION + ", 1s to 1 day",
                    "10m",
                    "A far side that asks for more is asked again after this."),
            of(
                    "told-finished",
                    "true, false",
                    "false",
                    "Whether dossiers finished before the first load are told to it."),
            of("agency.code", "code, H53.14", "", "Agency of dossiers that are typed in this system."),
            of("agency.name", "text", "", "Its name."),
            of("unit", "text", "", "The unit code that calls carry (madonvi)."),
            of("headers.*", "text", "", "Fixed headers of every call but the login."),
            of("inbound.path", "path, /a/b", "", "Path prefix of the calls that come in."),
            of("inbound.kind", "bearer, api-key, basic", "bearer", "How a caller shows who it is."),
            of("inbound.header", "name of a header", "X-API-Key", "api-key: the header that carries the key."),
            of("inbound.username", "text", "", "basic: the account with which it calls."),
            of(
                    "inbound.token",
                    "a variable, `${HUB_X_INBOUND_TOKEN:}`",
                    "",
                    "Token, key or password that opens the path."),
            of(
                    "settings.*",
                    "text",
                    "",
                    "Whatever the pack reads as `$system.settings`, and what a template asks for."),
            of(
                    "reconcile.every",
                    DURATION + ", to 365 days; 0s = on demand only",
                    "24h",
                    "From the start of one run to the next."),
            of("reconcile.window", DURATION + ", 1m to 3650 days", "7d", "How far a scheduled run looks back."),
            of("reconcile.max-per-second", "calls, 1 to 1000", "5", "Calls of a run to the far side."),
            of("reconcile.mend", "true, false", "true", "Whether a scheduled run mends what it may, or only lists."),
            of("reconcile.deep", "true, false", "false", "Whether every dossier is asked for singly."));

    /** Every setting of a block, in the order of {@link SystemBlock}. */
    public static List<SettingReference> all() {
        return ALL;
    }

    private static SettingReference of(String name, String form, String otherwise, String text) {
        return new SettingReference(name, form, otherwise, text);
    }
}
