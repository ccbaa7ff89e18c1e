/**
 * Compares what far systems hold with what the ledger says they hold, mends what the hub has authority for by ordinary
 * deliveries and intakes, and lists the rest for a person. It must not know any system by name, nor how it is called.
 */
@NullMarked
package vn.lienthong.hub.reconcile;

import org.jspecify.annotations.NullMarked;
