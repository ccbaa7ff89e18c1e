package vn.lienthong.hub.mapping;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;
import vn.lienthong.hub.dossier.SystemId;
import vn.lienthong.hub.dossier.Violation;

/** {@code mappings/procedures.csv}, read at start and again by {@link #reload()}. Thread-safe. */
@Component
public class CsvProcedures implements Procedures {
    static final String NAME = "mappings/procedures.csv";

    private final Path file;
    private final AtomicReference<ProcedureTable> table;

    @Autowired
    CsvProcedures(@Value("${hub.home:.}") String home) {
        this(Path.of(home, "mappings"));
    }

    /** @param mappingsRoot the folder with {@code procedures.csv}; a faulty file shows in {@link #faults()} */
    public CsvProcedures(Path mappingsRoot) {
        this.file = mappingsRoot.resolve("procedures.csv");
        this.table = new AtomicReference<>(read());
    }

    /** Reads the file again; with a fault the table in use stays. Returns the faults of the file. */
    public List<Violation> reload() {
        ProcedureTable read = read();
        if (read.faults().isEmpty() || !faults().isEmpty()) {
            table.set(read);
        }
        return read.faults();
    }

    /** Faults of the table in use, with file and line; every pack is faulty while there is one. */
    public List<Violation> faults() {
        return table().faults();
    }

    /** The specialised systems that the table names, each with the first line that does; from 1, 0 = not found again. */
    public Map<String, Integer> systems() {
        Map<String, Integer> systems = new TreeMap<>();
        List<String> lines = text().lines().toList();
        for (Map<String, String> line : table().byCode().values()) {
            String system = cell(line, "specialised_system");
            if (!system.isEmpty()) {
                systems.merge(system, lineOf(lines, cell(line, "national_code"), system), Math::min);
            }
        }
        return systems;
    }

    private static int lineOf(List<String> lines, String code, String system) {
        for (int i = 0; i < lines.size(); i++) {
            if (lines.get(i).contains(code) && lines.get(i).contains(system)) {
                return i + 1;
            }
        }
        return 0;
    }

    private String text() {
        try {
            return Files.readString(file, StandardCharsets.ISO_8859_1);
        } catch (IOException unreadable) {
            return ""; // faults() says so
        }
    }

    @Override
    public Optional<Procedure> byNational(String code) {
        return table().line("national_code", code, null).flatMap(CsvProcedures::procedure);
    }

    @Override
    public Optional<Procedure> byOneStop(String code) {
        return table().line("onestop_code", code, null).flatMap(CsvProcedures::procedure);
    }

    @Override
    public Optional<Procedure> bySpecialised(SystemId system, String code) {
        return table().line("specialised_code", code, system).flatMap(CsvProcedures::procedure);
    }

    ProcedureTable table() {
        return java.util.Objects.requireNonNull(table.get());
    }

    private ProcedureTable read() {
        List<Violation> faults = new ArrayList<>();
        try {
            return ProcedureTable.of(CodeTable.read(NAME, Files.readAllBytes(file), faults), faults);
        } catch (IOException unreadable) {
            faults.add(
                    Violation.faultyPack("HUB-MAP-001", NAME, "the procedure table, a readable file", "no such file"));
            return ProcedureTable.of(new CodeTable(NAME, List.of(), List.of(), Map.of()), faults);
        }
    }

    private static Optional<Procedure> procedure(Map<String, String> line) {
        String system = line.get("specialised_system");
        return Optional.of(new Procedure(
                cell(line, "national_code"),
                cell(line, "name"),
                cell(line, "field_code"),
                cell(line, "field_name"),
                cell(line, "onestop_code"),
                system == null ? null : new SystemId(system),
                line.get("specialised_code")));
    }

    private static String cell(Map<String, String> line, String column) {
        @Nullable String cell = line.get(column);
        return cell == null ? "" : cell;
    }
}
