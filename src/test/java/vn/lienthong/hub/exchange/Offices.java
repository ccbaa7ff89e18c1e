package vn.lienthong.hub.exchange;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import vn.lienthong.hub.dossier.Fact;
import vn.lienthong.hub.dossier.Status;
import vn.lienthong.hub.dossier.SystemId;
import vn.lienthong.hub.exchange.Course.Birth;
import vn.lienthong.hub.exchange.Course.Coming;
import vn.lienthong.hub.exchange.Course.Happening;

/** Says the facts of a course as the systems would: whole pictures, numbers of their own, papers and fees that stay. */
final class Offices {
    static final String CODE = "H53.20-260302-0001";
    static final String CLAIM = "77";

    private final Birth birth;
    private final List<Coming> comings = new ArrayList<>();
    private final Map<SystemId, Integer> numbers = new HashMap<>();
    private final Set<String> papers = new LinkedHashSet<>();
    private final Map<String, Boolean> fees = new LinkedHashMap<>();
    private int second;
    private int phone;
    private int versionStatus = 1;
    private int versionSecond;
    private int lastStatus = 1;
    private int moved;

    Offices(Birth birth) {
        this.birth = birth;
    }

    List<Coming> say(List<Happening> happenings) {
        for (Happening happening : happenings) {
            second += comings.isEmpty() ? 0 : happening.after();
            if (comings.isEmpty()) {
                born(happening);
            } else {
                say(happening);
            }
        }
        return comings;
    }

    private void born(Happening h) {
        if (birth.system.equals(Story.PORTAL)) {
            fact(h, Story.PORTAL, "filed", 1, second, fact -> fact.set("dossier", picture("2")));
        } else if (birth.system.equals(Story.ONESTOP)) {
            version(h, 1);
        } else {
            fact(h, birth.system, "image", 2, second, fact -> fact.set("dossier", picture("1")));
        }
    }

    private void say(Happening h) {
        SystemId office = birth.decides();
        boolean front = office.equals(Story.ONESTOP);
        switch (h.word()) {
            case VERSION_1,
                    VERSION_2,
                    VERSION_3,
                    VERSION_4,
                    VERSION_5,
                    VERSION_6,
                    VERSION_7,
                    VERSION_8,
                    VERSION_9,
                    VERSION_10 -> version(h, h.word().ordinal() + 1);
            case VERSION_WITH_PAPER -> {
                papers.add("onestop-" + second);
                version(h, versionStatus == 5 ? 4 : versionStatus);
            }
            case VERSION_WITH_FEE -> {
                fees.putIfAbsent("LP", false);
                version(h, front ? 6 : versionStatus);
            }
            case VERSION_WITH_FEE_PAID -> {
                fees.replaceAll((fee, paid) -> true);
                version(h, front && versionStatus == 6 ? 4 : versionStatus);
            }
            case VERSION_WITH_PHONE -> {
                phone++;
                again(h);
            }
            case VERSION_OF_WHAT_WAS_SAID_LAST -> version(h, lastStatus);
            case OFFICE_ACCEPTED -> office(h, "accepted", 2, 2, fact -> {});
            case OFFICE_MOVED -> office(h, "moved", null, 4, fact -> {});
            case OFFICE_ASKED_PAPERS ->
                office(h, "papers-asked", 5, 5, fact -> fact.set("supplement", Story.minuteSupplement(second)));
            case OFFICE_GOT_PAPERS -> office(h, "papers-received", null, 4, fact -> {});
            case OFFICE_ASKED_FEE -> {
                fees.putIfAbsent("TB", false);
                office(h, "fee-asked", 6, 6, fact -> fact.putArray("fees").add(fee("TB", false)));
            }
            case OFFICE_STOPPED -> office(h, "ended", 8, 8, fact -> {});
            case OFFICE_FINISHED -> office(h, "ended", 9, 9, fact -> {});
            case OFFICE_WITHDREW -> office(h, "withdrawn", 7, 7, fact -> {});
            case OFFICE_HANDED_OVER -> office(h, "handed-over", 10, 10, fact -> {});
            case CARRIER_NOTED -> fact(h, Story.CARRIER, "noted", null, second, fact -> {});
            case OFFICE_AFTERMATH -> office(h, "aftermath", null, lastStatus, fact -> {});
            case OFFICE_MOVED_DUE_DATE -> {
                moved++;
                office(
                        h,
                        "moved",
                        null,
                        4,
                        fact -> fact.put("dueAt", Story.minute(9000 + moved).toString()));
            }
            case OFFICE_SHOWED_ITS_ROW -> {
                if (!front) { // data and due date, nothing of the status
                    fact(h, office, "image", null, second, fact -> fact.set("dossier", picture("1")));
                }
            }
            case CITIZEN_GAVE_PAPERS -> {
                papers.add("portal-" + second);
                lastStatus = 4;
                fact(h, Story.PORTAL, "papers-given", null, second, fact -> fact.putArray("papers")
                        .add(paper("portal-" + second)));
            }
            case CITIZEN_PAID -> {
                String id = fees.containsKey("TB") ? "TB" : "LP";
                fees.replace(id, true);
                lastStatus = 4;
                fact(h, Story.PORTAL, "fee-paid", null, second, fact -> fact.putObject("payment")
                        .put("fee", id)
                        .put("amount", 50_000)
                        .put("receipt", "BL-" + id)
                        .put("paidAt", Course.moment(second).toString()));
            }
            case CITIZEN_WITHDREW -> {
                lastStatus = 7;
                fact(h, Story.PORTAL, "withdrawn", 7, second, fact -> {});
            }
        }
    }

