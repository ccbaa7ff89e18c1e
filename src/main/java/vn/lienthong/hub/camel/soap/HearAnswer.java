package vn.lienthong.hub.camel.soap;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import org.apache.cxf.helpers.CastUtils;
import org.apache.cxf.interceptor.Fault;
import org.apache.cxf.message.Message;
import org.apache.cxf.phase.AbstractPhaseInterceptor;
import org.apache.cxf.phase.Phase;
import org.jspecify.annotations.Nullable;

/** Reads an answer to its end before CXF parses it, so that one that cannot be parsed can be kept. */
class HearAnswer extends AbstractPhaseInterceptor<Message> {
    static final String HEARD = "vn.lienthong.hub.heard";
    private static final int MOST_BYTES = 64 << 20;

    HearAnswer() {
        super(Phase.RECEIVE);
    }

    /** What came over the wire; filled during a call. */
    static class Heard {
        int status;
        byte @Nullable [] bytes;

        @Nullable
        String retryAfter;
    }

    @Override
    public void handleMessage(Message message) {
        @Nullable Message out = message.getExchange().getOutMessage();
        if (out == null || !(out.get(HEARD) instanceof Heard heard)) {
            return;
        }
        if (message.get(Message.RESPONSE_CODE) instanceof Integer status) {
            heard.status = status;
        }
        @Nullable Map<String, List<String>> headers = CastUtils.cast((Map<?, ?>) message.get(Message.PROTOCOL_HEADERS));
        if (headers != null && headers.get("Retry-After") != null) {
            heard.retryAfter = headers.get("Retry-After").get(0);
        }
        try (InputStream stream = message.getContent(InputStream.class)) {
            byte[] bytes = stream == null ? new byte[0] : stream.readNBytes(MOST_BYTES + 1);
            if (bytes.length > MOST_BYTES) {
                throw new Fault(new IOException("answer is larger than " + MOST_BYTES + " bytes"));
            }
            if (bytes.length < announced(headers)) {
                throw new Fault(new IOException("the answer ended half-way"));
            }
            heard.bytes = bytes;
            message.setContent(InputStream.class, new ByteArrayInputStream(bytes));
        } catch (IOException half) {
            throw new Fault(half);
        }
    }

    /** The JDK's connection takes an early end for the end. */
    private static long announced(@Nullable Map<String, List<String>> headers) {
        @Nullable List<String> length = headers == null ? null : headers.get("Content-Length");
        try {
            return length == null ? 0 : Long.parseLong(length.get(0).strip());
        } catch (NumberFormatException none) {
            return 0;
        }
    }
}
