package vn.lienthong.hub.camel.files;

import java.io.IOException;
import java.net.URI;
import java.nio.file.FileSystem;
import java.nio.file.Path;
import java.security.PublicKey;
import java.time.Duration;
import java.util.Objects;
import org.apache.sshd.client.SshClient;
import org.apache.sshd.client.session.ClientSession;
import org.apache.sshd.common.config.keys.FilePasswordProvider;
import org.apache.sshd.common.config.keys.KeyUtils;
import org.apache.sshd.common.keyprovider.FileKeyPairProvider;
import org.apache.sshd.core.CoreModuleProperties;
import org.apache.sshd.sftp.SftpModuleProperties;
import org.apache.sshd.sftp.client.SftpClientFactory;
import org.jspecify.annotations.Nullable;
import vn.lienthong.hub.systems.FarSideFault;
import vn.lienthong.hub.systems.FarSideFault.Kind;
import vn.lienthong.hub.systems.SystemSettings;

/**
 * The folder of a system, {@code directory} in its settings: here, or on an SFTP server ({@code sftp://host:port/path}).
 * A server shows its key before anything is sent to it; its fingerprint stands in {@code settings.host-key}. It logs in
 * with {@code auth} (basic: account and password), or with the account and the key file {@code settings.private-key}.
 * Connects when it is asked for; after trouble {@link #drop()} lets the next use connect anew. Thread-safe.
 */
public class FarFolder implements AutoCloseable {
    private static final Duration CONNECT = Duration.ofSeconds(10);

    private final SystemSettings system;
    private final String directory;
    private @Nullable SshClient client;
    private @Nullable ClientSession session;
    private @Nullable FileSystem files;

    /** @throws IllegalArgumentException if the settings name no folder */
    public FarFolder(SystemSettings system) {
        this.system = system;
        if (system.directory() == null) {
            throw new IllegalArgumentException(
                    "HUB-FILE-001 " + system.id() + " has no directory; set hub.systems." + system.id() + ".directory");
        }
        this.directory = system.directory();
    }

    /**
     * The folder, to be used as any other.
     *
     * @throws IOException if it cannot be reached now
     * @throws FarSideFault LOCKED_OUT if the server's key or our account is not accepted
     */
    public synchronized Path path() throws IOException {
        if (!directory.startsWith("sftp:")) {
            return Path.of(directory);
        }
        URI address = URI.create(directory);
        if (files == null || !files.isOpen() || session == null || !session.isOpen()) {
            drop();
            connect(address);
        }
        return Objects.requireNonNull(files).getPath(address.getPath().isEmpty() ? "/" : address.getPath());
    }

    private void connect(URI address) throws IOException {
        SshClient ssh = client == null ? started() : client;
        client = ssh;
        String account = Objects.requireNonNullElse(system.auth().username(), "");
        Shown shown = new Shown();
        ssh.setServerKeyVerifier((connection, server, key) -> isKnown(key, shown));
        int port = address.getPort() < 0 ? 22 : address.getPort();
        try {
            ClientSession opened = ssh.connect(account, address.getHost(), port)
                    .verify(CONNECT)
                    .getSession();
            session = opened;
            identify(opened);
            opened.auth().verify(CONNECT);
            files = SftpClientFactory.instance().createSftpFileSystem(opened);
        } catch (IOException refused) {
            drop();
            if (shown.key != null) {
                throw new FarSideFault(
                        Kind.LOCKED_OUT,
                        "HUB-FILE-011 the SFTP server of " + system.id() + " shows the key " + shown.key
                                + "; if it is the right server, write it as settings.host-key",
                        null);
            }
            if (String.valueOf(refused.getMessage()).contains("No more authentication methods")) {
                throw new FarSideFault(
                        Kind.LOCKED_OUT,
                        "HUB-FILE-012 the SFTP server of " + system.id() + " refused our account",
                        null);
            }
            throw refused;
        }
    }

    private SshClient started() {
        SshClient ssh = SshClient.setUpDefaultClient();
        // what the machine has in ~/.ssh is none of the hub's
        ssh.setKeyIdentityProvider(org.apache.sshd.common.keyprovider.KeyIdentityProvider.EMPTY_KEYS_PROVIDER);
        ssh.setHostConfigEntryResolver(org.apache.sshd.client.config.hosts.HostConfigEntryResolver.EMPTY);
        CoreModuleProperties.HEARTBEAT_INTERVAL.set(ssh, Duration.ofSeconds(20));
        CoreModuleProperties.HEARTBEAT_NO_REPLY_MAX.set(ssh, 2);
        SftpModuleProperties.SFTP_CHANNEL_OPEN_TIMEOUT.set(ssh, CONNECT);
        ssh.start();
        return ssh;
    }

    private void identify(ClientSession opened) throws IOException {
        @Nullable String keyFile = system.settings().get("private-key");
        if (keyFile != null) {
            FileKeyPairProvider keys = new FileKeyPairProvider(Path.of(keyFile));
            if (system.auth().password() != null) {
                keys.setPasswordFinder(FilePasswordProvider.of(system.auth().password()));
            }
            keys.loadKeys(opened).forEach(opened::addPublicKeyIdentity);
        } else if (system.auth().password() != null) {
            opened.addPasswordIdentity(system.auth().password());
        }
    }

    /** A key that is not the one of the settings. */
    private static class Shown {
        private @Nullable String key;
    }

    private boolean isKnown(PublicKey key, Shown shown) {
        String fingerprint = KeyUtils.getFingerPrint(key);
        boolean known = fingerprint.equals(system.settings().get("host-key"));
        shown.key = known ? null : fingerprint;
        return known;
    }

    /** Whether the folder lies on another machine. */
    public boolean far() {
        return directory.startsWith("sftp:");
    }

    /** Forgets the connection: it may be broken. */
    public synchronized void drop() {
        closed(files);
        closed(session);
        files = null;
        session = null;
    }

    private static void closed(@Nullable AutoCloseable broken) {
        if (broken != null) {
            try {
                broken.close();
            } catch (Exception gone) {
                // it is given up either way
                return;
            }
        }
    }

    @Override
    public synchronized void close() {
        drop();
        if (client != null) {
            client.stop();
            client = null;
        }
    }
}
