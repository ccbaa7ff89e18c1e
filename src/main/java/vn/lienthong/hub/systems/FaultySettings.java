package vn.lienthong.hub.systems;

import java.util.List;
import java.util.stream.Collectors;

/** Stops the start: every faulty setting in one message. */
public class FaultySettings extends RuntimeException {
    private final transient List<SettingFault> faults;

    public FaultySettings(List<SettingFault> faults) {
        super(faults.stream()
                .map(fault -> "  - " + fault)
                .collect(Collectors.joining("\n", "HUB-CFG-001 " + faults.size() + " faulty setting(s):\n", "")));
        this.faults = List.copyOf(faults);
    }

    public List<SettingFault> faults() {
        return faults;
    }
}
