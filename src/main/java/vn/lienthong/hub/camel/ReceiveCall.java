package vn.lienthong.hub.camel;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.Processor;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import vn.lienthong.hub.dossier.SystemId;
import vn.lienthong.hub.dossier.Violation;
import vn.lienthong.hub.intake.Intake.Received;

/**
 * Takes one inbound call: stored first, answered then. {@code to/received.jslt} shapes the answer from
 * {@code {"result":"stored|known|refused","faults":[{"code","path","expected","found"}]}}. Trouble of our own is answered
 * 503, so that the caller calls again.
 */
class ReceiveCall implements Processor {
    private static final Logger LOG = LoggerFactory.getLogger(ReceiveCall.class);
    private static final int MOST_BYTES = 16 << 20;
    private static final ObjectMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();

    private final HubParts parts;
    private final SystemId system;
    private final String keyField;

    /** @param keyField member of the body that is the caller's unique id of the call */
    ReceiveCall(HubParts parts, SystemId system, String keyField) {
        this.parts = parts;
        this.system = system;
        this.keyField = keyField;
    }

    @Override
    public void process(Exchange exchange) throws IOException {
        Message message = exchange.getMessage();
        String service = String.valueOf(message.getHeader("service"));
        int status = 200;
        String answer;
        try {
            answer = parts.mappings()
                    .body(system, "received", said(taken(service, message)))
                    .toString();
        } catch (RuntimeException ours) {
            LOG.error("HUB-REC-004 a call of {} to {} could not be stored", system, service, ours);
            status = 503;
            answer = "{\"message\":\"HUB-REC-004 not stored; please call again\"}";
        }
        // what came in as headers must not go out as headers
        message.removeHeaders("*");
        message.setHeader(Exchange.HTTP_RESPONSE_CODE, status);
        message.setHeader(Exchange.CONTENT_TYPE, "application/json; charset=utf-8");
        message.setBody(answer);
    }

    private Received taken(String service, Message message) throws IOException {
        if (!parts.mappings().serves(system, service)) {
            return refused("HUB-REC-001", "/", "a service that the hub has", "an unknown one");
        }
        byte @Nullable [] bytes = bytes(message);
        if (bytes == null) {
            return refused("HUB-REC-002", "/", "a body of at most " + MOST_BYTES + " bytes", "more");
        }
        @Nullable JsonNode body = parsed(bytes);
        if (body == null || !body.isObject()) {
            return refused("HUB-REC-003", "/", "a JSON object in UTF-8", bytes.length + " bytes");
        }
        String key = body.path(keyField).asText("").strip();
        if (key.isEmpty()) {
            return withoutKey(service, body);
        }
        return parts.intake().receive(system, service, key, body);
    }

    private Received withoutKey(String service, JsonNode body) {
        List<Violation> faults = new ArrayList<>(parts.mappings().inbound(system, service, body));
        if (faults.stream().noneMatch(fault -> fault.path().equals("/" + keyField))) {
            faults.add(0, Violation.malformed("HUB-REC-005", "/" + keyField, "the unique id of this call", "nothing"));
        }
        return new Received.Refused(faults);
    }

    private static Received refused(String code, String path, String expected, String found) {
        return new Received.Refused(List.of(Violation.malformed(code, path, expected, found)));
    }

    private static byte @Nullable [] bytes(Message message) throws IOException {
        try (InputStream body = message.getBody(InputStream.class)) {
            if (body == null) {
                return new byte[0];
            }
            byte[] bytes = body.readNBytes(MOST_BYTES + 1);
            return bytes.length > MOST_BYTES ? null : bytes;
        }
    }

    private static @Nullable JsonNode parsed(byte[] bytes) throws IOException {
        try {
            return JSON.readTree(bytes);
        } catch (JsonProcessingException noJson) {
            return null;
        }
    }

    private static JsonNode said(Received received) {
        ObjectNode said = JSON.createObjectNode();
        ArrayNode faults = said.putArray("faults");
        if (received instanceof Received.Stored) {
            return said.put("result", "stored");
        }
        if (received instanceof Received.Known) {
            return said.put("result", "known");
        }
        ((Received.Refused) received).faults().forEach(fault -> faults.addObject()
                .put("code", fault.code())
                .put("path", fault.path())
                .put("expected", fault.expected())
                .put("found", fault.found()));
        return said.put("result", "refused");
    }
}
