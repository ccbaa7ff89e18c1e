package vn.lienthong.hub.camel.files;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.StringJoiner;
import java.util.regex.Pattern;
import vn.lienthong.hub.systems.FarSide;
import vn.lienthong.hub.systems.FarSideFault;
import vn.lienthong.hub.systems.FarSideFault.Kind;
import vn.lienthong.hub.systems.JsonBytes;
import vn.lienthong.hub.systems.SystemSettings;

/**
 * A far system that takes files. A call is {@code {"file":name}} with one of {@code "text"}, {@code "json":tree},
 * {@code "csv":{"columns":[..],"rows":[{..}]}}, {@code "xml":{root:tree}}, an answer {@code {"status":200,"file":name}} or
 * {@code {"status":422,"message"}} for what cannot be written. A file appears whole or not at all: it is written under
 * another name and renamed; its marker comes last. The same name again replaces the file, so that a repeated delivery with
 * the key in the name writes nothing twice.
 */
public class FileFarSide implements FarSide {
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,199}");

    private final SystemSettings system;
    private final FarFolder folder;
    private final String into;
    private final String done;
    private final Charset charset;

    /**
     * @param into folder below the system's; empty = that one
     * @param done ending of the marker, {@code .ok}; empty = none
     * @throws IllegalArgumentException if the setting {@code charset} cannot be written
     */
    public FileFarSide(SystemSettings system, FarFolder folder, String into, String done) {
        this.system = system;
        this.folder = folder;
        this.into = into;
        this.done = done;
        String name = Objects.requireNonNullElse(system.charset(), "UTF-8");
        try {
            this.charset = Charset.forName(name);
        } catch (IllegalArgumentException unknown) {
            throw new IllegalArgumentException(
                    "HUB-FILE-014 " + system.id() + ": files in " + name + " can be read, not written", unknown);
        }
    }

    @Override
    public JsonNode call(JsonNode call) {
        String name = call.path("file").asText("");
        if (!NAME.matcher(name).matches()) {
            return refused("HUB-FILE-013 no name of a file; use letters, digits, . _ - and at most 200 of them");
        }
        byte[] content;
        try {
            content = content(call);
        } catch (CharacterCodingException foreign) {
            return refused("HUB-FILE-014 a letter that " + charset + " does not have");
        } catch (IllegalArgumentException noXml) {
            return refused("HUB-FILE-014 " + noXml.getMessage());
        }
        try {
            write(name, content);
            return JsonNodeFactory.instance.objectNode().put("status", 200).put("file", name);
        } catch (IOException | RuntimeException away) {
            if (away instanceof FarSideFault fault) {
                throw fault;
            }
            folder.drop();
            throw new FarSideFault(
                    Kind.AWAY,
                    "HUB-FILE-015 " + system.id() + ": the folder was not reached or a file in it not written ("
                            + away.getClass().getSimpleName() + ")",
                    away);
        }
    }

    private static ObjectNode refused(String message) {
        return JsonNodeFactory.instance.objectNode().put("status", 422).put("message", message);
    }

    private byte[] content(JsonNode call) throws CharacterCodingException {
        if (call.has("json")) {
            return JsonBytes.of(call.path("json"));
        }
        if (call.has("xml")) {
            return PlainXml.of(call.path("xml"));
        }
        String text =
                call.has("csv") ? csv(call.path("csv")) : call.path("text").asText("");
        ByteBuffer bytes = charset.newEncoder().encode(CharBuffer.wrap(text));
        byte[] array = new byte[bytes.remaining()];
        bytes.get(array);
        return array;
    }

    private static String csv(JsonNode table) {
        List<String> columns = new ArrayList<>();
        table.path("columns").forEach(column -> columns.add(column.asText()));
        StringBuilder text = new StringBuilder(line(columns));
        for (JsonNode row : table.path("rows")) {
            text.append(line(
                    columns.stream().map(column -> row.path(column).asText("")).toList()));
        }
        return text.toString();
    }

    private static String line(List<String> cells) {
        StringJoiner line = new StringJoiner(";", "", "\r\n");
        cells.forEach(
                cell -> line.add(cell.matches("(?s).*[;\"\r\n].*") ? "\"" + cell.replace("\"", "\"\"") + "\"" : cell));
        return line.toString();
    }

    /** The marker of an earlier writing goes first: nobody may read a file that is being replaced. */
    private void write(String name, byte[] content) throws IOException {
        Path place = into.isEmpty() ? folder.path() : folder.path().resolve(into);
        Files.createDirectories(place);
        Path part = place.resolve("." + name + ".part");
        Path file = place.resolve(name);
        Files.write(part, content);
        Path marker = done.isEmpty() ? null : place.resolve(stem(name) + done);
        if (marker != null) {
            Files.deleteIfExists(marker);
        }
        replace(part, file);
        if (marker != null) {
            try {
                Files.createFile(marker);
            } catch (FileAlreadyExistsException another) {
                return; // another worker wrote the same
            }
        }
    }

    private static void replace(Path part, Path file) throws IOException {
        try {
            Files.move(part, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (UnsupportedOperationException | AtomicMoveNotSupportedException plain) {
            Files.move(part, file, StandardCopyOption.REPLACE_EXISTING);
        }
    }

    private static String stem(String name) {
        int ending = name.lastIndexOf('.');
        return ending > 0 ? name.substring(0, ending) : name;
    }

    @Override
    public void close() {
        folder.close();
    }
}
