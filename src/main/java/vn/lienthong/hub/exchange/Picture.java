package vn.lienthong.hub.exchange;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import vn.lienthong.hub.dossier.Fact;
import vn.lienthong.hub.dossier.Status;

/** The canonical picture of a dossier that its facts fill in; lists merge by id, values by what a source changed. */
final class Picture {
    private static final List<String> LISTS = List.of("papers", "fees", "results");
    /** Changes of these are told; the others are only kept. */
    private static final List<String> TOLD =
            List.of("procedure", "agency", "filedAt", "acceptedAt", "summary", "returnBy");

    /** Of these, far systems keep whole seconds: a fraction that one of them cut off is no change. */
    private static final Set<String> MOMENTS = Set.of("filedAt", "acceptedAt");

    private static final List<String> KEPT = List.of("level", "postal", "claim", "parcels");

    private ObjectNode tree = JsonNodeFactory.instance.objectNode();
    private final Set<JsonNode> dueDatesHad = new HashSet<>();

    /** What a picture brought about fees. */
    record FeeNews(boolean asked, boolean paid, boolean withoutReceipt) {}

    /** What became of a payment. */
    enum Paid {
        PAID,
        PAID_BEFORE,
        UNKNOWN_FEE,
        OTHER_AMOUNT
    }

    void seed(JsonNode first) {
        tree = first.deepCopy();
        LISTS.forEach(this::list);
        ArrayNode supplements = list("supplements");
        if (tree.remove("supplement") instanceof ObjectNode asked) {
            supplements.add(asked);
        }
        if (tree.hasNonNull("dueAt")) {
            dueDatesHad.add(second(tree.get("dueAt")));
        }
    }

    ObjectNode asTree(@Nullable Status status) {
        ObjectNode copy = tree.deepCopy();
        if (status != null) {
            copy.put("status", status.number());
        }
        return copy;
    }

    @Nullable
    String procedure() {
        return tree.path("procedure").asText(null);
    }

    /** Dates and reason that come with a status, where the sources gave none. */
    void stamp(Status status, Fact fact) {
        String time = fact.second().toString();
        switch (status) {
            case ACCEPTED -> putIfMissing("acceptedAt", time);
            case REFUSED -> tree.put("refusedAt", time);
            case STOPPED, FINISHED -> tree.put("finishedAt", time);
            case HANDED_OVER -> tree.put("returnedAt", time);
            default -> {}
        }
        if (status == Status.REFUSED || status == Status.STOPPED || status == Status.WITHDRAWN) {
            JsonNode reason = fact.body().path("reason");
            JsonNode text = fact.body().path("step").path("text");
            if (!reason.asText("").isBlank()) {
                tree.set("reason", reason);
            } else if (!text.asText("").isBlank()) {
                tree.set("reason", text);
            }
        }
    }

    /**
     * Takes over what a keeper of the dossier changed since its last picture; without a last picture, where it differs.
     *
     * @return whether something changed that others are told
     */
    boolean correct(JsonNode now, @Nullable JsonNode base, boolean born) {
        boolean told = false;
        for (String field : TOLD) {
            told |= take(tree, field, now, base, born);
        }
        for (String field : KEPT) {
            take(tree, field, now, base, born);
        }
        ObjectNode applicant = tree.withObject("/applicant");
        JsonNode before = base == null ? null : base.path("applicant");
        Set<String> fields = new java.util.TreeSet<>();
        now.path("applicant").fieldNames().forEachRemaining(fields::add);
        if (before != null) {
            before.fieldNames().forEachRemaining(fields::add);
        }
        for (String field : fields) {
            told |= take(applicant, field, now.path("applicant"), before, born);
        }
        return told;
    }

    private static boolean take(ObjectNode into, String field, JsonNode now, @Nullable JsonNode base, boolean born) {
        JsonNode value = now.path(field);
        JsonNode old = base == null ? null : base.path(field);
        if (old != null && old.equals(value)) {
            return false;
        }
        JsonNode mine = into.path(field);
        if (value.isMissingNode() || value.isNull()) {
            return old != null && old.equals(mine) && into.remove(field) != null;
        }
        if (value.equals(mine) || (MOMENTS.contains(field) && second(value).equals(second(mine)))) {
            return false;
        }
        if (field.equals("agency") && value.path("code").equals(mine.path("code"))) {
            into.set(field, value); // the same agency, by a fuller or a shorter name
            return false;
        }
        into.set(field, value);
        return old != null || born || !mine.isMissingNode();
    }

