package vn.lienthong.hub.watch;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** A stream that processes look at, with its shape as the ledger would keep it; what is found is taken as known. */
final class OneStream {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final List<Sightings> processes = new ArrayList<>();
    private Shape shape = Shape.EMPTY;
    private long second = 1_700_000_000;

    OneStream() {
        process();
    }

    /** @return number of a new process */
    int process() {
        processes.add(new Sightings());
        return processes.size() - 1;
    }

    void restart() {
        store();
        processes.clear();
        process();
    }

    OneStream see(String record) {
        return see(0, record);
    }

    OneStream see(int process, String record) {
        processes.get(process).see(tree(record), List.of(), second++);
        return this;
    }

    OneStream see(int times, int process, String record) {
        for (int i = 0; i < times; i++) {
            see(process, record);
        }
        return this;
    }

    Shape store() {
        processes.forEach(this::store);
        return shape;
    }

    private void store(Sightings sightings) {
        Shape.Merged merged = shape.with(sightings, Set.of());
        try {
            shape = JSON.readValue(JSON.writeValueAsBytes(merged.shape()), Shape.class);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        new HashSet<>(merged.taken()).forEach(Spot::stored);
    }

    String text() {
        try {
            return JSON.writeValueAsString(store());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** {@code vanished /a}, {@code type-changed /b text -> number}. */
    List<String> changes() {
        return new JudgeShape(store())
                .changes().stream()
                        .map(change -> (change.kind().word() + " " + change.path() + " " + change.detail()).strip())
                        .toList();
    }

    void accept() {
        new JudgeShape(store()).changes().forEach(change -> shape = shape.accepting(change));
    }

    static JsonNode tree(String record) {
        try {
            return JSON.readTree(record.replace('\'', '"'));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
