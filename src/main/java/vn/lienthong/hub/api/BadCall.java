package vn.lienthong.hub.api;

import java.util.List;
import java.util.stream.Collectors;

/** A call whose parameters cannot be understood; names all of them. */
class BadCall extends RuntimeException {
    private final transient List<Fault> faults;

    BadCall(List<Fault> faults) {
        super(words(faults));
        this.faults = faults;
    }

    private static String words(List<Fault> faults) {
        return faults.stream()
                .map(fault -> fault.parameter() + ": expected " + fault.expected() + ", found " + fault.found())
                .collect(Collectors.joining("; "));
    }

    String words() {
        return words(faults);
    }

    List<Fault> faults() {
        return faults;
    }

    /** One parameter, what it must be, and what it was. */
    record Fault(String parameter, String expected, String found) {}
}
