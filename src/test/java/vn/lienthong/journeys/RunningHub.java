package vn.lienthong.journeys;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.web.servlet.context.ServletWebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import vn.lienthong.hub.LienThongHub;
import vn.lienthong.sandbox.Sandbox;

/** The whole hub in this process, met only through its protocols; can be stopped and started on the same data. */
public final class RunningHub implements AutoCloseable {
    public static final String TOKEN = "test-api-token";

    private final Sandbox sandbox;
    private final Path data;
    private Map<String, String> more;
    private ConfigurableApplicationContext context;

    private RunningHub(Sandbox sandbox, Path data, Map<String, String> more) {
        this.sandbox = sandbox;
        this.data = data;
        this.more = more;
    }

    public static RunningHub start(Sandbox sandbox, Path data, Map<String, String> more) {
        RunningHub hub = new RunningHub(sandbox, data, more);
        hub.start();
        return hub;
    }

    public void start() {
        List<String> arguments = new ArrayList<>();
        sandbox.hubEnvironment().forEach((name, value) -> arguments.add("--" + name + "=" + value));
        arguments.add("--SERVER_PORT=0");
        arguments.add("--HUB_DATA_DIR=" + data);
        arguments.add("--HUB_POLL=100ms");
        arguments.add("--HUB_API_TOKEN=" + TOKEN);
        arguments.add("--HUB_ADMIN_PASSWORD=test-admin-password");
        more.forEach((name, value) -> arguments.add("--" + name + "=" + value));
        context = new SpringApplicationBuilder(LienThongHub.class).run(arguments.toArray(String[]::new));
        sandbox.hub(url());
    }

    public String url() {
        return "http://127.0.0.1:"
                + ((ServletWebServerApplicationContext) context).getWebServer().getPort();
    }

    /** Stops and starts on the same data with other settings beside the sandbox's. */
    void restart(Map<String, String> other) {
        stop();
        more = other;
        start();
    }

    public void stop() {
        context.close();
    }

    @Override
    public void close() {
        stop();
    }
}
