package vn.lienthong.hub.camel.files;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.sshd.common.config.keys.KeyUtils;
import org.apache.sshd.common.file.virtualfs.VirtualFileSystemFactory;
import org.apache.sshd.server.SshServer;
import org.apache.sshd.server.keyprovider.SimpleGeneratorHostKeyProvider;
import org.apache.sshd.server.session.ServerSession;
import org.apache.sshd.sftp.server.FileHandle;
import org.apache.sshd.sftp.server.SftpEventListener;
import org.apache.sshd.sftp.server.SftpSubsystemFactory;

/** A real SFTP server on the loopback, over a folder; drops the line in the middle of a file when told. */
public class SftpServer implements AutoCloseable {
    private final SshServer server = SshServer.setUpDefaultServer();
    private final Path keys;
    private final Path root;
    /** How many more parts of files are read or written before the line drops; negative = never. */
    public final AtomicInteger partsUntilDrop = new AtomicInteger(-1);

    public SftpServer(Path folder) throws IOException {
        this.root = Files.createDirectories(folder.resolve("root"));
        this.keys = folder.resolve("host-key");
        SftpSubsystemFactory sftp = new SftpSubsystemFactory();
        sftp.addSftpEventListener(new SftpEventListener() {
            @Override
            public void reading(
                    ServerSession session,
                    String handle,
                    FileHandle file,
                    long offset,
                    byte[] data,
                    int at,
                    int length) {
                drop(session);
            }

            @Override
            public void writing(
                    ServerSession session,
                    String handle,
                    FileHandle file,
                    long offset,
                    byte[] data,
                    int at,
                    int length) {
                drop(session);
            }
        });
        server.setHost("127.0.0.1");
        server.setKeyPairProvider(new SimpleGeneratorHostKeyProvider(keys));
        server.setPasswordAuthenticator(
                (account, password, session) -> account.equals("hub") && password.equals("bí mật"));
        server.setSubsystemFactories(List.of(sftp));
        server.setFileSystemFactory(new VirtualFileSystemFactory(root));
        server.start();
    }

    private void drop(ServerSession session) {
        if (partsUntilDrop.get() >= 0 && partsUntilDrop.getAndDecrement() == 0) {
            session.close(true);
        }
    }

    public Path root() {
        return root;
    }

    public String address() {
        return "sftp://127.0.0.1:" + server.getPort() + "/in";
    }

    public int port() {
        return server.getPort();
    }

    public String fingerprint() throws Exception {
        return KeyUtils.getFingerPrint(
                server.getKeyPairProvider().loadKeys(null).iterator().next().getPublic());
    }

    @Override
    public void close() throws IOException {
        server.stop(true);
    }
}
