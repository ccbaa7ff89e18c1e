package vn.lienthong.bench;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import vn.lienthong.sandbox.wire.Json;

/**
 * The far side of a measurement, a process of its own: one-stop feed and portal by their contracts, made to cost as little
 * as possible. Takes one command a line on its input and answers each with one line of JSON; ends when its input ends.
 *
 * <pre>
 * file N V             N new dossiers with V versions each stand in the feed
 * changes RATE SECONDS so many versions a second of dossiers in turn, from now on
 * away | back          the portal refuses connections | takes them again
 * mark                 what is counted "since the mark" begins anew
 * state                counts and moments, milliseconds since the mark
 * latencies SKIP       percentiles of visible -> line received, milliseconds, without those shown in the first SKIP seconds after the mark
 * windows SECONDS      lines since the portal came back (or since the mark) per window
 * </pre>
 */
final class FarSide {
    static {
        // Without it a kept-alive answer waits 40 ms for the client's delayed acknowledgement.
        System.setProperty("sun.net.httpserver.nodelay", "true");
        System.setProperty("sun.net.httpserver.maxIdleConnections", "1000");
    }

    private static final int MOST_ON_A_PAGE = 500;

    private final FarFeed feed = new FarFeed();
    private final FarPortal portal = new FarPortal();
    private final Arrivals pulls = new Arrivals();
    private final Arrivals calls = new Arrivals();
    private final HttpServer oneStop;
    private HttpServer portalServer;
    private final int portalPort;
    private ExecutorService portalThreads;
    private volatile int askedAfter;
    private long mark = System.nanoTime();
    private long cameBack;
    private long filed;
    private int linesAtMark;
    private volatile boolean changing;

    private FarSide() throws IOException {
        oneStop = serve(0, this::oneStop, threads("one-stop"));
        portalThreads = threads("portal");
        portalServer = serve(0, this::portal, portalThreads);
        portalPort = portalServer.getAddress().getPort();
    }

    public static void main(String[] args) throws IOException {
        FarSide far = new FarSide();
        System.out.println(Json.object()
                .put("oneStop", "http://127.0.0.1:" + far.oneStop.getAddress().getPort())
                .put("portal", "http://127.0.0.1:" + far.portalPort));
        try (BufferedReader commands = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
            for (String line = commands.readLine(); line != null; line = commands.readLine()) {
                System.out.println(far.obey(line.split(" ")));
            }
        }
        System.exit(0);
    }

    private ObjectNode obey(String[] command) throws IOException {
        switch (command[0]) {
            case "file" -> {
                feed.file(Integer.parseInt(command[1]), Integer.parseInt(command[2]));
                filed = System.nanoTime();
            }
            case "changes" -> change(Integer.parseInt(command[1]), Integer.parseInt(command[2]));
            case "away" -> away();
            case "back" -> back();
            case "mark" -> {
                mark = System.nanoTime();
                cameBack = mark;
                linesAtMark = portal.lines().size();
            }
            case "state" -> {
                return state();
            }
            case "latencies" -> {
                return latencies(Integer.parseInt(command[1]));
            }
            case "windows" -> {
                return windows(Integer.parseInt(command[1]));
            }
            default -> throw new IllegalArgumentException("no such command: " + command[0]);
        }
        return Json.object().put("ok", true);
    }

    private void change(int rate, int seconds) {
        changing = true;
        Thread clerk = new Thread(
                () -> {
                    long begun = System.nanoTime();
                    for (int i = 0; i < rate * seconds; i++) {
                        long due = begun + TimeUnit.SECONDS.toNanos(1) * i / rate;
                        while (System.nanoTime() < due) {
                            LockSupport.parkNanos(due - System.nanoTime());
                        }
                        synchronized (feed) {
                            // Noted under the feed's lock: nobody can have pulled it before.
                            portal.expect(feed.change(), System.nanoTime());
                        }
                    }
                    changing = false;
                },
                "clerk");
        clerk.setDaemon(true);
        clerk.start();
    }

    private void away() {
        portalServer.stop(0);
        portalThreads.shutdownNow();
    }

    private void back() throws IOException {
        portalThreads = threads("portal");
        cameBack = System.nanoTime();
        portalServer = serve(portalPort, this::portal, portalThreads);
    }

