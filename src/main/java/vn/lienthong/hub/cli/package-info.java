/**
 * The commands of {@code ./hub}: the pack check, examples, new packs, the reference; a trial against a far system; and what a
 * running hub is asked over HTTP. It
 * starts no hub, opens no ledger and no port.
 */
@NullMarked
package vn.lienthong.hub.cli;

import org.jspecify.annotations.NullMarked;
