package vn.lienthong.hub.camel;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import vn.lienthong.hub.dossier.SystemId;
import vn.lienthong.hub.mapping.Mappings.Holdings;
import vn.lienthong.hub.systems.FarSideFault;

/** The questions for what far systems hold, as the routes of their packs ask them. A system whose routes do not run has none. */
public class Questions {
    private final Map<String, Asked> asked = new ConcurrentHashMap<>();
    private final Map<SystemId, Map<String, Instant>> pulls = new ConcurrentHashMap<>();

    private record Asked(
            SystemId system,
            @Nullable ListQuestion list,
            @Nullable DossierQuestion single) {}

    /** Asks for a list, page by page. */
    public interface ListQuestion {
        /** {@code holds/<stream>.jslt} reads its answers. */
        String stream();

        /** Whether it reads a log after a number; else in a window of time. */
        boolean isNumbered();

        /**
         * One page.
         *
         * @throws FarSideFault if there was no usable answer; safe to ask again
         */
        Holdings page(Instant from, Instant to, Cursor cursor);
    }

    /** Where a list goes on: what the pack said with the page before. */
    public record Cursor(Map<String, String> places) {}

    /** Asks for one dossier. */
    public interface DossierQuestion {
        /** Whether it is asked by the name that the system gave it; else by the dossier's code. */
        boolean isByReference();

        /**
         * What the system holds under the name; none = it does not know it.
         *
         * @throws FarSideFault if there was no usable answer; safe to ask again
         */
        Holdings dossier(String name);
    }

    /** The lists of a system, in the order of their streams. */
    public List<ListQuestion> lists(SystemId system) {
        return asked.values().stream()
                .filter(a -> a.system().equals(system))
                .flatMap(a -> Optional.ofNullable(a.list()).stream())
                .sorted(Comparator.comparing(ListQuestion::stream))
                .toList();
    }

    public Optional<DossierQuestion> single(SystemId system) {
        return asked.values().stream()
                .filter(a -> a.system().equals(system))
                .flatMap(a -> Optional.ofNullable(a.single()).stream())
                .findFirst();
    }

    /**
     * When the last pulls began that read each stream of the system to its end, the earliest of them: what the far side
     * showed before that is known or held. Empty = another process pulls it, or nobody does.
     */
    public Optional<Instant> pulled(SystemId system) {
        return Optional.ofNullable(pulls.get(system))
                .flatMap(streams -> streams.values().stream().min(Comparator.naturalOrder()));
    }

    void pulled(SystemId system, String stream, Instant began) {
        pulls.computeIfAbsent(system, id -> new ConcurrentHashMap<>()).put(stream, began);
    }

    void notPulling(SystemId system) {
        pulls.remove(system);
    }

    void add(String route, SystemId system, @Nullable ListQuestion list, @Nullable DossierQuestion single) {
        asked.put(route, new Asked(system, list, single));
    }

    void remove(String route) {
        asked.remove(route);
    }
}
