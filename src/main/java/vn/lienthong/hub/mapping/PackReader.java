package vn.lienthong.hub.mapping;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchemaException;
import com.schibsted.spt.data.jslt.Expression;
import com.schibsted.spt.data.jslt.Function;
import com.schibsted.spt.data.jslt.JsltException;
import com.schibsted.spt.data.jslt.impl.ParseContext;
import com.schibsted.spt.data.jslt.impl.PreparationContext;
import com.schibsted.spt.data.jslt.parser.JsltParser;
import com.schibsted.spt.data.jslt.parser.ParserImpl;
import java.io.IOException;
import java.io.Reader;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import vn.lienthong.hub.dossier.Violation;
import vn.lienthong.hub.systems.SystemSettings;

/** Reads and compiles the mapping files of one system. Every fault says file, line, column and what to write. */
final class PackReader {
    private static final ObjectMapper JSON = new ObjectMapper();
    /** Folders whose files are run; JSLT files elsewhere are only imported by these. */
    private static final Set<String> MAPPINGS = Set.of("ask", "pages", "from", "to", "holds");

    private final Path root;
    private final CsvProcedures procedures;
    private final TableFiles tableFiles = new TableFiles();

    PackReader(Path root, CsvProcedures procedures) {
        this.root = root.toAbsolutePath().normalize();
        this.procedures = procedures;
    }

    /** @param records what its canonical records must be */
    Pack read(SystemSettings system, CanonicalRecords records) {
        List<Violation> faults = new ArrayList<>(procedures.faults());
        Path folder = root.resolve(system.id().value());
        if (!Files.isDirectory(folder)) {
            faults.add(
                    Violation.faultyPack("HUB-MAP-003", name(folder), "the folder of the system's mappings", "none"));
            return Pack.faulty(system.id(), records, faults);
        }
        CodeTables tables =
                new CodeTables(tables(folder.resolve("codes"), faults), tables(root.resolve("codes"), faults));
        Map<String, Expression> mappings = new HashMap<>();
        LiteralCodes codes = new LiteralCodes(system.id(), tables);
        for (Path file : files(folder, ".jslt")) {
            codes(file, codes, faults);
            if (!MAPPINGS.contains(folder.relativize(file).getName(0).toString())) {
                continue;
            }
            Expression mapping = compile(file, functions(system, tables), faults);
            if (mapping != null) {
                mappings.put(withoutEnding(folder.relativize(file), ".jslt"), mapping);
            }
        }
        Map<String, RecordSchema> schemas = new HashMap<>();
        for (Path file : files(folder.resolve("schemas"), ".schema.json")) {
            RecordSchema schema = schema(file, faults);
            if (schema != null) {
                schemas.put(withoutEnding(file.getFileName(), ".schema.json"), schema);
            }
        }
        return faults.isEmpty()
                ? new Pack(
                        system.id(), variables(system), mappings, schemas, records, tables, version(folder), List.of())
                : Pack.faulty(system.id(), records, faults);
    }

    /** A schema file, or null and a fault. */
    @Nullable
    RecordSchema schema(Path file, List<Violation> faults) {
        try {
            return new RecordSchema(JSON.readTree(text(file)));
        } catch (JsonProcessingException noJson) {
            JsonLocation at = noJson.getLocation();
            faults.add(fault(
                    name(file) + (at == null ? "" : ":" + at.getLineNr() + ":" + at.getColumnNr()),
                    "JSON",
                    noJson.getOriginalMessage()));
        } catch (IOException unreadable) {
            faults.add(fault(name(file), "a JSON Schema", "no such file"));
        } catch (JsonSchemaException noSchema) {
            faults.add(fault(name(file), "a JSON Schema (2020-12)", String.valueOf(noSchema.getMessage())));
        }
        return null;
    }

    private void codes(Path file, LiteralCodes codes, List<Violation> faults) {
        try {
            faults.addAll(codes.faults(name(file), text(file)));
        } catch (IOException unreadable) {
            faults.add(fault(
                    name(file),
                    "a readable text file in UTF-8",
                    unreadable.getClass().getSimpleName()));
        }
    }

    private @Nullable Expression compile(Path file, List<Function> functions, List<Violation> faults) {
        Map<String, String> imports = new HashMap<>();
        try {
            ParseContext context = new ParseContext(
                    functions,
                    name(file),
                    imported -> open(file, imported, imports),
                    new HashMap<>(),
                    new ArrayList<>(),
                    new PreparationContext(),
                    value -> !value.isNull());
            Expression mapping = ParserImpl.compileExpression(context, new JsltParser(new StringReader(text(file))));
            new CallPlaces(imports).tell(mapping, context.getFiles());
            return mapping;
        } catch (JsltException wrong) {
            faults.add(CompileFault.of(wrong, name(file), imports, functions));
        } catch (IOException | UncheckedIOException unreadable) {
            faults.add(fault(
                    name(file),
                    "a readable text file in UTF-8",
                    unreadable.getClass().getSimpleName()));
        }
        return null;
    }

