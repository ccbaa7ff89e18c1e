package vn.lienthong.hub.systems;

import java.net.URI;
import java.net.URISyntaxException;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.regex.Pattern;

/** Which texts are addresses that can be called. Looks at their form only, never at the network. */
class Addresses {
    private static final Pattern BROKER = Pattern.compile("\\(?(tcp|ssl)://[^,()\\s]+(,(tcp|ssl)://[^,()\\s]+)*\\)?.*");

    private Addresses() {}

    static boolean isHttp(String text) {
        try {
            URI uri = new URI(text);
            return uri.getHost() != null
                    && ("http".equalsIgnoreCase(uri.getScheme()) || "https".equalsIgnoreCase(uri.getScheme()));
        } catch (URISyntaxException impossible) {
            return false;
        }
    }

    /** A folder on an SFTP server; the account does not stand in it. */
    static boolean isSftp(String text) {
        try {
            URI uri = new URI(text);
            return uri.getHost() != null && uri.getUserInfo() == null && "sftp".equals(uri.getScheme());
        } catch (URISyntaxException impossible) {
            return false;
        }
    }

    /** A JDBC url of a driver that is there. */
    static boolean isJdbc(String text) {
        return DriverManager.drivers().anyMatch(driver -> {
                    try {
                        return driver.acceptsURL(text);
                    } catch (SQLException impossible) {
                        return false;
                    }
                })
                && text.length() > text.indexOf(':', "jdbc:".length()) + 1;
    }

    static boolean isBroker(String text) {
        return BROKER.matcher(text).matches();
    }
}
