package vn.lienthong.hub.camel;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.Test;
import vn.lienthong.hub.dossier.SystemId;

class WakeUpsTest {
    private static final SystemId LAND = new SystemId("land");
    private static final SystemId PORTAL = new SystemId("portal");

    @Test
    void manyPlansOfOneSystemAreOneWakeUp() throws InterruptedException {
        WakeUps wakeUps = new WakeUps();
        for (int i = 0; i < 1000; i++) {
            wakeUps.planned(Set.of(LAND));
        }
        wakeUps.planned(Set.of(LAND, PORTAL));

        assertThat(wakeUps.takePlanned(Duration.ZERO)).containsExactly(LAND, PORTAL);
        assertThat(wakeUps.takePlanned(Duration.ZERO)).isEmpty();
    }

    @Test
    void aRingBeforeTheWaitIsNotLost() {
        WakeUps wakeUps = new WakeUps();
        wakeUps.ring(LAND);
        wakeUps.ring(LAND);

        assertThat(CompletableFuture.runAsync(() -> await(wakeUps, Duration.ofMinutes(1))))
                .succeedsWithin(Duration.ofSeconds(5));
        assertThat(CompletableFuture.runAsync(() -> await(wakeUps, Duration.ofMillis(10))))
                .succeedsWithin(Duration.ofSeconds(5));
    }

    @Test
    void aBrokerThatHangsBlocksNobodyAndOneThatFailsIsReplaced() throws Exception {
        Doubles doubles = new Doubles();
        HubParts parts = doubles.parts();
        CountDownLatch hangs = new CountDownLatch(1);
        LinkedBlockingQueue<String> sent = new LinkedBlockingQueue<>();
        try (DefaultCamelContext context = new DefaultCamelContext()) {
            context.addComponent("hub", new HubComponent(parts, new FarSides(), Path.of(".")));
            context.addRoutes(new RouteBuilder() {
                @Override
                public void configure() {
                    errorHandler(noErrorHandler());
                    from("hub:wake-ups").process(exchange -> {
                        sent.add(exchange.getMessage().getBody(String.class));
                        hangs.await(20, TimeUnit.SECONDS);
                        throw new IllegalStateException("no broker");
                    });
                }
            });
            context.start();

            parts.wakeUps().planned(Set.of(LAND));
            assertThat(sent.poll(10, TimeUnit.SECONDS)).isEqualTo("land");
            for (int i = 0; i < 1000; i++) {
                parts.wakeUps().planned(Set.of(LAND, PORTAL));
            }
            hangs.countDown();

            assertThat(sent.poll(10, TimeUnit.SECONDS)).isNotNull();
            assertThat(sent.poll(10, TimeUnit.SECONDS)).isNotNull();
            parts.wakeUps().await(LAND, Duration.ofSeconds(10));
        }
        assertThat(sent).isEmpty();
    }

    private static void await(WakeUps wakeUps, Duration time) {
        try {
            wakeUps.await(LAND, time);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }
}
