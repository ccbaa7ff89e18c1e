package vn.lienthong.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import org.apache.activemq.artemis.jms.client.ActiveMQConnectionFactory;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.jms.JmsComponent;
import org.apache.camel.main.Main;
import org.springframework.jms.connection.CachingConnectionFactory;
import vn.lienthong.hub.mapping.Mappings;

/**
 * The same pull, mapping and post as a plain Camel route with a persistent JMS queue in the middle, and nothing else: no
 * ledger, no knowledge of dossiers, no order between the two consumers, no duplicates found. It keeps what it accepted: a
 * page is in the synced journal before the watermark's file moves, and a message leaves the queue when the portal has
 * answered. A message carries {@code batch} tellings, which are posted in one call each for dossiers and lines.
 */
final class Peer {
    private static final String QUEUE = "jms:queue:tellings";

    private final StraightCalls calls;
    private final Path watermark;
    private final int batch;
    private String after;
    private boolean more;

    private Peer(Path folder, int batch) throws IOException, InterruptedException {
        this.calls = new StraightCalls(System.getenv());
        this.watermark = folder.resolve("watermark");
        this.batch = batch;
        this.after = Files.exists(watermark) ? Files.readString(watermark) : "";
    }

    /** @param args folder for journal and watermark, tellings a message; the far side stands in the environment as for the hub */
    public static void main(String[] args) throws Exception {
        Path folder = Files.createDirectories(Path.of(args[0]));
        Broker.start(folder, "vm://0");
        Peer peer = new Peer(folder, Integer.parseInt(args[1]));
        Main main = new Main();
        main.configure().withName("peer").withJmxEnabled(false);
        main.bind("jms", jms());
        main.configure().addRoutesBuilder(peer.routes());
        main.run();
    }

    private static JmsComponent jms() {
        CachingConnectionFactory kept = new CachingConnectionFactory(new ActiveMQConnectionFactory("vm://0"));
        kept.setSessionCacheSize(4);
        JmsComponent jms = JmsComponent.jmsComponent(kept);
        jms.setDeliveryPersistent(true);
        // A local transaction of the session: rolled back and delivered again when the post fails.
        jms.setTransacted(true);
        jms.setLazyCreateTransactionManager(false);
        jms.setCacheLevelName("CACHE_CONSUMER");
        return jms;
    }

    private RouteBuilder routes() {
        return new RouteBuilder() {
            @Override
            public void configure() {
                from("timer:poll?period=200")
                        .routeId("poll")
                        .process(exchange -> more = true)
                        .loopDoWhile(exchange -> more)
                        .process(Peer.this::pull)
                        .split(body())
                        .stopOnException()
                        .to(QUEUE)
                        .end()
                        .process(Peer.this::keepWatermark)
                        .end();
                from(QUEUE + "?concurrentConsumers=2").routeId("post").process(Peer.this::post);
            }
        };
    }

    /** The next page as messages. */
    private void pull(Exchange exchange) throws IOException, InterruptedException {
        Mappings.Page page = calls.pull(after);
        List<byte[]> messages = new ArrayList<>();
        ArrayNode rows = StraightCalls.JSON.createArrayNode();
        for (Mappings.PageRecord record : page.records()) {
            StraightCalls.Item item = calls.map(record);
            rows.addObject().put("code", item.code()).set("body", item.body());
            if (rows.size() == batch) {
                messages.add(StraightCalls.JSON.writeValueAsBytes(rows));
                rows.removeAll();
            }
        }
        if (!rows.isEmpty()) {
            messages.add(StraightCalls.JSON.writeValueAsBytes(rows));
        }
        exchange.getMessage().setBody(messages);
        exchange.setProperty("next", page.next());
        more = page.more();
    }

    private void keepWatermark(Exchange exchange) throws IOException {
        String next = exchange.getProperty("next", String.class);
        if (!next.equals(after)) {
            Path fresh = watermark.resolveSibling("watermark.new");
            Files.writeString(fresh, next);
            Files.move(fresh, watermark, StandardCopyOption.ATOMIC_MOVE);
            after = next;
        }
    }

    private void post(Exchange exchange) throws IOException, InterruptedException {
        List<StraightCalls.Row> rows = new ArrayList<>();
        for (JsonNode row : StraightCalls.JSON.readTree(exchange.getMessage().getBody(byte[].class))) {
            rows.add(new StraightCalls.Row(row.get("code").asText(), row.get("body")));
        }
        calls.send("announce", rows);
        calls.send("line", rows);
    }
}
