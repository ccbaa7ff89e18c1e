package vn.lienthong.hub.camel;

import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.activemq.artemis.core.config.Configuration;
import org.apache.activemq.artemis.core.config.impl.ConfigurationImpl;
import org.apache.activemq.artemis.core.server.JournalType;
import org.apache.activemq.artemis.core.server.embedded.EmbeddedActiveMQ;
import org.apache.activemq.artemis.core.settings.impl.AddressFullMessagePolicy;
import org.apache.activemq.artemis.core.settings.impl.AddressSettings;

/** An Artemis inside this process, reachable from nowhere else, with its journal under the data folder. */
class InsideBroker implements AutoCloseable {
    /** Several application contexts in one process must not meet in one broker. */
    private static final AtomicInteger SERVERS = new AtomicInteger();

    private final String url = "vm://" + SERVERS.incrementAndGet();
    private final EmbeddedActiveMQ server;

    InsideBroker(Path folder) throws Exception {
        server = new EmbeddedActiveMQ().setConfiguration(configuration(folder, url));
        server.start();
    }

    String url() {
        return url;
    }

    @Override
    public void close() throws Exception {
        server.stop();
    }

    private static Configuration configuration(Path folder, String url) throws Exception {
        return new ConfigurationImpl()
                .setName("hub")
                .setPersistenceEnabled(true)
                .setJournalType(JournalType.NIO)
                .setJournalSyncTransactional(true)
                .setJournalSyncNonTransactional(true)
                .setJournalFileSize(1 << 20)
                .setJournalMinFiles(2)
                .setJournalPoolFiles(2)
                .setJournalDirectory(folder.resolve("journal").toString())
                .setBindingsDirectory(folder.resolve("bindings").toString())
                .setLargeMessagesDirectory(folder.resolve("large-messages").toString())
                .setPagingDirectory(folder.resolve("paging").toString())
                .setSecurityEnabled(false)
                .setJMXManagementEnabled(false)
                .setMessageCounterEnabled(false)
                // a full disk must stop the ledger, with its message, not the wake-ups in silence
                .setMaxDiskUsage(-1)
                .addAcceptorConfiguration("inside", url)
                .addAddressSetting(
                        "#",
                        new AddressSettings()
                                .setMaxSizeBytes(1 << 20)
                                .setAddressFullMessagePolicy(AddressFullMessagePolicy.DROP));
    }
}
