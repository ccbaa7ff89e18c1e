package vn.lienthong.hub.ledger;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import vn.lienthong.hub.dossier.SystemId;

/**
 * Questions that people and scripts ask of the ledger. Reads only. No answer carries a whole id number of a person: of
 * such a number the last three digits are left, in free text too. Lists name no person at all.
 */
public interface LedgerQuestions {
    /** Dossiers in the order in which the hub met them. */
    Slice<DossierLine> dossiers(DossierFilter filter, Window window);

    /**
     * One dossier with its history, whether code or {@code <system>:<that system's code>} is given.
     *
     * @param code never cut or changed: dots, colons and slashes belong to it
     */
    Optional<DossierStory> dossier(String code);

    /** Held records, oldest first. */
    Slice<HeldLine> held(HeldFilter filter, Window window);

    /** Deliveries in the order in which they were planned. */
    Slice<DeliveryLine> deliveries(DeliveryFilter filter, Window window);

    /** Facts that changed nothing because their source had no authority, or came from where there was no way. */
    Slice<ConflictLine> conflicts(@Nullable SystemId source, Window window);

    /** How much of each system is held, waiting, parked and done. Up to a second old; {@code done} up to ten. */
    Map<SystemId, Counts> counts();

    /** When a page of each system last moved a watermark. */
    Map<SystemId, Instant> lastMoves();

    /** The claims of one person in retired software, newest version of each, latest first; at most 500. */
    List<ClaimLine> claims(ClaimSearch search);

    /** Part of a list: rows after an id. {@code size} 1 to 500. */
    record Window(long after, int size) {}

    /** Part of a list. {@code next} is the id to go on after; null at the end. */
    record Slice<T>(List<T> items, @Nullable Long next) {}

    /** Null = any. {@code system}: dossiers that the system has a code for. */
    record DossierFilter(
            @Nullable Integer status,
            @Nullable SystemId system,
            @Nullable String code) {}

    /** Null = any; {@code states} is never empty. */
    record HeldFilter(@Nullable SystemId system, List<String> states) {}

    /** Null = any. */
    record DeliveryFilter(
            @Nullable DeliveryState state, @Nullable SystemId system) {}

    /** Where a delivery stands, as people say it. */
    enum DeliveryState {
        /** Behind another one, ready, or in the far side's mailbox. */
        WAITING("BRH"),
        /** The far side said no; replayable. */
        PARKED("P"),
        /** Acknowledged, or overtaken and listed. */
        DONE("D");

        private final String letters;

        DeliveryState(String letters) {
            this.letters = letters;
        }

        /** Values of {@code delivery.state}. */
        List<String> letters() {
            return List.of(letters.split(""));
        }

        static DeliveryState ofLetter(String letter) {
            for (DeliveryState state : values()) {
                if (state.letters.contains(letter)) {
                    return state;
                }
            }
            throw new IllegalStateException("HUB-LED-090 delivery.state \"" + letter
                    + "\" is not known to this version of the hub; a newer one wrote it");
        }
    }

    /** One dossier in a list; {@code code} is null while a claim typed in an office waits for its code. */
    record DossierLine(
            long id,
            @Nullable String code,
            @Nullable Integer status,
            @Nullable Instant statusAt,
            @Nullable String born,
            @Nullable String procedure,
            @Nullable String agency,
            @Nullable String channel,
            @Nullable Instant filedAt,
            @Nullable Instant dueAt,
            Instant changedAt) {}

    /** One dossier whole. {@code references}: system id to the code there; events in the order of the history. */
    record DossierStory(
            DossierLine dossier,
            Map<String, List<String>> references,
            @Nullable Applicant applicant,
            List<EventLine> events,
            List<DeliveryLine> deliveries) {}

    /** Who applied, as far as an operator needs it; {@code idNumber} masked. */
    record Applicant(
            @Nullable String name,
            @Nullable String kind,
            @Nullable String idNumber) {}

    /** One fact. {@code statusAfter} is the dossier's status after it; {@code note} the words of a conflict. */
    record EventLine(
            long id,
            String source,
            String key,
            Instant time,
            Instant recordedAt,
            Instant takenAt,
            String kind,
            @Nullable Integer status,
            @Nullable Integer statusAfter,
            String effect,
            @Nullable String note,
            @Nullable String official,
            @Nullable String title,
            @Nullable String department,
            @Nullable String text,
            @Nullable String reason,
            List<PaperAsked> papersAsked) {}

    /** One paper of a supplement request. */
    record PaperAsked(
            @Nullable String code,
            @Nullable String name,
            @Nullable String reason) {}

    /**
     * One delivery. {@code lastAnswer}: what the far side, or the call, last came to. Parked ones have a reason: its code,
     * and what those with the same reason have in common.
     */
    record DeliveryLine(
            long id,
            @Nullable String code,
            String system,
            int sequence,
            String what,
            String phase,
            DeliveryState state,
            int attempts,
            Instant dueAt,
            Instant createdAt,
            @Nullable Instant doneAt,
            @Nullable String lastAnswer,
            @Nullable String reasonCode,
            @Nullable String reasonDetail) {}

    /** One held record. {@code waitsFor}: code of the dossier that it waits behind. */
    record HeldLine(
            long id,
            String system,
            String stream,
            String key,
            String reasonCode,
            @Nullable String path,
            String reason,
            String state,
            @Nullable String waitsFor,
            Instant heldAt,
            @Nullable Instant closedAt) {}

    /** One fact that changed nothing. */
    record ConflictLine(
            long id,
            @Nullable String code,
            String source,
            String kind,
            Instant time,
            @Nullable Integer status,
            @Nullable Integer dossierStatus,
            @Nullable String note,
            Instant takenAt) {}

    /** Numbers of rows. {@code held} includes those that wait for an unknown dossier, {@code awaiting} are these alone. */
    record Counts(long held, long waiting, long parked, long done, long awaiting) {
        /** Nothing of anything. */
        public static final Counts NONE = new Counts(0, 0, 0, 0, 0);
    }

    /** Whose claims: exactly one of the two is given, as keyed hash. */
    record ClaimSearch(@Nullable String idHash, @Nullable String bookHash) {}

    /**
     * One claim of retired software. Days are ISO dates, of which only year and month may be known; money is đồng a
     * month; {@code earlierVersions} counts what the same claim said before.
     */
    record ClaimLine(
            String system,
            String key,
            @Nullable String number,
            @Nullable String registeredOn,
            @Nullable String filedOn,
            @Nullable Integer monthsPaid,
            @Nullable Integer monthsGranted,
            @Nullable Integer monthsKept,
            @Nullable Long benefit,
            @Nullable String decision,
            @Nullable String decidedOn,
            @Nullable String from,
            @Nullable String to,
            @Nullable String payBy,
            @Nullable String status,
            int earlierVersions) {}
}
