package vn.lienthong.hub.api;

import jakarta.servlet.http.HttpServletRequest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import vn.lienthong.hub.dossier.Status;
import vn.lienthong.hub.dossier.SystemId;
import vn.lienthong.hub.ledger.LedgerQuestions.Window;

/**
 * The parameters of a list. Collects every fault before it throws: an unknown name too, since a filter that is ignored
 * gives a wrong answer that looks right. An empty value counts as not given.
 */
final class Asked {
    static final int USUAL_SIZE = 100;
    static final int LARGEST_SIZE = 500;

    private final HttpServletRequest request;
    private final Set<String> known = new HashSet<>();
    private final List<BadCall.Fault> faults = new ArrayList<>();

    Asked(HttpServletRequest request) {
        this.request = request;
    }

    /** A page larger than the largest is given in parts: its {@code next} leads on. */
    Window window() {
        long size = whole("size", "a number from 1", 1, Integer.MAX_VALUE, USUAL_SIZE);
        return new Window(whole("after", "the \"next\" of the page before", 0, Long.MAX_VALUE, 0), (int)
                Math.min(size, LARGEST_SIZE));
    }

    @Nullable
    Integer status() {
        String expected = "a status from 1 to 10";
        long number = whole("status", expected, 1, Status.values().length, 0);
        return number == 0 ? null : (int) number;
    }

    /** A whole number within limits. */
    int number(String name, int least, int most, int otherwise) {
        return (int) whole(name, "a number from " + least + " to " + most, least, most, otherwise);
    }

    @Nullable
    SystemId system(String name) {
        String text = text(name);
        if (text == null) {
            return null;
        }
        try {
            return new SystemId(text);
        } catch (IllegalArgumentException notAnId) {
            faults.add(new BadCall.Fault(name, "the id of a system (GET /api/v1/systems lists them)", text));
            return null;
        }
    }

    /** One of the names of an enum, in small letters. */
    <E extends Enum<E>> @Nullable E oneOf(String name, Class<E> type) {
        String text = text(name);
        if (text == null) {
            return null;
        }
        for (E constant : type.getEnumConstants()) {
            if (constant.name().toLowerCase(Locale.ROOT).equals(text)) {
                return constant;
            }
        }
        String names = String.join(
                ", ",
                Arrays.stream(type.getEnumConstants())
                        .map(constant -> constant.name().toLowerCase(Locale.ROOT))
                        .toList());
        faults.add(new BadCall.Fault(name, "one of " + names, text));
        return null;
    }

    @Nullable
    String text(String name) {
        known.add(name);
        String value = request.getParameter(name);
        return value == null || value.isBlank() ? null : value.strip();
    }

    /** @throws BadCall with every fault found so far, and every parameter that nobody asked for */
    void check() {
        request.getParameterMap().keySet().stream()
                .filter(name -> !known.contains(name))
                .sorted()
                .forEach(name -> faults.add(new BadCall.Fault(
                        name,
                        "one of " + String.join(", ", known.stream().sorted().toList()),
                        "an unknown parameter")));
        if (!faults.isEmpty()) {
            throw new BadCall(faults);
        }
    }

    private long whole(String name, String expected, long least, long most, long otherwise) {
        String text = text(name);
        if (text == null) {
            return otherwise;
        }
        if (text.matches("\\d{1,18}")) {
            long number = Long.parseLong(text);
            if (number >= least && number <= most) {
                return number;
            }
        }
        faults.add(new BadCall.Fault(name, expected, text));
        return otherwise;
    }
}
