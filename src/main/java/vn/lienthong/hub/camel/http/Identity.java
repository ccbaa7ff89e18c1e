package vn.lienthong.hub.camel.http;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpRequest;
import org.jspecify.annotations.Nullable;

/** How calls identify themselves at one far system. Thread-safe. */
interface Identity {
    /** What a call shows now; fetched when there is none. @throws FarSideFault if the far side gives none */
    Pass pass();

    /** Puts the pass into a request; answers the body to send. */
    @Nullable
    JsonNode show(Pass pass, HttpRequest.Builder request, @Nullable JsonNode body);

    /** Whether the answer says that the pass is not valid. */
    boolean refused(HttpAnswer answer);

    /** Whether a new pass may be fetched; false = the account itself was refused. */
    boolean renewable();

    /** A pass that was refused; a newer one stays. */
    void forget(Pass pass);
}