    private ObjectNode state() {
        int lines = portal.lines().size();
        ObjectNode state = Json.object()
                .put("changes", feed.size())
                .put("askedAfter", askedAfter)
                .put("changing", changing)
                .put("stillExpected", portal.stillExpected())
                .put("dossiers", portal.dossiers())
                .put("allLines", lines)
                .put("lines", lines - linesAtMark)
                .put("calls", calls.size())
                .put("rowsAgain", portal.rowsAgain())
                .put("linesTooEarly", portal.linesTooEarly())
                .put("linesOutOfOrder", portal.linesOutOfOrder())
                .put("content", Long.toHexString(portal.content()))
                .put("now", millis(System.nanoTime()))
                .put("filed", millis(filed))
                .put("cameBack", millis(cameBack));
        if (pulls.size() > 0) {
            state.put("firstPull", millis(pulls.at(0)));
        }
        if (lines > linesAtMark) {
            state.put("firstLine", millis(portal.lines().at(linesAtMark)));
            state.put("halfLine", millis(portal.lines().at(linesAtMark + (lines - linesAtMark) / 2)));
            state.put("lastLine", millis(portal.lines().at(lines - 1)));
        }
        return state;
    }

    private ObjectNode latencies(int skipSeconds) {
        long[] sorted = portal.latencies().valuesSince(mark + TimeUnit.SECONDS.toNanos(skipSeconds));
        ObjectNode told = Json.object().put("count", sorted.length);
        for (double part : new double[] {50, 95, 99, 100}) {
            int at = (int) Math.max(0, Math.ceil(sorted.length * part / 100) - 1);
            told.put("p" + (int) part, sorted.length == 0 ? -1 : sorted[at] / 1e6);
        }
        return told;
    }

    private ObjectNode windows(int seconds) {
        ObjectNode told = Json.object();
        ArrayNode lines = told.putArray("lines");
        for (int count : portal.lines().perWindow(cameBack, TimeUnit.SECONDS.toNanos(seconds))) {
            lines.add(count);
        }
        ArrayNode each = told.putArray("callsPerSecond");
        for (int count : calls.perWindow(cameBack, TimeUnit.SECONDS.toNanos(1))) {
            each.add(count);
        }
        return told;
    }

    private double millis(long nanos) {
        return (nanos - mark) / 1e6;
    }

    private void oneStop(HttpExchange exchange) throws IOException {
        URI uri = exchange.getRequestURI();
        if (uri.getPath().equals("/oauth/token")) {
            exchange.getRequestBody().readAllBytes();
            send(exchange, 200, bytes("{\"access_token\":\"bench\",\"token_type\":\"Bearer\",\"expires_in\":36000}"));
        } else if (uri.getPath().equals("/api/v1/ho-so/thay-doi")) {
            long now = System.nanoTime();
            String after = parameter(uri.getQuery(), "sau");
            int from = after.isEmpty() ? 0 : Integer.parseInt(after);
            int most = Math.min(MOST_ON_A_PAGE, Integer.parseInt(parameter(uri.getQuery(), "soLuong")));
            if (from < feed.size()) {
                pulls.add(now);
            }
            byte[] page;
            synchronized (feed) {
                page = feed.page(from, most);
                askedAfter = Math.max(askedAfter, from);
            }
            send(exchange, 200, page);
        } else {
            send(exchange, 404, bytes("{\"loi\":\"không tìm thấy\"}"));
        }
    }

    private void portal(HttpExchange exchange) throws IOException {
        byte[] body = exchange.getRequestBody().readAllBytes();
        long received = System.nanoTime();
        if (exchange.getRequestURI().getPath().equals("/login")) {
            send(exchange, 200, bytes("{\"session\":\"" + FarPortal.SESSION + "\",\"error_code\":0}"));
        } else {
            calls.add(received);
            send(exchange, 200, portal.answer(body, received));
        }
    }

    private static void send(HttpExchange exchange, int status, byte[] body) throws IOException {
        try (exchange) {
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(status, body.length);
            exchange.getResponseBody().write(body);
        }
    }

    private static HttpServer serve(int port, HttpHandler handler, ExecutorService threads) throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), port), 256);
        server.setExecutor(threads);
        server.createContext("/", handler);
        server.start();
        return server;
    }

    private static ExecutorService threads(String name) {
        ThreadFactory daemons = task -> {
            Thread thread = new Thread(task, name);
            thread.setDaemon(true);
            return thread;
        };
        return Executors.newCachedThreadPool(daemons);
    }

    private static String parameter(String query, String name) {
        for (String pair : query.split("&")) {
            if (pair.startsWith(name + "=")) {
                return pair.substring(name.length() + 1);
            }
        }
        return "";
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
