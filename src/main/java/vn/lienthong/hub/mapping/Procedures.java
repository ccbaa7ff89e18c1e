package vn.lienthong.hub.mapping;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import vn.lienthong.hub.dossier.SystemId;

/** The procedure table ({@code mappings/procedures.csv}). */
public interface Procedures {
    Optional<Procedure> byNational(String code);

    /** By the one-stop's (local) code. */
    Optional<Procedure> byOneStop(String code);

    /** By the code that a specialised system uses. */
    Optional<Procedure> bySpecialised(SystemId system, String code);

    /** One line of the table; {@code system} is absent when the one-stop decides alone. */
    record Procedure(
            String national,
            String name,
            String fieldCode,
            String fieldName,
            String onestop,
            @Nullable SystemId system,
            @Nullable String specialised) {}
}
