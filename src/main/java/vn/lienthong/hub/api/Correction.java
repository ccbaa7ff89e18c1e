package vn.lienthong.hub.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** What a person gives instead of a record that came or of a body that was refused: {@code {"payload":{..},"why":".."}}. */
record Correction(ObjectNode payload, String why) {
    /** @throws BadCall with every fault */
    static Correction read(JsonNode body) {
        AskedBody asked = new AskedBody(body);
        Correction correction = new Correction(asked.object("payload"), asked.must("why", 400));
        asked.check();
        return correction;
    }
}
