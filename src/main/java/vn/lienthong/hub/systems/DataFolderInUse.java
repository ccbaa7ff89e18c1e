package vn.lienthong.hub.systems;

import java.nio.file.Path;

/** Stops the start: another process works in the data folder, and must not be disturbed. */
class DataFolderInUse extends RuntimeException {
    private final String folder;

    DataFolderInUse(Path folder) {
        super("HUB-START-001 another hub process works in " + folder);
        this.folder = folder.toString();
    }

    String folder() {
        return folder;
    }
}
