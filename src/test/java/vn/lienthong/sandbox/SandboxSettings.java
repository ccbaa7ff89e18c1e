package vn.lienthong.sandbox;

import java.nio.file.Path;
import vn.lienthong.sandbox.uiv2.ExistingDatabase;
import vn.lienthong.sandbox.world.SandboxClock;

/**
 * Where the sandbox listens and who may come in. Port 0 takes a free one.
 *
 * @param uiV2Database null for an H2 server of the sandbox's own
 * @param newer null for the five systems alone
 * @param hubUrl null while the hub is not there; the portal keeps its calls until {@code portal().hub(...)} is called
 */
public record SandboxSettings(
        int oneStopPort,
        int landPort,
        int uiV2Port,
        int portalPort,
        Path uiV1Folder,
        String uiV1Charset,
        ExistingDatabase uiV2Database,
        String secret,
        String inboundToken,
        String hubUrl,
        SandboxClock clock,
        Newer newer) {

    /** Free ports, live clock, the folder as given. */
    public static SandboxSettings anywhere(Path uiV1Folder) {
        return new SandboxSettings(
                0,
                0,
                0,
                0,
                uiV1Folder,
                "TCVN3",
                null,
                "sandbox-secret",
                "sandbox-inbound",
                null,
                SandboxClock.live(),
                null);
    }

    /** The fixed ports of a sandbox that runs alone: 18081 one-stop, 18082 land, 18083 ui-v2, 18085 portal. */
    public static SandboxSettings alone(Path uiV1Folder) {
        return anywhere(uiV1Folder).ports(18081, 18082, 18083, 18085);
    }

    public SandboxSettings ports(int oneStop, int land, int uiV2, int portal) {
        return new SandboxSettings(
                oneStop,
                land,
                uiV2,
                portal,
                uiV1Folder,
                uiV1Charset,
                uiV2Database,
                secret,
                inboundToken,
                hubUrl,
                clock,
                newer);
    }

    public SandboxSettings charset(String charset) {
        return new SandboxSettings(
                oneStopPort,
                landPort,
                uiV2Port,
                portalPort,
                uiV1Folder,
                charset,
                uiV2Database,
                secret,
                inboundToken,
                hubUrl,
                clock,
                newer);
    }

    public SandboxSettings database(ExistingDatabase database) {
        return new SandboxSettings(
                oneStopPort,
                landPort,
                uiV2Port,
                portalPort,
                uiV1Folder,
                uiV1Charset,
                database,
                secret,
                inboundToken,
                hubUrl,
                clock,
                newer);
    }

    public SandboxSettings hub(String url) {
        return new SandboxSettings(
                oneStopPort,
                landPort,
                uiV2Port,
                portalPort,
                uiV1Folder,
                uiV1Charset,
                uiV2Database,
                secret,
                inboundToken,
                url,
                clock,
                newer);
    }

    public SandboxSettings clock(SandboxClock other) {
        return new SandboxSettings(
                oneStopPort,
                landPort,
                uiV2Port,
                portalPort,
                uiV1Folder,
                uiV1Charset,
                uiV2Database,
                secret,
                inboundToken,
                hubUrl,
                other,
                newer);
    }

    /** With the two systems that came by files alone; port 0 takes a free one. */
    public SandboxSettings with(Newer ports) {
        return new SandboxSettings(
                oneStopPort,
                landPort,
                uiV2Port,
                portalPort,
                uiV1Folder,
                uiV1Charset,
                uiV2Database,
                secret,
                inboundToken,
                hubUrl,
                clock,
                ports);
    }

    /** Where the post and the department of construction listen. */
    public record Newer(int postPort, int constructionPort) {
        public static final Newer ANYWHERE = new Newer(0, 0);
        /** Beside the other fixed ports. */
        public static final Newer FIXED = new Newer(18086, 18087);
    }
}
