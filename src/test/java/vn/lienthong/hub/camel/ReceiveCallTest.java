package vn.lienthong.hub.camel;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.junit.jupiter.api.Test;
import vn.lienthong.hub.dossier.SystemId;
import vn.lienthong.hub.intake.Intake;
import vn.lienthong.hub.systems.Settings;

class ReceiveCallTest {
    private final Doubles doubles = new Doubles(Settings.of("portal").build());

    @Test
    void aCallIsStoredBeforeItIsAnswered() throws IOException {
        Exchange answered = call("known", "{\"MaGiaoDich\":\"g1\"}");

        assertThat(doubles.said).containsExactly("receive known g1");
        assertThat(answered.getMessage().getBody()).isEqualTo("{\"faults\":[],\"result\":\"stored\"}");
        assertThat(answered.getMessage().getHeader(Exchange.HTTP_RESPONSE_CODE)).isEqualTo(200);
        assertThat(answered.getMessage().getHeader("Authorization")).isNull();
    }

    @Test
    void whatIsNoCallIsRefusedWithTheReasonAndNothingIsKept() throws IOException {
        assertThat(body("known", "{\"MaGiaoDich\":")).contains("refused", "HUB-REC-003");
        assertThat(body("known", "[1]")).contains("refused", "HUB-REC-003");
        assertThat(body("known", "")).contains("refused", "HUB-REC-003");
        assertThat(body("known", "{\"MaGiaoDich\":\" \"}")).contains("refused", "HUB-REC-005", "/MaGiaoDich");
        assertThat(body("other", "{\"MaGiaoDich\":\"g1\"}")).contains("refused", "HUB-REC-001");
        assertThat(doubles.said).isEmpty();
    }

    @Test
    void troubleOfOurOwnIsNoRefusal() throws IOException {
        Doubles away = new Doubles(Settings.of("portal").build()) {
            @Override
            public Intake.Received receive(SystemId system, String service, String key, JsonNode body) {
                throw new IllegalStateException("the ledger is away");
            }
        };

        Exchange answered = call(away, "known", "{\"MaGiaoDich\":\"g1\"}");

        assertThat(answered.getMessage().getHeader(Exchange.HTTP_RESPONSE_CODE)).isEqualTo(503);
        assertThat(answered.getMessage().getBody(String.class)).doesNotContain("error_code");
    }

    private String body(String service, String text) throws IOException {
        return call(service, text).getMessage().getBody(String.class);
    }

    private Exchange call(String service, String text) throws IOException {
        return call(doubles, service, text);
    }

    private static Exchange call(Doubles doubles, String service, String text) throws IOException {
        Exchange exchange = new DefaultExchange(new DefaultCamelContext());
        exchange.getMessage().setHeader("service", service);
        exchange.getMessage().setHeader("Authorization", "Bearer x");
        exchange.getMessage().setBody(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
        new ReceiveCall(doubles.parts(), new SystemId("portal"), "MaGiaoDich").process(exchange);
        return exchange;
    }
}
