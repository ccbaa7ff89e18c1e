package vn.lienthong.faults;

import java.io.IOException;
import java.util.Map;

/** Where the hub keeps its ledger and gets its wake-ups: inside the process, or beside it. */
interface Stores extends AutoCloseable {
    /** Settings by which a hub finds them. */
    Map<String, String> hubSettings();

    @Override
    void close() throws IOException, InterruptedException;

    /** H2 file and broker inside the hub's process. */
    static Stores embedded() {
        return new Stores() {
            @Override
            public Map<String, String> hubSettings() {
                return Map.of();
            }

            @Override
            public void close() {}
        };
    }
}