    /**
     * {@code import "lib/names.jslt" as names}: looked up from the pack's folder, else from {@code mappings/}.
     *
     * @param imports takes the name of the file that was found
     */
    private Reader open(Path importer, String imported, Map<String, String> imports) {
        Path pack = root.resolve(root.relativize(importer).getName(0));
        for (Path base : List.of(pack, root)) {
            Path file = base.resolve(imported).normalize();
            if (file.startsWith(root) && Files.isRegularFile(file)) {
                imports.put(imported, name(file));
                try {
                    return new StringReader(text(file));
                } catch (IOException unreadable) {
                    throw new UncheckedIOException(unreadable);
                }
            }
        }
        throw new JsltException("No file '" + imported + "' to import in " + name(pack) + " or mappings/");
    }

    private List<Function> functions(SystemSettings system, CodeTables tables) {
        List<Function> functions = new ArrayList<>();
        functions.addAll(new TableFunctions(system.id(), tables, procedures).all());
        functions.addAll(new PlaceFunctions(tables).all());
        functions.addAll(new TimeFunctions(system.zone()).all());
        functions.addAll(ValueFunctions.all());
        functions.addAll(PersonFunctions.all());
        functions.addAll(TextFunctions.all());
        functions.addAll(AttachmentFunctions.all());
        return functions;
    }

    private Map<String, CodeTable> tables(Path folder, List<Violation> faults) {
        Map<String, CodeTable> tables = new HashMap<>();
        for (Path file : files(folder, ".csv")) {
            try {
                tables.put(withoutEnding(file.getFileName(), ".csv"), tableFiles.table(file, name(file), faults));
            } catch (IOException unreadable) {
                faults.add(fault(
                        name(file), "a readable file", unreadable.getClass().getSimpleName()));
            }
        }
        return tables;
    }

    private static Map<String, JsonNode> variables(SystemSettings system) {
        ObjectNode tree = JSON.createObjectNode()
                .put("id", system.id().value())
                .put("zone", system.zone().getId());
        if (system.unit() != null) {
            tree.put("unit", system.unit());
        }
        SystemSettings.Agency agency = system.agency();
        if (agency != null) {
            tree.putObject("agency").put("code", agency.code()).put("name", agency.name());
        }
        ObjectNode settings = tree.putObject("settings");
        system.settings().forEach(settings::put);
        return Map.of("system", tree);
    }

    /** First 12 hex digits of SHA-256 over names and bytes of all mapping and code files the pack reads. */
    private String version(Path folder) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            List<Path> read = new ArrayList<>(files(folder, ".jslt"));
            read.addAll(files(folder.resolve("codes"), ".csv"));
            read.addAll(files(root.resolve("codes"), ".csv"));
            read.add(root.resolve("procedures.csv"));
            for (Path file : read) {
                digest.update(name(file).getBytes(StandardCharsets.UTF_8));
                digest.update(Files.readAllBytes(file));
            }
            return HexFormat.of().formatHex(digest.digest(), 0, 6);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        } catch (NoSuchAlgorithmException everyPlatformHasIt) {
            throw new IllegalStateException(everyPlatformHasIt);
        }
    }

    /** Files below a folder in a fixed order; none if there is no such folder. Examples are no mappings. */
    private static List<Path> files(Path folder, String ending) {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(file -> file.getFileName().toString().endsWith(ending))
                    .filter(file -> !folder.relativize(file).startsWith("examples"))
                    .filter(Files::isRegularFile)
                    .sorted()
                    .toList();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private String name(Path file) {
        return "mappings/"
                + root.relativize(file.toAbsolutePath().normalize()).toString().replace('\\', '/');
    }

    private static String withoutEnding(Path file, String ending) {
        String name = file.toString().replace('\\', '/');
        return name.substring(0, name.length() - ending.length());
    }

    private static String text(Path file) throws IOException {
        String text = Files.readString(file, StandardCharsets.UTF_8);
        return text.startsWith("\uFEFF") ? text.substring(1) : text;
    }

    private static Violation fault(String where, String expected, String found) {
        return Violation.faultyPack("HUB-MAP-001", where, expected, found);
    }
}
