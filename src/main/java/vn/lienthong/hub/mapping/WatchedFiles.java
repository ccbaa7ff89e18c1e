package vn.lienthong.hub.mapping;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Files below a folder, looked at now and then. A file has changed when its content is another one, it is new, or it is
 * gone; what is being written is reported once it was the same in two looks. Not for several threads.
 */
final class WatchedFiles {
    private final Path root;
    private final Predicate<Path> wanted;
    private Map<Path, Stamp> looked = Map.of();
    private final Map<Path, String> contents = new HashMap<>();
    private final Set<Path> moving = new HashSet<>();

    /** What the file system says of a file. */
    private record Stamp(FileTime time, long size, @Nullable Object file) {}

    /** @param wanted of paths below the root */
    WatchedFiles(Path root, Predicate<Path> wanted) {
        this.root = root;
        this.wanted = wanted;
        this.looked = stamps();
        looked.keySet().forEach(path -> contents.put(path, content(path)));
    }

    /** Paths below the root that have changed since the last look. */
    Set<Path> changed() {
        Map<Path, Stamp> now = stamps();
        Set<Path> all = new HashSet<>(now.keySet());
        all.addAll(looked.keySet());
        Set<Path> changed = new TreeSet<>();
        for (Path path : all) {
            boolean same = java.util.Objects.equals(now.get(path), looked.get(path));
            if (!same) {
                moving.add(path);
            } else if (moving.remove(path) && isAnother(path)) {
                changed.add(path);
            }
        }
        // A file that is gone would be forgotten here before it counts as still.
        moving.stream().filter(path -> !now.containsKey(path)).toList().forEach(gone -> {
            moving.remove(gone);
            if (contents.remove(gone) != null) {
                changed.add(gone);
            }
        });
        looked = now;
        return changed;
    }

    private boolean isAnother(Path path) {
        String content = content(path);
        return !content.equals(contents.put(path, content));
    }

    private Map<Path, Stamp> stamps() {
        Map<Path, Stamp> stamps = new HashMap<>();
        if (!Files.isDirectory(root)) {
            return stamps;
        }
        try {
            Files.walkFileTree(root, new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
                    return folder.endsWith("examples") ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult visitFile(Path file, BasicFileAttributes is) {
                    Path path = root.relativize(file);
                    if (is.isRegularFile() && wanted.test(path)) {
                        stamps.put(path, new Stamp(is.lastModifiedTime(), is.size(), is.fileKey()));
                    }
                    return FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult visitFileFailed(Path file, IOException gone) {
                    return FileVisitResult.CONTINUE;
                }
            });
        } catch (IOException whileItChanges) {
            return looked; // looked at again in a moment
        }
        return stamps;
    }

    private String content(Path path) {
        try {
            byte[] bytes = Files.readAllBytes(root.resolve(path));
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (IOException unreadable) {
            return ""; // its reader will say so
        } catch (NoSuchAlgorithmException everyPlatformHasIt) {
            throw new IllegalStateException(everyPlatformHasIt);
        }
    }
}
