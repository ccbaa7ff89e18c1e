package vn.lienthong.sandbox.wire;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The HTTP side of a far system: threads, journal and every fault that has nothing to do with what the system means.
 */
public final class HttpFace implements AutoCloseable {
    static {
        // Without it a kept-alive answer waits 40 ms for the client's delayed acknowledgement.
        System.setProperty("sun.net.httpserver.nodelay", "true");
        System.setProperty("sun.net.httpserver.maxIdleConnections", "1000");
    }

    private final String name;
    private final Conversation conversation;
    private final Faults faults = new Faults();
    private final Journal journal = new Journal();
    private ExecutorService threads;
    private HttpServer server;
    private int port;

    /** @param port 0 takes a free one and keeps it, also after {@link #down()} and {@link #up()} */
    public HttpFace(String name, int port, Conversation conversation) {
        this.name = name;
        this.port = port;
        this.conversation = conversation;
        up();
    }

    public Faults faults() {
        return faults;
    }

    public Journal journal() {
        return journal;
    }

    public String url() {
        return "http://127.0.0.1:" + port;
    }

    /** Connections are refused from now on, open ones are cut. */
    public synchronized void down() {
        if (server != null) {
            server.stop(0);
            threads.shutdownNow();
            server = null;
        }
    }

    public synchronized void up() {
        if (server != null) {
            return;
        }
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), port), 256);
        } catch (IOException e) {
            throw new UncheckedIOException(name + " cannot listen on port " + port, e);
        }
        port = server.getAddress().getPort();
        AtomicInteger number = new AtomicInteger();
        threads = Executors.newCachedThreadPool(task -> {
            Thread thread = new Thread(task, name + "-" + number.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        });
        server.setExecutor(threads);
        server.createContext("/", this::handle);
        server.start();
    }

    @Override
    public void close() {
        down();
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            Request request = new Request(exchange);
            String call = conversation.name(request);
            request.meet(call, faults.take(call));
            if (request.fault(Fault.CloseBefore.class).isPresent()) {
                journal.add(request, 0, new byte[0]);
                return;
            }
            pause(request.fault(Fault.ActAfter.class).map(Fault.ActAfter::time).orElse(Duration.ZERO));
            Reply reply = answer(request, exchange);
            boolean closes = request.fault(Fault.ActThenClose.class).isPresent();
            journal.add(request, closes ? 0 : reply.status(), reply.body());
            pause(request.fault(Fault.AnswerAfter.class)
                    .map(Fault.AnswerAfter::time)
                    .orElse(Duration.ZERO));
            if (!closes) {
                send(exchange, reply, request.fault(Fault.HalfBody.class).isPresent());
            }
        } catch (InterruptedException closing) {
            Thread.currentThread().interrupt();
        }
    }

    private Reply answer(Request request, HttpExchange exchange) {
        var status = request.fault(Fault.Status.class);
        if (status.isPresent()) {
            if (status.get().retryAfter() != null) {
                exchange.getResponseHeaders()
                        .set("Retry-After", status.get().retryAfter().toString());
            }
            return Reply.json(status.get().status(), "{\"loi\":\"tạm ngưng\"}".getBytes(StandardCharsets.UTF_8));
        }
        if (request.fault(Fault.Forget.class).isPresent()) {
            conversation.forget();
        }
        Reply reply;
        try {
            reply = conversation.act(request);
        } catch (RuntimeException e) {
            // A fault of the sandbox itself must be seen by whoever runs it, not only by the hub.
            System.err.println(name + " failed in " + request.call() + ": " + e);
            e.printStackTrace();
            return Reply.json(500, "{\"loi\":\"lỗi hệ thống\"}".getBytes(StandardCharsets.UTF_8));
        }
        if (request.fault(Fault.Rubbish.class).isPresent()) {
            byte[] rubbish = {'<', 0, (byte) 0xC3, (byte) 0x28, '}', (byte) 0xFF, (byte) 0xFE, '{', '"', 'x'};
            return new Reply(200, reply.contentType(), rubbish);
        }
        return reply;
    }

    private static void send(HttpExchange exchange, Reply reply, boolean half) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", reply.contentType());
        byte[] body = reply.body();
        exchange.sendResponseHeaders(reply.status(), body.length == 0 ? -1 : body.length);
        if (body.length > 0) {
            // Half an answer keeps the announced length, so that the client sees the connection end too early.
            exchange.getResponseBody().write(body, 0, half ? body.length / 2 : body.length);
        }
    }

    private static void pause(Duration wait) throws InterruptedException {
        if (!wait.isZero()) {
            Thread.sleep(wait.toMillis());
        }
    }
}
