package vn.lienthong.bench;

import java.io.IOException;
import java.nio.file.Path;

/** A run of the bench: what was asked for, where its files lie, what the parts share. */
final class Bench implements AutoCloseable {
    private final Options options;
    private final Path folder;
    private final Report report;
    private Postgres postgres;

    Bench(Options options, Path folder, Report report) {
        this.options = options;
        this.folder = folder;
        this.report = report;
    }

    Options options() {
        return options;
    }

    Path folder() {
        return folder;
    }

    Report report() {
        return report;
    }

    /** Started when the first part needs it. */
    Postgres postgres() throws IOException, InterruptedException {
        if (postgres == null) {
            postgres = Postgres.start(folder);
        }
        return postgres;
    }

    @Override
    public void close() {
        if (postgres != null) {
            postgres.close();
        }
    }
}
