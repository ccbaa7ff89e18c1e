package vn.lienthong.hub.camel;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import vn.lienthong.hub.systems.SystemSettings;

/**
 * Gives the files of a folder to a route, in the order of their names, each only when its marker (same name, other
 * ending) has arrived. A file that the route took is moved with its marker into one folder beside it, one that it calls
 * unreadable into another, with a {@code .txt} that says why. A crash before the move: the file is read again.
 */
class ReadFolder implements Work {
    private static final Logger LOG = LoggerFactory.getLogger(ReadFolder.class);
    private static final Duration LEASE = Duration.ofSeconds(10);
    private static final long MOST_BYTES = 64L << 20;

    private final HubParts parts;
    private final SystemSettings system;
    private final Path folder;
    private final Names names;
    private final String lease;
    private final FaultLog log;

    /**
     * @param include glob of the file names
     * @param done ending of the marker, {@code .ok}
     * @param read folder of read files
     * @param unreadable folder of unreadable files
     */
    record Names(String include, String done, String read, String unreadable) {}

    ReadFolder(HubParts parts, SystemSettings system, Names names) {
        this.parts = parts;
        this.system = system;
        this.folder = Path.of(Objects.requireNonNull(
                system.directory(),
                "HUB-FILE-001 " + system.id() + " has no directory; set hub.systems." + system.id() + ".directory"));
        this.names = names;
        this.lease = "pull:" + system.id() + ":files";
        this.log = new FaultLog("files of " + system.id());
    }

    @Override
    public Duration round(RouteCall route, Stopping stopping) {
        try {
            Files.createDirectories(folder);
            for (Path file : ready()) {
                if (stopping.asked() || !parts.leases().take(lease, parts.node(), LEASE)) {
                    return system.poll();
                }
                take(file, route);
            }
        } catch (IOException away) {
            String fault = "HUB-FILE-002 the folder of " + system.id() + " cannot be read or written ("
                    + away.getClass().getSimpleName() + "); look at its place and rights";
            parts.states().troubled(system.id(), fault);
            log.fault(fault);
            return BackOff.MOST;
        }
        parts.states().upToDate(system.id());
        log.fine();
        return system.poll();
    }

    private List<Path> ready() throws IOException {
        List<Path> found = new ArrayList<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, names.include())) {
            for (Path file : files) {
                if (Files.isRegularFile(file) && Files.exists(marker(file))) {
                    found.add(file);
                }
            }
        } catch (DirectoryIteratorException broken) {
            throw broken.getCause();
        }
        found.sort(Comparator.comparing(file -> file.getFileName().toString()));
        return found;
    }

    private void take(Path file, RouteCall route) throws IOException {
        String name = file.getFileName().toString();
        long size = Files.size(file);
        if (size > MOST_BYTES) {
            unreadable(file, "HUB-FILE-003 " + size + " bytes; at most " + MOST_BYTES + ": split the file");
            return;
        }
        JsonNode answer = route.ask(Files.readAllBytes(file), Map.of(HubHeaders.FILE, name));
        if (answer.path("status").asInt() < 400) {
            away(file, names.read());
            LOG.info(
                    "{}: {} lines of {} read", system.id(), answer.path("lines").asInt(), name);
        } else {
            unreadable(file, answer.path("message").asText("HUB-FILE-004 the route could not read it"));
        }
    }

    private void unreadable(Path file, String why) throws IOException {
        Path place = Files.createDirectories(folder.resolve(names.unreadable()));
        Files.writeString(place.resolve(file.getFileName() + ".txt"), why + "\n", StandardCharsets.UTF_8);
        away(file, names.unreadable());
        LOG.warn("{}: {} cannot be read: {}", system.id(), file.getFileName(), why);
    }

    /** The marker goes last: a file without it would lie there unseen. */
    private void away(Path file, String to) throws IOException {
        Path place = Files.createDirectories(folder.resolve(to));
        Path marker = marker(file);
        move(file, place);
        move(marker, place);
    }

    private static void move(Path file, Path place) throws IOException {
        String name = file.getFileName().toString();
        Path target = place.resolve(name);
        for (int copy = 1; Files.exists(target); copy++) {
            target = place.resolve(name + "." + copy);
        }
        Files.move(file, target);
    }

    private Path marker(Path file) {
        String name = file.getFileName().toString();
        int ending = name.lastIndexOf('.');
        return file.resolveSibling((ending > 0 ? name.substring(0, ending) : name) + names.done());
    }

    @Override
    public void ended() {
        parts.leases().release(lease, parts.node());
    }
}
