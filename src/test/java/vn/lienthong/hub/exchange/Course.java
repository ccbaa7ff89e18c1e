package vn.lienthong.hub.exchange;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import vn.lienthong.hub.dossier.Fact;
import vn.lienthong.hub.dossier.SystemId;

/**
 * What happened to one dossier in the offices, and in which order, pages and copies it came to the hub, with what the hub
 * told in between. Its text is the story that a failed property prints.
 */
record Course(Birth birth, List<Happening> happenings, List<Call> calls) {
    /** Where a dossier begins, and which procedure it follows. */
    enum Birth {
        COUNTER_LAND(Story.ONESTOP, Story.LAND_CHANGE),
        ONLINE_LAND(Story.PORTAL, Story.LAND_CHANGE),
        COUNTER_CLAIM(Story.ONESTOP, Story.CLAIM),
        COUNTER_COPY(Story.ONESTOP, Story.COPY),
        TYPED_AT_LAND(Story.LAND, Story.LAND_CHANGE),
        TYPED_IN_UI_V2(Story.UI_V2, Story.CLAIM);

        final SystemId system;
        final String procedure;

        Birth(SystemId system, String procedure) {
            this.system = system;
            this.procedure = procedure;
        }

        /** The system that decides; the one-stop where there is none. */
        SystemId decides() {
            return procedure.equals(Story.LAND_CHANGE)
                    ? Story.LAND
                    : procedure.equals(Story.CLAIM) ? Story.UI_V2 : Story.ONESTOP;
        }
    }

    /** What a system says. {@code OFFICE} words are said by the specialised system, or the one-stop in its place. */
    enum Word {
        VERSION_1,
        VERSION_2,
        VERSION_3,
        VERSION_4,
        VERSION_5,
        VERSION_6,
        VERSION_7,
        VERSION_8,
        VERSION_9,
        VERSION_10,
        VERSION_WITH_PAPER,
        VERSION_WITH_FEE,
        VERSION_WITH_FEE_PAID,
        VERSION_WITH_PHONE,
        VERSION_OF_WHAT_WAS_SAID_LAST,
        OFFICE_ACCEPTED,
        OFFICE_MOVED,
        OFFICE_ASKED_PAPERS,
        OFFICE_GOT_PAPERS,
        OFFICE_ASKED_FEE,
        OFFICE_STOPPED,
        OFFICE_FINISHED,
        OFFICE_WITHDREW,
        OFFICE_HANDED_OVER,
        OFFICE_MOVED_DUE_DATE,
        OFFICE_SHOWED_ITS_ROW,
        OFFICE_AFTERMATH,
        CITIZEN_GAVE_PAPERS,
        CITIZEN_PAID,
        CITIZEN_WITHDREW,
        CARRIER_NOTED
    }

    /**
     * @param after seconds since what happened before it, negative = dated back
     * @param comes when the hub reads it; what comes from one system at one time is a page
     * @param again when the hub is given it once more; -1 = never
     */
    record Happening(Word word, int after, int comes, int again) {}

    /** What a far side makes of the first call that is due. */
    enum Outcome {
        DONE,
        REFUSED,
        REPLAYED,
        OVERTAKEN,
        HANDED,
        NO_ANSWER
    }

    /** The hub tells a system, after the pages of a time. */
    record Call(int at, SystemId to, Outcome outcome) {}

    /** A fact, when it comes and when it comes again. */
    record Coming(Fact fact, int comes, int again) {}

    private static final DateTimeFormatter CLOCK =
            DateTimeFormatter.ofPattern("HH:mm:ss").withZone(ZoneId.of("UTC"));

    List<Coming> comings() {
        return new Offices(birth).say(happenings);
    }

    List<Fact> facts() {
        return comings().stream().map(Coming::fact).toList();
    }

    /** The last moment at which something comes or is told. */
    int end() {
        int last = calls.stream().mapToInt(Call::at).max().orElse(0);
        for (Coming coming : comings()) {
            last = Math.max(last, Math.max(coming.comes(), coming.again()));
        }
        return last;
    }

    /** The pages of a moment: what one system says at once, in its own order. */
    List<List<Fact>> pages(int moment) {
        List<List<Fact>> pages = new ArrayList<>();
        for (SystemId system : List.of(Story.LAND, Story.UI_V2, Story.PORTAL, Story.CARRIER, Story.ONESTOP)) {
            List<Fact> page = comings().stream()
                    .filter(c -> c.fact().source().equals(system) && (c.comes() == moment || c.again() == moment))
                    .map(Coming::fact)
                    .toList();
            if (!page.isEmpty()) {
                pages.add(page);
            }
        }
        return pages;
    }

    @Override
    public String toString() {
        StringBuilder story = new StringBuilder("\nWhat happened (" + birth + "):\n");
        for (Coming coming : comings()) {
            story.append("  ").append(line(coming.fact())).append('\n');
        }
        story.append("How it came to the hub:\n");
        for (int moment = 0; moment <= end(); moment++) {
            for (List<Fact> page : pages(moment)) {
                story.append("  page  ")
                        .append(page.stream().map(Fact::key).collect(Collectors.joining(", ")))
                        .append('\n');
            }
            int now = moment;
            calls.stream().filter(t -> t.at() == now).forEach(t -> story.append("  tell  ")
                    .append(t.to())
                    .append(": ")
                    .append(t.outcome())
                    .append('\n'));
        }
        return story.toString();
    }

    static String line(Fact fact) {
        String recorded =
                fact.recordedAt().equals(fact.time()) ? "" : " (written down " + CLOCK.format(fact.recordedAt()) + ")";
        return CLOCK.format(fact.time()) + "  " + fact.source() + "  "
                + fact.kind().word()
                + (fact.status() == null ? "" : " " + fact.status().number()) + recorded + "  [" + fact.key() + "]";
    }

    static Instant moment(int second) {
        return Story.START.plus(Duration.ofSeconds(second));
    }
}
