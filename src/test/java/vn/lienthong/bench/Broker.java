package vn.lienthong.bench;

import java.nio.file.Path;
import org.apache.activemq.artemis.core.config.impl.ConfigurationImpl;
import org.apache.activemq.artemis.core.server.JournalType;
import org.apache.activemq.artemis.core.server.embedded.EmbeddedActiveMQ;
import org.apache.activemq.artemis.core.settings.impl.AddressFullMessagePolicy;
import org.apache.activemq.artemis.core.settings.impl.AddressSettings;

/** An Artemis with its journal synced at every message that is to last, as its own distribution sets it up. */
final class Broker {
    private static final long IN_MEMORY = 20 << 20;

    private Broker() {}

    /** A process of its own: folder and address, {@code tcp://127.0.0.1:port}; ends when its input ends. */
    public static void main(String[] args) throws Exception {
        EmbeddedActiveMQ broker = start(Path.of(args[0]), args[1]);
        System.out.println("ready");
        while (System.in.read() >= 0) {
            // Only the end counts.
        }
        broker.stop();
    }

    static EmbeddedActiveMQ start(Path folder, String address) throws Exception {
        var configuration = new ConfigurationImpl()
                .setName("bench")
                .setPersistenceEnabled(true)
                .setJournalType(JournalType.NIO)
                .setJournalSyncTransactional(true)
                .setJournalSyncNonTransactional(true)
                .setJournalDirectory(folder.resolve("journal").toString())
                .setBindingsDirectory(folder.resolve("bindings").toString())
                .setLargeMessagesDirectory(folder.resolve("large-messages").toString())
                .setPagingDirectory(folder.resolve("paging").toString())
                .setSecurityEnabled(false)
                .setJMXManagementEnabled(false)
                .setMaxDiskUsage(-1)
                .addAcceptorConfiguration("bench", address)
                // What does not fit is paged to the disk: nothing is dropped.
                .addAddressSetting(
                        "#",
                        new AddressSettings()
                                .setMaxSizeBytes(IN_MEMORY)
                                .setAddressFullMessagePolicy(AddressFullMessagePolicy.PAGE));
        EmbeddedActiveMQ broker = new EmbeddedActiveMQ().setConfiguration(configuration);
        broker.start();
        return broker;
    }
}
