/**
 * The commands of {@code ./hub}: the pack check, examples, mappings tried on a record, new packs, the reference. It
 * starts no hub, opens no ledger and no port.
 */
@NullMarked
package vn.lienthong.hub.cli;

import org.jspecify.annotations.NullMarked;
