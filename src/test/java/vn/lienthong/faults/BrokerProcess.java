package vn.lienthong.faults;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import org.apache.activemq.artemis.core.config.Configuration;
import org.apache.activemq.artemis.core.config.impl.ConfigurationImpl;
import org.apache.activemq.artemis.core.server.JournalType;
import org.apache.activemq.artemis.core.server.embedded.EmbeddedActiveMQ;

/** An Artemis in a process of its own, with its journal in a folder; can be killed, and can lose all that it kept. */
final class BrokerProcess {
    private final Path folder;
    private final int port;
    private Process process;

    BrokerProcess(Path folder, int port) {
        this.folder = folder;
        this.port = port;
    }

    String url() {
        return "tcp://127.0.0.1:" + port;
    }

    void start() throws IOException {
        process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx128m",
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                        BrokerProcess.class.getName(),
                        folder.toString(),
                        url())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(
                        folder.resolveSibling("broker.log").toFile()))
                .start();
    }

    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    /** The process: folder and address. */
    public static void main(String[] args) throws Exception {
        Path folder = Path.of(args[0]);
        Configuration configuration = new ConfigurationImpl()
                .setName("wake-ups")
                .setPersistenceEnabled(true)
                .setJournalType(JournalType.NIO)
                .setJournalFileSize(1 << 20)
                .setJournalMinFiles(2)
                .setJournalDirectory(folder.resolve("journal").toString())
                .setBindingsDirectory(folder.resolve("bindings").toString())
                .setLargeMessagesDirectory(folder.resolve("large-messages").toString())
                .setPagingDirectory(folder.resolve("paging").toString())
                .setSecurityEnabled(false)
                .setJMXManagementEnabled(false)
                .setMaxDiskUsage(-1)
                .addAcceptorConfiguration("hub", args[1]);
        new EmbeddedActiveMQ().setConfiguration(configuration).start();
        new CountDownLatch(1).await();
    }
}
