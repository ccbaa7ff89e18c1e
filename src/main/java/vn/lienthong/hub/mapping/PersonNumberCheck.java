package vn.lienthong.hub.mapping;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.function.Consumer;
import vn.lienthong.hub.dossier.SystemId;
import vn.lienthong.hub.dossier.Violation;

/** CCCD has 12 digits, CMND 9, and neither is a filler that a form was made to swallow ({@code 000000001}). */
final class PersonNumberCheck implements RecordCheck {
    private static final int SIGNIFICANT = 3;

    @Override
    public void look(JsonNode record, SystemId reporter, Consumer<Violation> faults) {
        check(record, "/fact/dossier/applicant", faults);
        check(record, "/person", faults);
    }

    private static void check(JsonNode record, String holder, Consumer<Violation> faults) {
        JsonNode person = record.at(holder);
        check(person.path("cccd"), holder + "/cccd", 12, "HUB-VAL-011", faults);
        check(person.path("cmnd"), holder + "/cmnd", 9, "HUB-VAL-012", faults);
    }

    private static void check(JsonNode number, String path, int digits, String code, Consumer<Violation> faults) {
        if (!number.isTextual()) {
            return;
        }
        String text = number.textValue();
        if (!text.matches("[0-9]{" + digits + "}")) {
            faults.accept(Violation.malformed(code, path, digits + " digits", Kind.of(number)));
        } else if (text.chars().distinct().count() == 1) {
            faults.accept(fake("HUB-VAL-013", path, digits + " equal digits"));
        } else if (text.replaceFirst("^0+", "").length() <= SIGNIFICANT) {
            faults.accept(fake("HUB-VAL-014", path, "zeros and at most " + SIGNIFICANT + " digits after them"));
        } else if (text.equals("123456789")) {
            faults.accept(fake("HUB-VAL-015", path, "ascending digits"));
        }
    }

    private static Violation fake(String code, String path, String found) {
        return Violation.malformed(code, path, "the number of a real paper", found);
    }
}
