package vn.lienthong.hub.intake;

import org.jspecify.annotations.Nullable;

/**
 * The watermark that is set in the same transaction as a page, by compare-and-set.
 *
 * @param from value that must still stand (null = none yet)
 * @param to value afterwards
 * @param loaded whether the far side has been read to its end at least once (ends the first load)
 */
public record WatermarkMove(@Nullable String from, String to, boolean loaded) {}
