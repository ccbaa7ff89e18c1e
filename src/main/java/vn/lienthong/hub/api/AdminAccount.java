package vn.lienthong.hub.api;

import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.springframework.security.crypto.bcrypt.BCryptPasswordEncoder;

/**
 * The first user, {@code admin}. Its password comes from HUB_ADMIN_PASSWORD; without it one is made at the first start
 * and printed once, and only its bcrypt hash is kept, in {@code admin.bcrypt} of the data folder.
 */
final class AdminAccount {
    static final String NAME = "admin";
    private static final int RANDOM_BYTES = 18;

    private final Predicate<String> password;

    private AdminAccount(Predicate<String> password) {
        this.password = password;
    }

    /** @param announce where a password that was made is printed, once */
    static AdminAccount open(AccessSettings settings, PrintStream announce) {
        String set = settings.adminPassword();
        if (set != null) {
            return new AdminAccount(new Secret(set)::is);
        }
        Path file = settings.dataDir().resolve("admin.bcrypt");
        try {
            return new AdminAccount(new Hashed(Files.exists(file) ? read(file) : make(file, announce)));
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "HUB-API-010 " + file + " cannot be read or written; give the hub's user the rights, or set"
                            + " HUB_ADMIN_PASSWORD",
                    e);
        }
    }

    boolean accepts(String name, String presented) {
        return password.test(presented) && name.equals(NAME);
    }

    private static String read(Path file) throws IOException {
        String hash = Files.readString(file).strip();
        if (!hash.matches("\\$2[aby]\\$\\d\\d\\$[./A-Za-z0-9]{53}")) {
            throw new IllegalStateException("HUB-API-011 " + file
                    + " does not hold a bcrypt hash; delete it and start again: a new password is made and printed");
        }
        return hash;
    }

    private static String make(Path file, PrintStream announce) throws IOException {
        byte[] random = new byte[RANDOM_BYTES];
        new SecureRandom().nextBytes(random);
        String made = Base64.getUrlEncoder().withoutPadding().encodeToString(random);
        String hash = new BCryptPasswordEncoder().encode(made);
        Files.createDirectories(file.toAbsolutePath().getParent());
        Path unfinished = file.resolveSibling("admin.bcrypt.new");
        Files.deleteIfExists(unfinished);
        Files.createFile(unfinished, ownerOnly());
        Files.writeString(unfinished, hash, StandardOpenOption.WRITE, StandardOpenOption.DSYNC);
        Files.move(unfinished, file);
        announce.println("User " + NAME + ", password " + made + " (made now, shown only this once; its hash is in "
                + file + ")");
        return hash;
    }

    private static FileAttribute<?>[] ownerOnly() {
        Set<String> views = FileSystems.getDefault().supportedFileAttributeViews();
        return views.contains("posix")
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
                }
                : new FileAttribute<?>[0];
    }

    /** bcrypt is slow on purpose, and HTTP basic asks at every call: the password that was right is remembered. */
    private static final class Hashed implements Predicate<String> {
        private final String hash;
        private volatile @Nullable Secret known;

        Hashed(String hash) {
            this.hash = hash;
        }

        @Override
        public boolean test(String presented) {
            Secret right = known;
            if (right != null) {
                return right.is(presented);
            }
            boolean matches = new BCryptPasswordEncoder().matches(presented, hash);
            if (matches) {
                known = new Secret(presented);
            }
            return matches;
        }
    }
}
