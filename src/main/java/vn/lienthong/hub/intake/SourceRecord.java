package vn.lienthong.hub.intake;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * One record as a far system gave it.
 *
 * @param key natural key in the source (code and version, log number, file and line); names it in held records
 * @param payload the bytes that are kept
 * @param tree the same as a tree, for the mapping
 */
public record SourceRecord(String key, byte[] payload, JsonNode tree) {}
