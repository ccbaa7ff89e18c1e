package vn.lienthong.sandbox.uiv2;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A TCP gate before the database, so that the line to it can fail like any other: refused, cut, slow, or the answer of
 * a commit lost. Knows nothing of SQL.
 */
public final class Gate implements AutoCloseable {
    private final String targetHost;
    private final int targetPort;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private volatile Duration delay = Duration.ZERO;
    private volatile boolean losesAnswers;
    private ServerSocket door;
    private int port;

    Gate(int port, String targetHost, int targetPort) {
        this.port = port;
        this.targetHost = targetHost;
        this.targetPort = targetPort;
        up();
    }

    int port() {
        return port;
    }

    /** Connections are refused from now on, open ones are cut. */
    public synchronized void down() {
        try {
            if (door != null) {
                door.close();
                door = null;
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        cut();
    }

    public synchronized void up() {
        if (door != null) {
            return;
        }
        try {
            door = new ServerSocket();
            door.setReuseAddress(true);
            door.bind(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), port), 64);
            port = door.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException("ui-v2 cannot listen on port " + port, e);
        }
        ServerSocket listening = door;
        daemon(() -> accept(listening), "ui-v2-gate");
    }

    /** Open connections are cut; new ones are welcome. */
    public void cut() {
        open.forEach(Gate::closed);
        open.clear();
    }

    /** Every piece of an answer is late by this much; zero ends it. */
    public void slow(Duration delay) {
        this.delay = delay;
    }

    /**
     * What the hub sends is done, what the database answers is lost; end it with {@code false} and {@link #cut()}. A
     * connection that has lost a piece gets no later one: a line that breaks has no holes.
     */
    public void losesAnswers(boolean loses) {
        this.losesAnswers = loses;
    }

    private void accept(ServerSocket listening) {
        while (!listening.isClosed()) {
            try {
                Socket client = listening.accept();
                if (listening.isClosed()) {
                    // An accept that was under way when the door was shut can still succeed.
                    client.close();
                    return;
                }
                Socket server = new Socket(targetHost, targetPort);
                client.setTcpNoDelay(true);
                server.setTcpNoDelay(true);
                open.add(client);
                open.add(server);
                daemon(() -> carry(client, server, false), "ui-v2-gate-in");
                daemon(() -> carry(server, client, true), "ui-v2-gate-out");
            } catch (IOException closedOrUnreachable) {
                // The door was shut, or the database is away: the client sees a refused or cut connection.
            }
        }
    }

    private void carry(Socket from, Socket to, boolean answers) {
        byte[] buffer = new byte[16_384];
        boolean broken = false;
        try (from;
                to;
                InputStream in = from.getInputStream();
                OutputStream out = to.getOutputStream()) {
            for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
                if (answers && !delay.isZero()) {
                    Thread.sleep(delay.toMillis());
                }
                broken |= answers && losesAnswers;
                if (!broken) {
                    out.write(buffer, 0, count);
                    out.flush();
                }
            }
        } catch (IOException cut) {
            // Either side went away; closing both is all there is to do.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            open.remove(from);
            open.remove(to);
        }
    }

    private static void closed(Socket socket) {
        try {
            socket.close();
        } catch (IOException alreadyGone) {
            // Nothing to close any more.
        }
    }

    private static void daemon(Runnable task, String name) {
        Thread thread = new Thread(task, name);
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void close() {
        down();
    }
}
