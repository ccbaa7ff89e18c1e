package vn.lienthong.hub.systems;

/**
 * One setting with which the hub cannot start. Never carries the value of a secret.
 *
 * @param setting the environment variable that feeds it, or its key
 * @param key {@code hub.systems.land.zone}
 * @param wrong what is wrong with it
 * @param remedy what to write instead
 */
public record SettingFault(String setting, String key, String wrong, String remedy) {
    @Override
    public String toString() {
        return setting + ": " + wrong + "; " + remedy;
    }
}
