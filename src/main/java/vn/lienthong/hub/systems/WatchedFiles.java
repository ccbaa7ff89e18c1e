package vn.lienthong.hub.systems;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The files of which a hub is made, {@code config/systems.yaml}, {@code routes/} and {@code mappings/}, looked at again and
 * again. A file has changed when its bytes are other ones, it is new, or it is gone. Editors save in several steps: what
 * changed is told only when nothing of it has moved for a while, and later still when its text does not end like a whole one,
 * with the end of a line. Not for several threads.
 */
public final class WatchedFiles {
    private static final Duration QUIET = Duration.ofMillis(300);
    private static final Duration QUIET_WITHOUT_AN_END = Duration.ofMillis(900);
    /** Examples are many and never urgent. */
    private static final Duration EXAMPLES_EVERY = Duration.ofSeconds(1);

    private static final Pattern PASSING = Pattern.compile("\\..*|.*~|#.*#|.*\\.(tmp|swp|swx|bak|part|orig|rej)|\\d+");

    private final Path home;
    private final LongSupplier nanos;
    private final Map<Path, Stamp> looked = new HashMap<>();
    private final Map<Path, String> contents = new HashMap<>();
    private final Map<Path, Long> moved = new HashMap<>();
    private long examplesLooked;

    /** What the file system says of a file. */
    private record Stamp(FileTime time, long size, @Nullable Object file) {}

    /**
     * What one look saw, as paths from the root of the project.
     *
     * @param changed files that are other ones now, and quiet
     * @param moving files that are being written, as it seems
     */
    public record Look(Set<Path> changed, Set<Path> moving) {}

    /** @param nanos a clock that only goes forward, in nanoseconds */
    public WatchedFiles(Path home, LongSupplier nanos) {
        this.home = home;
        this.nanos = nanos;
        this.examplesLooked = nanos.getAsLong();
        looked.putAll(stamps(true));
        looked.keySet().forEach(path -> contents.put(path, content(path)));
    }

    /** Looks once. */
    public Look look() {
        long now = nanos.getAsLong();
        boolean examples = now - examplesLooked >= EXAMPLES_EVERY.toNanos();
        if (examples) {
            examplesLooked = now;
        }
        Map<Path, Stamp> found = stamps(examples);
        Set<Path> all = new HashSet<>(found.keySet());
        all.addAll(looked.keySet());
        for (Path path : all) {
            if (!examples && isExample(path)) {
                continue;
            }
            Stamp stamp = found.get(path);
            Stamp before = stamp == null ? looked.remove(path) : looked.put(path, stamp);
            if (!Objects.equals(stamp, before)) {
                moved.put(path, now);
            }
        }
        Set<Path> changed = new TreeSet<>();
        for (Path path : Set.copyOf(moved.keySet())) {
            long quiet = now - Objects.requireNonNull(moved.get(path));
            if (quiet >= QUIET.toNanos() && (quiet >= QUIET_WITHOUT_AN_END.toNanos() || isWhole(path))) {
                moved.remove(path);
                if (isAnother(path)) {
                    changed.add(path);
                }
            }
        }
        return new Look(changed, Set.copyOf(moved.keySet()));
    }

    /** How some files stood at one moment. */
    public static final class Standing {
        private final Predicate<Path> which;
        private final Map<Path, Stamp> stamps;

        private Standing(Predicate<Path> which, Map<Path, Stamp> stamps) {
            this.which = which;
            this.stamps = stamps;
        }
    }

    /** How the files stand, as of the last look; null = one of them is being written. */
    public @Nullable Standing standing(Predicate<Path> which) {
        return moved.keySet().stream().anyMatch(which) ? null : new Standing(which, only(which, looked));
    }

    /** Whether they stand so still: what was read meanwhile belongs together. */
    public boolean stands(Standing then) {
        return only(then.which, stamps(true)).equals(then.stamps);
    }

    private static Map<Path, Stamp> only(Predicate<Path> which, Map<Path, Stamp> stamps) {
        Map<Path, Stamp> some = new HashMap<>(stamps);
        some.keySet().removeIf(which.negate());
        return some;
    }

    /** All files as of the last look. */
    public Set<Path> all() {
        return new TreeSet<>(looked.keySet());
    }

    /** What stood in a file when it was told last; empty if it is not there. */
    public String hash(Path path) {
        return Objects.requireNonNullElse(contents.get(path), "");
    }

    private boolean isAnother(Path path) {
        if (!looked.containsKey(path)) {
            return contents.remove(path) != null;
        }
        String content = content(path);
        return !content.equals(contents.put(path, content));
    }

    private boolean isWhole(Path path) {
        if (!looked.containsKey(path)) {
            return false; // gone; or about to be put back under its name
        }
        try {
            byte[] bytes = Files.readAllBytes(home.resolve(path));
            return bytes.length > 0 && bytes[bytes.length - 1] == '\n';
        } catch (IOException gone) {
            return false;
        }
    }

    private static boolean isExample(Path path) {
        return path.getNameCount() > 3
                && path.startsWith("mappings")
                && path.getName(2).toString().equals("examples");
    }

    private Map<Path, Stamp> stamps(boolean examples) {
        Map<Path, Stamp> stamps = new HashMap<>();
        walk(Path.of(SettingsFile.NAME), stamps, examples);
        walk(Path.of("routes"), stamps, examples);
        walk(Path.of("mappings"), stamps, examples);
        return stamps;
    }

    private void walk(Path part, Map<Path, Stamp> stamps, boolean examples) {
        Path root = home.resolve(part);
        if (!Files.exists(root)) {
            return;
        }
        try {
            Files.walkFileTree(root, new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
                    boolean left =
                            !examples && folder.endsWith("examples") || !folder.equals(root) && isPassing(folder);
                    return left ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult visitFile(Path file, BasicFileAttributes link) throws IOException {
                    // what a link points to is what is read: mounted files are often links
                    BasicFileAttributes is =
                            link.isSymbolicLink() ? Files.readAttributes(file, BasicFileAttributes.class) : link;
                    if (is.isRegularFile() && !isPassing(file)) {
                        stamps.put(home.relativize(file), new Stamp(is.lastModifiedTime(), is.size(), is.fileKey()));
                    }
                    return FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult visitFileFailed(Path file, IOException gone) {
                    return FileVisitResult.CONTINUE;
                }
            });
        } catch (IOException whileItChanges) {
            // what was not seen counts as moving, and is looked at again in a moment
            return;
        }
    }

    /** What editors leave beside a file while they work on it. */
    private static boolean isPassing(Path file) {
        return PASSING.matcher(file.getFileName().toString()).matches();
    }

    private String content(Path path) {
        try {
            byte[] bytes = Files.readAllBytes(home.resolve(path));
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (IOException unreadable) {
            return "unreadable"; // its reader will say so
        } catch (NoSuchAlgorithmException everyPlatformHasIt) {
            throw new IllegalStateException(everyPlatformHasIt);
        }
    }
}
