package vn.lienthong.hub.intake;

import java.util.List;
import java.util.Map;
import vn.lienthong.hub.dossier.SystemId;
import vn.lienthong.hub.dossier.Violation;
import vn.lienthong.hub.mapping.Difference;

/** What would change if a system had other mapping files: records that came are mapped with both, side by side. */
public interface MappingDiff {
    /** Stands for a place that no canonical record has: its name could be a value. */
    String NOT_CANONICAL = "(no canonical field)";

    /**
     * @param last so many records, the newest
     * @param files of {@code mappings/}, by their path below it: they take the place of the pack and of shared files
     * @throws IllegalArgumentException if a path leads out of the folder
     */
    Outcome of(SystemId system, int last, Map<String, String> files);

    /**
     * What came of it.
     *
     * @param faults why the other files cannot be used; then nothing was compared
     * @param compared records of which the stream was found; {@code skipped}: no stream reads them, or no record at all
     * @param changed those whose results part
     */
    record Outcome(List<Violation> faults, int compared, int skipped, List<Changed> changed) {}

    /**
     * One record that would become something else.
     *
     * @param held whether it is held now
     * @param differences of the canonical records, {@code wanted} by the files in use, {@code made} by the others;
     *     personal values
     * @param before faults with the files in use; {@code after} with the others
     */
    record Changed(
            String key,
            String stream,
            boolean held,
            List<Difference> differences,
            List<Violation> before,
            List<Violation> after) {}
}
