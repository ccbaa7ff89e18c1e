package vn.lienthong.sandbox.land;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ConcurrentSkipListMap;
import vn.lienthong.sandbox.wire.Fault;

/** The numbered change log: numbers have gaps, and an entry may become visible after entries with higher numbers. */
final class ChangeLog {
    private record Entry(Node node, long visibleAt, boolean heldBack) {
        boolean visible(long now) {
            return !heldBack && now - visibleAt >= 0;
        }
    }

    /** A page and whether there is more. */
    record Page(List<Node> nodes, boolean more) {}

    private final ConcurrentSkipListMap<Long, Entry> entries = new ConcurrentSkipListMap<>();
    private final Random dice = new Random(7);
    private long last = 1000;

    /** @param entry everything after {@code So} */
    synchronized long add(Node entry, Fault fault) {
        last += dice.nextInt(6) == 0 ? 2 + dice.nextInt(3) : 1;
        Duration late = fault == null
                ? Duration.ZERO
                : fault.part(Fault.LateNumber.class).map(Fault.LateNumber::late).orElse(Duration.ZERO);
        boolean held = fault != null && fault.has(Fault.HeldBackNumber.class);
        List<Node> fields = new ArrayList<>();
        fields.add(new Node("So", String.valueOf(last), List.of()));
        fields.addAll(entry.children());
        entries.put(
                last,
                new Entry(new Node("BienDong", null, List.copyOf(fields)), System.nanoTime() + late.toNanos(), held));
        return last;
    }

    /** What was held back commits now. */
    synchronized void release() {
        entries.replaceAll((number, entry) -> new Entry(entry.node(), entry.visibleAt(), false));
    }

    Page after(long number, int size) {
        long now = System.nanoTime();
        List<Node> page = new ArrayList<>();
        for (Entry entry : entries.tailMap(number, false).values()) {
            if (entry.visible(now)) {
                if (page.size() == size) {
                    return new Page(page, true);
                }
                page.add(entry.node());
            }
        }
        return new Page(page, false);
    }

    List<Node> of(String receipt) {
        return entries.values().stream()
                .map(Entry::node)
                .filter(node -> receipt.equals(node.get("SoBienNhan")))
                .toList();
    }

    int size() {
        return entries.size();
    }
}
