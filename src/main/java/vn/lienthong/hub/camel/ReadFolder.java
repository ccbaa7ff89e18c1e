package vn.lienthong.hub.camel;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.sshd.common.RuntimeSshException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import vn.lienthong.hub.camel.files.FarFolder;
import vn.lienthong.hub.dossier.Violation;
import vn.lienthong.hub.systems.FarSideFault;
import vn.lienthong.hub.systems.FarSideFault.Kind;
import vn.lienthong.hub.systems.SystemSettings;

/**
 * Gives the files of a folder to a route, in the order of their names, each only when it is whole: when its marker (same
 * name, other ending) has arrived, or, without markers, when it stayed the same for some time. A file that the route took
 * is moved with its marker into one folder beside it, one that it calls unreadable into another, with a {@code .txt} that
 * says why. A crash before the move: the file is read again.
 */
class ReadFolder implements Work {
    private static final Logger LOG = LoggerFactory.getLogger(ReadFolder.class);
    private static final Duration LEASE = Duration.ofSeconds(10);
    private static final long MOST_BYTES = 64L << 20;

    private final HubParts parts;
    private final SystemSettings system;
    private final FarFolder folder;
    private final Names names;
    private final String lease;
    private final boolean moves;
    private final FaultLog log;
    private final Map<String, Look> looks = new HashMap<>();

    /**
     * @param include glob of the file names
     * @param done ending of the marker, {@code .ok}; empty = there are none
     * @param quiet how long a file without a marker must stay the same
     * @param read folder of read files
     * @param unreadable folder of unreadable files
     */
    record Names(String include, String done, Duration quiet, String read, String unreadable) {}

    /** A file as it was when it last changed. */
    private record Look(long size, FileTime changed, Instant since) {}

    ReadFolder(HubParts parts, SystemSettings system, FarFolder folder, Names names) {
        this(parts, system, folder, names, true);
    }

    /** @param moves false = the folder stays as it is, and a file counts as whole at once */
    ReadFolder(HubParts parts, SystemSettings system, FarFolder folder, Names names, boolean moves) {
        this.moves = moves;
        this.parts = parts;
        this.system = system;
        this.folder = folder;
        this.names = names;
        this.lease = "pull:" + system.id() + ":files";
        this.log = new FaultLog("files of " + system.id());
    }

    @Override
    public Duration round(RouteCall route, Stopping stopping) {
        try {
            Path place = folder.path();
            if (moves) {
                Files.createDirectories(place);
            }
            for (Path file : ready(place)) {
                if (stopping.asked() || !parts.leases().take(lease, parts.node(), LEASE)) {
                    return system.poll();
                }
                take(place, file, route);
            }
        } catch (IOException | RuntimeSshException away) {
            return away(new FarSideFault(
                    Kind.AWAY,
                    "HUB-FILE-002 the folder of " + system.id() + " cannot be read or written ("
                            + away.getClass().getSimpleName() + "); look at its place and rights",
                    away));
        } catch (FarSideFault refused) {
            return away(refused);
        }
        parts.states().upToDate(system.id());
        log.fine();
        return system.poll();
    }

    private Duration away(FarSideFault fault) {
        folder.drop();
        if (folder.far()) {
            parts.states().failed(system.id(), fault);
        } else {
            parts.states().troubled(system.id(), fault.getMessage());
        }
        log.fault(fault.getMessage());
        return BackOff.MOST;
    }

    private List<Path> ready(Path place) throws IOException {
        PathMatcher wanted = place.getFileSystem().getPathMatcher("glob:" + names.include());
        Map<String, Path> all = new TreeMap<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(place)) {
            files.forEach(file -> all.put(file.getFileName().toString(), file));
        } catch (DirectoryIteratorException broken) {
            throw broken.getCause();
        }
        looks.keySet().retainAll(all.keySet());
        List<Path> found = new ArrayList<>();
        for (Map.Entry<String, Path> file : all.entrySet()) {
            boolean whole = wanted.matches(place.getFileSystem().getPath(file.getKey()))
                    && (names.done().isEmpty() || all.containsKey(marker(file.getKey())))
                    && isWhole(file.getKey(), file.getValue());
            if (whole) {
                found.add(file.getValue());
            }
        }
        return found;
    }

    private boolean isWhole(String name, Path file) throws IOException {
        BasicFileAttributes is;
        try {
            is = Files.readAttributes(file, BasicFileAttributes.class);
        } catch (NoSuchFileException gone) {
            return false;
        }
        if (!is.isRegularFile() || !names.done().isEmpty()) {
            return is.isRegularFile();
        }
        Instant now = parts.clock().instant();
        Look before = looks.get(name);
        if (before == null || before.size() != is.size() || !before.changed().equals(is.lastModifiedTime())) {
            looks.put(name, new Look(is.size(), is.lastModifiedTime(), now));
            return names.quiet().isZero() || !moves;
        }
        return !now.isBefore(before.since().plus(names.quiet()));
    }

    private void take(Path place, Path file, RouteCall route) throws IOException {
        String name = file.getFileName().toString();
        long size = Files.size(file);
        if (size > MOST_BYTES) {
            unreadable(place, file, "HUB-FILE-003 " + size + " bytes; at most " + MOST_BYTES + ": split the file");
            return;
        }
        byte[] bytes = Files.readAllBytes(file);
        if (bytes.length != size || Files.size(file) != size) {
            LOG.info("HUB-FILE-005 {}: {} grows while it is read; left for the next look", system.id(), name);
            return;
        }
        JsonNode answer = route.ask(bytes, Map.of(HubHeaders.FILE, name));
        if (answer.path("status").asInt() < 400) {
            away(place, file, names.read());
            LOG.info(
                    "{}: {} records of {} read",
                    system.id(),
                    answer.path("records").asInt(),
                    name);
        } else {
            unreadable(place, file, answer.path("message").asText("HUB-FILE-004 the route could not read it"));
        }
    }

    private void unreadable(Path place, Path file, String why) throws IOException {
        if (!moves) {
            parts.intake()
                    .holdAnswer(
                            system.id(),
                            "files",
                            new byte[0],
                            Violation.malformed(
                                    "HUB-FILE-004", file.getFileName().toString(), "a file that can be read", why));
            return;
        }
        Path aside = Files.createDirectories(place.resolve(names.unreadable()));
        Files.writeString(aside.resolve(file.getFileName() + ".txt"), why + "\n", StandardCharsets.UTF_8);
        away(place, file, names.unreadable());
        LOG.warn("{}: {} cannot be read: {}", system.id(), file.getFileName(), why);
    }

    /** The marker goes last: a file without it would lie there unseen. */
    private void away(Path place, Path file, String to) throws IOException {
        if (!moves) {
            return;
        }
        Path target = Files.createDirectories(place.resolve(to));
        move(file, target);
        if (!names.done().isEmpty()) {
            move(place.resolve(marker(file.getFileName().toString())), target);
        }
    }

    private static void move(Path file, Path place) throws IOException {
        String name = file.getFileName().toString();
        Path target = place.resolve(name);
        for (int copy = 1; Files.exists(target); copy++) {
            target = place.resolve(name + "." + copy);
        }
        Files.move(file, target);
    }

    private String marker(String name) {
        int ending = name.lastIndexOf('.');
        return (ending > 0 ? name.substring(0, ending) : name) + names.done();
    }

    @Override
    public void ended() {
        parts.leases().release(lease, parts.node());
        folder.close();
    }
}
