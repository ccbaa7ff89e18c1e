package vn.lienthong.faults;

import java.time.Duration;
import java.util.List;
import java.util.Random;

/** Database and broker of the hub die and come back, several times while people act. */
record StoresTrouble(String name, int times, Act act) implements Trouble {
    /** What is done once; {@code pause} is how long it is away. */
    interface Act {
        void on(SharedStores stores, Duration pause) throws Exception;
    }

    static List<Trouble> all(int times) {
        return List.of(
                new StoresTrouble(
                        "database of the hub restarted (PostgreSQL)",
                        times,
                        (s, pause) -> s.restartDatabase(false, pause)),
                new StoresTrouble(
                        "database of the hub killed with -9 (PostgreSQL)",
                        times,
                        (s, pause) -> s.restartDatabase(true, pause)),
                new StoresTrouble(
                        "external broker killed and restarted", times, (s, pause) -> s.restartBroker(false, pause)),
                new StoresTrouble("broker data lost entirely", times, (s, pause) -> s.restartBroker(true, pause)));
    }

    @Override
    public long strike(Ground ground, long seed) throws Exception {
        Random dice = new Random(seed);
        for (int i = 0; i < times; i++) {
            Waiting.during(Duration.ofMillis(500 + dice.nextInt(2500)));
            act.on((SharedStores) ground.stores, Duration.ofMillis(dice.nextInt(3000)));
        }
        return times;
    }
}
