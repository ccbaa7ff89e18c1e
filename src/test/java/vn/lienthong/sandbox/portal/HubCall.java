package vn.lienthong.sandbox.portal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** One call from the portal to the hub and everything that was answered to it. */
public final class HubCall {

    /** Where the call stands. */
    public enum State {
        WAITING,
        /** Answered 0 or 1. */
        RECEIVED,
        /** Refused three times; the operator sees the message. */
        GIVEN_UP
    }

    /** One try: HTTP status 0 when there was no answer. */
    public record Answer(int status, String errorCode, String message) {}

    private final String id;
    private final String service;
    private final ObjectNode body;
    private final List<Answer> answers = new CopyOnWriteArrayList<>();
    private volatile State state = State.WAITING;

    HubCall(String id, String service, ObjectNode body) {
        this.id = id;
        this.service = service;
        this.body = body;
    }

    public String id() {
        return id;
    }

    public String service() {
        return service;
    }

    public JsonNode body() {
        return body.deepCopy();
    }

    public String dossier() {
        return body.path("MaHoSo").asText();
    }

    public List<Answer> answers() {
        return List.copyOf(answers);
    }

    public State state() {
        return state;
    }

    synchronized void answered(Answer answer) {
        answers.add(answer);
        if ("0".equals(answer.errorCode()) || "1".equals(answer.errorCode())) {
            state = State.RECEIVED;
        } else if (state == State.WAITING
                && answers.stream().filter(a -> "-1".equals(a.errorCode())).count() >= 3) {
            state = State.GIVEN_UP;
        }
    }
}