    boolean addPapers(JsonNode papers, ObjectNode details) {
        boolean fresh = false;
        ArrayNode mine = list("papers");
        for (JsonNode paper : papers) {
            int at = indexOfPaper(mine, paper);
            if (at < 0) {
                mine.add(paper.deepCopy());
            } else if (!sameFile(mine.get(at), paper)) {
                mine.set(at, ((ObjectNode) mine.get(at).deepCopy()).setAll((ObjectNode) paper.deepCopy()));
            } else {
                continue;
            }
            details.withArray("papers").add(paper);
            fresh = true;
        }
        return fresh;
    }

    /** The same paper, whoever names it: a system that keeps fewer members still shows the same file. */
    private static boolean sameFile(JsonNode mine, JsonNode other) {
        return sameWhereSaid(mine, other, "url")
                && (sameWhereSaid(mine, other, "sha256") || !mine.hasNonNull("sha256"));
    }

    private static boolean sameWhereSaid(JsonNode mine, JsonNode other, String field) {
        String theirs = other.path(field).asText("");
        return theirs.isEmpty() || theirs.equals(mine.path(field).asText(""));
    }

    boolean addSupplement(JsonNode asked, Fact fact, ObjectNode details) {
        ArrayNode mine = list("supplements");
        if (indexOf(mine, asked, "id") >= 0) {
            return false;
        }
        ObjectNode supplement = asked.deepCopy();
        supplement.put("askedAt", fact.second().toString());
        if (!supplement.hasNonNull("askedBy") && fact.body().path("step").hasNonNull("official")) {
            supplement.set("askedBy", fact.body().path("step").get("official"));
        }
        if (!supplement.hasNonNull("dueBefore") && tree.hasNonNull("dueAt")) {
            supplement.set("dueBefore", tree.get("dueAt"));
        }
        mine.add(supplement);
        details.set("supplement", supplement);
        return true;
    }

    boolean addFees(JsonNode fees, ObjectNode details) {
        boolean fresh = false;
        ArrayNode mine = list("fees");
        for (JsonNode fee : fees) {
            int at = indexOf(mine, fee, "id");
            if (at < 0) {
                mine.add(fee.deepCopy());
            } else if (!mine.get(at).path("paid").asBoolean()
                    && !mine.get(at).path("amount").equals(fee.path("amount"))) {
                mine.set(at, fee.deepCopy()); // the notice was corrected
            } else {
                continue;
            }
            details.withArray("fees").add(fee);
            fresh = true;
        }
        return fresh;
    }

    FeeNews mergeFees(JsonNode fees, @Nullable JsonNode base, ObjectNode details) {
        boolean asked = false;
        boolean paid = false;
        boolean withoutReceipt = false;
        ArrayNode mine = list("fees");
        for (JsonNode fee : fees) {
            int at = indexOf(mine, fee, "id");
            boolean now = fee.path("paid").asBoolean();
            boolean receipt = !fee.path("receipt").asText("").isBlank();
            if (at < 0) {
                mine.add(fee.deepCopy());
                details.withArray("fees").add(fee);
                asked |= !now;
                paid |= now;
                withoutReceipt |= now && !receipt;
                continue;
            }
            ObjectNode known = (ObjectNode) mine.get(at);
            boolean news = now
                    && (!known.path("paid").asBoolean()
                            || (receipt && known.path("receipt").asText("").isBlank()));
            if (news && changedSince(base, fee)) {
                known.put("paid", true);
                for (String field : List.of("receipt", "paidAt", "method")) {
                    if (fee.hasNonNull(field)) {
                        known.set(field, fee.get(field));
                    }
                }
                details.withArray("fees").add(known.deepCopy());
                paid = true;
                withoutReceipt |= !receipt;
            }
        }
        return new FeeNews(asked, paid, withoutReceipt);
    }

    private static boolean changedSince(@Nullable JsonNode base, JsonNode fee) {
        if (base == null) {
            return true;
        }
        for (JsonNode old : base.path("fees")) {
            if (old.path("id").equals(fee.path("id"))) {
                return !old.equals(fee);
            }
        }
        return true;
    }

