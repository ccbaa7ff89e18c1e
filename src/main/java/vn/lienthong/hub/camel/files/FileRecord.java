package vn.lienthong.hub.camel.files;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;
import vn.lienthong.hub.dossier.Violation;

/**
 * One record of a file.
 *
 * @param number line or row on which it begins, from 1; in JSON lists its place
 * @param tree what it says; empty if it cannot be read
 * @param raw its bytes, if it cannot be read
 */
public record FileRecord(
        int number, ObjectNode tree, @Nullable Violation fault, byte[] raw) {

    static FileRecord good(int number, ObjectNode tree) {
        return new FileRecord(number, tree, null, new byte[0]);
    }

    static FileRecord broken(int number, Violation fault, byte[] raw) {
        return new FileRecord(number, JsonNodeFactory.instance.objectNode(), fault, raw);
    }
}
