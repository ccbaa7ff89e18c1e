package vn.lienthong.sandbox;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import vn.lienthong.sandbox.construction.Construction;
import vn.lienthong.sandbox.land.Land;
import vn.lienthong.sandbox.onestop.OneStop;
import vn.lienthong.sandbox.portal.Portal;
import vn.lienthong.sandbox.portal.PortalAccount;
import vn.lienthong.sandbox.post.Post;
import vn.lienthong.sandbox.uiv1.UiV1;
import vn.lienthong.sandbox.uiv2.UiV2;
import vn.lienthong.sandbox.world.SandboxClock;

/**
 * The far systems by their contracts, in one process: five, or seven with the post and construction. The sandbox is the referee: it knows the contracts and
 * nothing of the hub, which meets it through sockets and a folder only.
 */
public final class Sandbox implements AutoCloseable {
    private static final String HUB = "lienthong";

    private final SandboxSettings settings;
    private final OneStop oneStop;
    private final Land land;
    private final UiV2 uiV2;
    private final UiV1 uiV1;
    private final Portal portal;
    private final Post post;
    private final Construction construction;
    private ScheduledExecutorService software;

    private Sandbox(SandboxSettings settings) {
        this.settings = settings;
        SandboxClock clock = settings.clock();
        String secret = settings.secret();
        oneStop = new OneStop(settings.oneStopPort(), HUB, secret, clock);
        land = new Land(settings.landPort(), HUB, secret, clock);
        uiV2 = new UiV2(settings.uiV2Port(), settings.uiV2Database(), HUB, secret, clock);
        uiV1 = new UiV1(settings.uiV1Folder(), settings.uiV1Charset());
        portal = new Portal(
                settings.portalPort(), new PortalAccount(HUB, secret, "H53", "VN:GOV:000.00.00.G22:portal"), clock);
        boolean newer = settings.newer() != null;
        post = newer ? new Post(settings.newer().postPort(), secret, clock) : null;
        construction = newer ? new Construction(settings.newer().constructionPort(), HUB, secret, clock) : null;
        if (settings.hubUrl() != null) {
            portal.hub(settings.hubUrl(), settings.inboundToken());
        }
    }

    public static Sandbox start(SandboxSettings settings) {
        return new Sandbox(settings);
    }

    public OneStop oneStop() {
        return oneStop;
    }

    public Land land() {
        return land;
    }

    public UiV2 uiV2() {
        return uiV2;
    }

    public UiV1 uiV1() {
        return uiV1;
    }

    public Portal portal() {
        return portal;
    }

    /** Whether the post and the department of construction are there. */
    public boolean hasNewer() {
        return settings.newer() != null;
    }

    public Post post() {
        return post;
    }

    public Construction construction() {
        return construction;
    }

    public SandboxClock clock() {
        return settings.clock();
    }

    /** The hub is there now: the portal sends what citizens did. */
    public void hub(String url) {
        portal.hub(url, settings.inboundToken());
    }

    /** The settings with which a hub meets this sandbox. */
    public Map<String, String> hubEnvironment() {
        Map<String, String> environment = new LinkedHashMap<>();
        environment.put("HUB_ONESTOP_URL", oneStop.url());
        environment.put("HUB_ONESTOP_CLIENT_ID", HUB);
        environment.put("HUB_ONESTOP_CLIENT_SECRET", settings.secret());
        environment.put("HUB_LAND_URL", land.url());
        environment.put("HUB_LAND_USERNAME", HUB);
        environment.put("HUB_LAND_PASSWORD", settings.secret());
        environment.put("HUB_UI_V2_URL", uiV2.url());
        environment.put("HUB_UI_V2_USERNAME", HUB);
        environment.put("HUB_UI_V2_PASSWORD", settings.secret());
        environment.put("HUB_UI_V1_DIR", uiV1.folder().toAbsolutePath().toString());
        environment.put("HUB_UI_V1_CHARSET", uiV1.charset());
        environment.put("HUB_PORTAL_URL", portal.url());
        environment.put("HUB_PORTAL_USERNAME", HUB);
        environment.put("HUB_PORTAL_PASSWORD", settings.secret());
        environment.put("HUB_PORTAL_UNIT", "H53");
        environment.put("HUB_PORTAL_DSTCODE", "VN:GOV:000.00.00.G22:portal");
        environment.put("HUB_PORTAL_INBOUND_TOKEN", settings.inboundToken());
        if (hasNewer()) {
            environment.put("HUB_POST_MODE", "on");
            environment.put("HUB_POST_URL", post.url());
            environment.put("HUB_POST_API_KEY", settings.secret());
            environment.put("HUB_CONSTRUCTION_MODE", "on");
            environment.put("HUB_CONSTRUCTION_URL", construction.url());
            environment.put("HUB_CONSTRUCTION_USERNAME", HUB);
            environment.put("HUB_CONSTRUCTION_PASSWORD", settings.secret());
        }
        return environment;
    }

    /** From now on ui-v2's software empties its mailbox by itself; until then a test says when. */
    public synchronized void softwareRuns(Duration every) {
        if (software == null) {
            software = Executors.newSingleThreadScheduledExecutor(task -> {
                Thread thread = new Thread(task, "ui-v2-software");
                thread.setDaemon(true);
                return thread;
            });
            software.scheduleWithFixedDelay(this::takeMail, 0, every.toMillis(), TimeUnit.MILLISECONDS);
        }
    }

    private void takeMail() {
        try {
            uiV2.software().take();
        } catch (RuntimeException e) {
            // A failed turn is repeated by the next one; ending here would leave the mail for ever.
            System.err.println("ui-v2's software failed: " + e.getMessage());
        }
    }

    /** Clears the faults of every system and brings it up; the data stays. */
    public void heal() {
        oneStop.faults().clear();
        land.faults().clear();
        uiV2.faults().clear();
        portal.faults().clear();
        uiV2.gate().losesAnswers(false);
        uiV2.gate().slow(Duration.ZERO);
        oneStop.up();
        land.up();
        uiV2.up();
        portal.up();
        if (hasNewer()) {
            post.faults().clear();
            construction.faults().clear();
            post.up();
            construction.up();
        }
        land.releaseHeldBack();
        uiV2.releaseHeldBack();
    }

    @Override
    public synchronized void close() {
        if (software != null) {
            software.shutdownNow();
        }
        if (hasNewer()) {
            post.close();
            construction.close();
        }
        portal.close();
        uiV2.close();
        land.close();
        oneStop.close();
    }
}
