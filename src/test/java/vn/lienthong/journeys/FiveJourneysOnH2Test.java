package vn.lienthong.journeys;

import java.nio.file.Path;

/** The five journeys of the field (docs/architecture.md), each from the first typing to the last hand-over. */
class FiveJourneysOnH2Test extends CounterAndOnlineJourneys {
    @Override
    Scene openIn(Path folder) {
        return Scene.open(folder);
    }
}
