package vn.lienthong.hub.systems;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.DisposableBean;

/**
 * Holds the data folder for this process, before the ledger and the broker in it are opened. The lock belongs to the
 * operating system: it ends with the process, also when that is killed.
 */
final class DataFolderLock implements DisposableBean {
    private static final String FILE = "hub.lock";

    private final FileChannel channel;

    private DataFolderLock(FileChannel channel) {
        this.channel = channel;
    }

    /** @throws DataFolderInUse if another process has it */
    static DataFolderLock on(Path folder) {
        try {
            FileChannel channel =
                    FileChannel.open(folder.resolve(FILE), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            if (!locked(channel)) {
                channel.close();
                throw new DataFolderInUse(folder);
            }
            return new DataFolderLock(channel);
        } catch (IOException cannot) {
            throw new UncheckedIOException("HUB-START-002 " + folder + " cannot be locked", cannot);
        }
    }

    private static boolean locked(FileChannel channel) throws IOException {
        try {
            @Nullable FileLock lock = channel.tryLock();
            return lock != null;
        } catch (OverlappingFileLockException thisProcess) {
            return false;
        }
    }

    @Override
    public void destroy() throws IOException {
        channel.close();
    }
}
