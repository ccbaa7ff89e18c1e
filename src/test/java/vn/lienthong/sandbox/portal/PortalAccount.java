package vn.lienthong.sandbox.portal;

/** How the hub shows itself to the portal: user, unit ({@code madonvi}) and destination ({@code dstcode}). */
public record PortalAccount(String username, String password, String unit, String dstcode) {}
