package vn.lienthong.hub.ledger;

import org.jspecify.annotations.Nullable;
import vn.lienthong.hub.dossier.SystemId;

/** How far each stream of a far system has been read. Moved only together with a page, by the intake. */
public interface Watermarks {
    Watermark of(SystemId system, String stream);

    /** {@code value} is null before the first page; {@code loaded} = read to the end at least once. */
    record Watermark(@Nullable String value, boolean loaded) {}
}
