package vn.lienthong.hub.camel.http;

import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import vn.lienthong.hub.systems.FarSideFault;
import vn.lienthong.hub.systems.FarSideFault.Kind;

/** Sends requests to one far system. The time-out covers the whole answer, which the JDK's own does not. */
class HttpLine {
    private static final int MOST_BYTES = 64 << 20;
    private static final HttpClient CLIENT = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5))
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();

    private final Duration timeout;

    HttpLine(Duration timeout) {
        this.timeout = timeout;
    }

    /** @throws FarSideFault AWAY if no whole answer came in time */
    HttpAnswer send(HttpRequest request, String where) {
        CompletableFuture<HttpResponse<byte[]>> coming =
                CLIENT.sendAsync(request, answer -> new CappedBytes(MOST_BYTES));
        try {
            HttpResponse<byte[]> answer = coming.get(timeout.toNanos(), TimeUnit.NANOSECONDS);
            return new HttpAnswer(answer.statusCode(), answer.headers(), answer.body());
        } catch (TimeoutException late) {
            coming.cancel(true);
            throw new FarSideFault(
                    Kind.AWAY, "HUB-HTTP-001 " + where + " gave no answer within " + timeout.toMillis() + " ms", late);
        } catch (ExecutionException dropped) {
            throw new FarSideFault(
                    Kind.AWAY,
                    "HUB-HTTP-002 " + where + " was not reached or dropped the call ("
                            + causeOf(dropped).getClass().getSimpleName() + ")",
                    causeOf(dropped));
        } catch (InterruptedException stopped) {
            coming.cancel(true);
            Thread.currentThread().interrupt();
            throw new FarSideFault(Kind.AWAY, "HUB-HTTP-007 call of " + where + " was cut off: the hub stops", stopped);
        }
    }

    private static Throwable causeOf(ExecutionException dropped) {
        return java.util.Objects.requireNonNullElse(dropped.getCause(), dropped);
    }
}
