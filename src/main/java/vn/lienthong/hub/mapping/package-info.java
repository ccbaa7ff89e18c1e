/**
 * The mapping files of all packs, compiled: JSLT in both directions, code tables, text encodings, schemas, examples.
 * It must not know the ledger nor any call.
 */
@NullMarked
package vn.lienthong.hub.mapping;

import org.jspecify.annotations.NullMarked;
