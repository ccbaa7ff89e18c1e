package vn.lienthong.sandbox.actors;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.BooleanSupplier;

/** One dossier's course as its people live it: acts in order, each as soon as what it waits for is there. */
final class Story {
    private record Act(String what, BooleanSupplier when, Runnable deed) {}

    private final String name;
    private final Deque<Act> acts = new ArrayDeque<>();
    private String last;

    Story(String name) {
        this.name = name;
    }

    Story then(String what, Runnable deed) {
        return when(() -> true, what, deed);
    }

    /** The act waits for something that only the hub can bring. */
    Story when(BooleanSupplier there, String what, Runnable deed) {
        acts.add(new Act(what, there, deed));
        return this;
    }

    /** Does the next act if its time has come. */
    boolean goOn() {
        Act next = acts.peek();
        if (next == null || !next.when().getAsBoolean()) {
            return false;
        }
        acts.remove();
        next.deed().run();
        last = name + ": " + next.what();
        return true;
    }

    boolean over() {
        return acts.isEmpty();
    }

    String last() {
        return last;
    }

    /** What the story stands before, for whoever asks why nothing moves. */
    String waitsFor() {
        return over() ? name + ": over" : name + ": waits to do: " + acts.peek().what();
    }
}
