package vn.lienthong.sandbox.world;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/**
 * One row of the catalogue of procedures; {@code system} and {@code systemCode} are empty where no special system
 * decides.
 */
public record Procedure(
        String nationalCode,
        String name,
        String fieldCode,
        String fieldName,
        String oneStopCode,
        String system,
        String systemCode) {
    private static final List<Procedure> ALL = load();

    public static List<Procedure> all() {
        return ALL;
    }

    public static Optional<Procedure> national(String code) {
        return ALL.stream().filter(p -> p.nationalCode.equals(code)).findFirst();
    }

    public static Optional<Procedure> oneStop(String code) {
        return ALL.stream().filter(p -> p.oneStopCode.equals(code)).findFirst();
    }

    public static List<Procedure> of(String system) {
        return ALL.stream().filter(p -> p.system.equals(system)).toList();
    }

    public static Procedure newClaim() {
        return national("1.001978").orElseThrow();
    }

    public static Procedure landChange() {
        return national("1.004227").orElseThrow();
    }

    public static Procedure permit() {
        return national("1.009994").orElseThrow();
    }

    private static List<Procedure> load() {
        try (var in = Procedure.class.getResourceAsStream("/sandbox/procedures.csv")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .skip(1)
                    .filter(line -> !line.isBlank())
                    .map(line -> line.split(";", -1))
                    .map(c -> new Procedure(c[0], c[1], c[2], c[3], c[4], c[5], c[6]))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
