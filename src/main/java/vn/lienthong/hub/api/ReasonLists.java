package vn.lienthong.hub.api;

import jakarta.servlet.http.HttpServletRequest;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.context.MessageSource;
import org.springframework.stereotype.Component;
import vn.lienthong.hub.dossier.MissingRow;
import vn.lienthong.hub.dossier.SystemId;
import vn.lienthong.hub.ledger.Mask;
import vn.lienthong.hub.ledger.ReasonGroup;
import vn.lienthong.hub.ledger.Repairs;
import vn.lienthong.hub.ledger.Replays.Kind;
import vn.lienthong.hub.systems.FarSystems;
import vn.lienthong.hub.systems.SystemSettings;

/** What is held or parked, by reason, in the words of the caller's language. No values of persons. */
@Component
class ReasonLists {
    private static final int MOST = 500;
    private static final int MOST_LOOKED_THROUGH = 10_000;

    private final Repairs repairs;
    private final FarSystems systems;
    private final MessageSource texts;

    ReasonLists(Repairs repairs, FarSystems systems, MessageSource texts) {
        this.repairs = repairs;
        this.systems = systems;
        this.texts = texts;
    }

    /**
     * Those with one reason.
     *
     * @param group names it in an order for a replay
     * @param detail what they have in common beside the code: the place of the fault, or the missing row
     * @param table file of the code table that lacks a row; {@code column} and {@code missing} say which
     * @param example id of one of them
     */
    record Group(
            String group,
            String system,
            String reasonCode,
            String reason,
            @Nullable String detail,
            @Nullable String table,
            @Nullable String column,
            @Nullable String missing,
            long count,
            Instant oldest,
            Instant newest,
            String example) {}

    /** Of one system, or of all. */
    Listing<Group> asked(Kind kind, HttpServletRequest request, Locale locale) {
        Asked asked = new Asked(request);
        SystemId system = asked.system("system");
        asked.check();
        return Listing.whole(of(kind, system, locale));
    }

    /** @param system null = all. Largest first, at most 500 of each system */
    List<Group> of(Kind kind, @Nullable SystemId system, Locale locale) {
        return found(kind, system, MOST)
                .sorted(Comparator.comparingLong(ReasonGroup::count).reversed())
                .map(group -> view(kind, group, locale))
                .toList();
    }

    /** The group that an order names. */
    Optional<ReasonGroup> named(Kind kind, String id) {
        return found(kind, null, MOST_LOOKED_THROUGH)
                .filter(group -> id(kind, group).equals(id))
                .findFirst();
    }

    private Stream<ReasonGroup> found(Kind kind, @Nullable SystemId system, int most) {
        return systems.all().stream()
                .map(SystemSettings::id)
                .filter(id -> system == null || system.equals(id))
                .flatMap(id -> repairs.groups(kind, id, most).stream());
    }

    private Group view(Kind kind, ReasonGroup group, Locale locale) {
        Optional<MissingRow> missing = group.missing();
        String code = group.reasonCode();
        return new Group(
                id(kind, group),
                group.system().value(),
                code,
                String.valueOf(texts.getMessage(code, null, code, locale)),
                Mask.text(group.detail()),
                missing.map(MissingRow::table).orElse(null),
                missing.map(MissingRow::column).orElse(null),
                missing.map(MissingRow::key).map(Mask::text).orElse(null),
                group.count(),
                group.oldest(),
                group.newest(),
                Long.toString(group.example()));
    }

    private static String id(Kind kind, ReasonGroup group) {
        try {
            String text = kind + "\n" + group.system() + "\n" + group.reasonCode() + "\n" + group.detail();
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest, 0, 8);
        } catch (NoSuchAlgorithmException everyPlatformHasIt) {
            throw new IllegalStateException(everyPlatformHasIt);
        }
    }
}