    private void office(Happening h, String kind, @Nullable Integer status, int said, Consumer<ObjectNode> more) {
        SystemId office = birth.decides();
        if (office.equals(Story.ONESTOP)) {
            version(h, said); // no office takes part; the intake holds what one says all the same
            return;
        }
        lastStatus = said;
        fact(h, office, kind, status, second, more);
    }

    /** A new version at the one-stop with a step of its own. */
    private void version(Happening h, int status) {
        versionStatus = status;
        versionSecond = second;
        lastStatus = status;
        image(h, second);
    }

    /** A new version that shows the step of the version before it. */
    private void again(Happening h) {
        image(h, versionSecond);
    }

    private void image(Happening h, int stepSecond) {
        int status = versionStatus;
        fact(h, Story.ONESTOP, "image", status, stepSecond, fact -> {
            fact.put("recordedAt", Course.moment(Math.max(stepSecond, second)).toString());
            ObjectNode picture = picture(birth.system.equals(Story.PORTAL) ? "2" : "1");
            picture.withObject("/applicant").put("phone", "09" + phone);
            papers.forEach(p -> picture.withArray("papers").add(paper(p)));
            fees.forEach((id, paid) -> picture.withArray("fees").add(fee(id, paid)));
            if (status == 5) {
                picture.set("supplement", Story.minuteSupplement(stepSecond));
            }
            fact.set("dossier", picture);
        });
    }

    private ObjectNode picture(String channel) {
        ObjectNode picture = JsonNodeFactory.instance.objectNode();
        picture.put("procedure", birth.procedure).put("channel", channel).put("filedAt", Story.START.toString());
        picture.put("dueAt", Story.minute(9000).toString());
        picture.putObject("agency").put("code", "H53.20");
        picture.putObject("applicant").put("kind", "1").put("name", "Đỗ Thị Ước");
        return picture;
    }

    private static ObjectNode paper(String id) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("id", id)
                .put("code", "BV")
                .put("name", "Bản vẽ")
                .put("url", "https://dvc.example.vn/" + id);
    }

    private static ObjectNode fee(String id, boolean paid) {
        ObjectNode fee = JsonNodeFactory.instance
                .objectNode()
                .put("id", id)
                .put("name", "Lệ phí")
                .put("amount", 50_000)
                .put("written", "50.000")
                .put("paid", paid);
        return paid ? fee.put("receipt", "BL-" + id) : fee;
    }

    private void fact(
            Happening h,
            SystemId source,
            String kind,
            @Nullable Integer status,
            int stepSecond,
            Consumer<ObjectNode> more) {
        int number = numbers.merge(source, 1, Integer::sum);
        boolean born = comings.isEmpty();
        ObjectNode record = JsonNodeFactory.instance.objectNode();
        record.put("type", "dossier");
        if (!(birth == Birth.TYPED_IN_UI_V2 && source.equals(Story.UI_V2))) {
            record.put("code", CODE);
        }
        ObjectNode references = record.putObject("references");
        if (birth == Birth.TYPED_IN_UI_V2 && !source.equals(Story.PORTAL)) {
            references.put("ui-v2", CLAIM);
        }
        if (source.equals(Story.ONESTOP)) {
            references.put("onestop", CODE);
        }
        if (born || (source.equals(Story.ONESTOP) && birth.system.equals(Story.ONESTOP))) {
            record.put("born", birth.system.value());
        }
        ObjectNode fact = record.putObject("fact");
        fact.put("kind", kind).put("key", source + ":" + number).put("number", number);
        fact.put("time", Course.moment(stepSecond).toString());
        if (status != null) {
            fact.put("status", Status.of(status).orElseThrow().number());
        }
        fact.putObject("step").put("text", kind + " " + number);
        more.accept(fact);
        // The one-stop cannot know of a claim typed in ui-v2 before the hub does: the hub registers it there.
        int comes = born && birth == Birth.TYPED_IN_UI_V2 ? 0 : h.comes();
        comings.add(new Coming(Fact.of(source, record), comes, h.again()));
    }
}
