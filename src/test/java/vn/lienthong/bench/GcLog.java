package vn.lienthong.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** @param most the largest heap before a collection, MiB @param mostAfter the largest after one */
record GcLog(long most, long mostAfter) {
    private static final Pattern PAUSE = Pattern.compile("(\\d+)M->(\\d+)M\\(");

    static GcLog read(Path file) throws IOException {
        long most = 0;
        long mostAfter = 0;
        for (String line : Files.readAllLines(file)) {
            Matcher pause = PAUSE.matcher(line);
            if (pause.find()) {
                most = Math.max(most, Long.parseLong(pause.group(1)));
                mostAfter = Math.max(mostAfter, Long.parseLong(pause.group(2)));
            }
        }
        return new GcLog(most, mostAfter);
    }
}
