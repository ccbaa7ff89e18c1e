package vn.lienthong.journeys;

import java.util.Map;

/** Replays with the embedded ledger. */
class ReplayOnH2Test extends ReplayContract {
    @Override
    Map<String, String> database() {
        return Map.of();
    }
}