    Paid pay(JsonNode payment, ObjectNode details) {
        ArrayNode mine = list("fees");
        for (JsonNode item : mine) {
            if (!item.path("id").asText().equals(payment.path("fee").asText())) {
                continue;
            }
            ObjectNode fee = (ObjectNode) item;
            if (payment.hasNonNull("amount")
                    && fee.path("amount").asLong() != payment.path("amount").asLong()) {
                return Paid.OTHER_AMOUNT;
            }
            if (fee.path("paid").asBoolean() && !fee.path("receipt").asText("").isBlank()) {
                return Paid.PAID_BEFORE;
            }
            fee.put("paid", true);
            for (String field : List.of("receipt", "paidAt", "method")) {
                if (payment.hasNonNull(field)) {
                    fee.set(field, payment.get(field));
                }
            }
            details.withArray("fees").add(fee.deepCopy());
            details.set("payment", payment);
            return Paid.PAID;
        }
        return Paid.UNKNOWN_FEE;
    }

    boolean hasUnpaidFee() {
        for (JsonNode fee : list("fees")) {
            if (!fee.path("paid").asBoolean()) {
                return true;
            }
        }
        return false;
    }

    /** There are fees, and all are paid. */
    boolean isPaidUp() {
        return !list("fees").isEmpty() && !hasUnpaidFee();
    }

    /** There are some, and each is known as paid. */
    boolean arePaid(JsonNode fees) {
        Set<String> paid = idsOfPaid(list("fees"));
        for (JsonNode fee : fees) {
            if (!paid.contains(fee.path("id").asText())) {
                return false;
            }
        }
        return !fees.isEmpty();
    }

    static Set<String> idsOfPaid(JsonNode fees) {
        Set<String> ids = new HashSet<>();
        for (JsonNode fee : fees) {
            if (fee.path("paid").asBoolean() && !fee.path("id").asText("").isEmpty()) {
                ids.add(fee.path("id").asText());
            }
        }
        return ids;
    }

    boolean addResults(JsonNode results, ObjectNode details) {
        boolean fresh = false;
        ArrayNode mine = list("results");
        for (JsonNode result : results) {
            if (indexOf(mine, result, "id", "number") < 0) {
                mine.add(result.deepCopy());
                details.withArray("results").add(result);
                fresh = true;
            }
        }
        return fresh;
    }

    boolean moveDue(JsonNode to, ObjectNode details) {
        if (second(tree.path("dueAt")).equals(second(to))) {
            return false;
        }
        tree.set("dueAt", to);
        dueDatesHad.add(second(to));
        details.set("dueAt", to);
        return true;
    }

    /**
     * A date that the source had before is no move; nor is one that stood in the dossier before, where the hub writes it: it
     * is on its way there.
     */
    boolean moveDueOfPicture(JsonNode to, @Nullable JsonNode base, boolean written, ObjectNode details) {
        if (to.isMissingNode()
                || to.isNull()
                || (base != null && second(base.path("dueAt")).equals(second(to)))
                || ((base == null || written) && dueDatesHad.contains(second(to)))) {
            return false;
        }
        return moveDue(to, details);
    }

    private ArrayNode list(String name) {
        return tree.path(name).isArray() ? (ArrayNode) tree.get(name) : tree.putArray(name);
    }

    private void putIfMissing(String field, String value) {
        if (!tree.hasNonNull(field)) {
            tree.put(field, value);
        }
    }

    private static int indexOf(ArrayNode list, JsonNode item, String... keys) {
        for (int i = 0; i < list.size(); i++) {
            for (String mine : keys) {
                for (String theirs : keys) {
                    JsonNode value = list.get(i).path(mine);
                    if (!value.asText("").isEmpty()
                            && value.asText().equals(item.path(theirs).asText())) {
                        return i;
                    }
                }
            }
        }
        return -1;
    }

    /** By id; else the same file; else, for a source that has component codes only, the component. */
    private static int indexOfPaper(ArrayNode mine, JsonNode paper) {
        int byId = indexOf(mine, paper, "id");
        if (byId >= 0) {
            return byId;
        }
        int byFile = indexOf(mine, paper, "url");
        if (byFile >= 0) {
            return byFile;
        }
        return paper.path("id").equals(paper.path("code")) ? indexOf(mine, paper, "code") : -1;
    }

    private static JsonNode second(JsonNode instant) {
        return instant.isTextual()
                ? JsonNodeFactory.instance.textNode(Instant.parse(instant.asText())
                        .truncatedTo(java.time.temporal.ChronoUnit.SECONDS)
                        .toString())
                : instant;
    }
}
