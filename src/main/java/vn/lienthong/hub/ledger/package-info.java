/**
 * The store: dossiers, references, facts, deliveries, held records, watermarks, leases. All SQL over the ledger
 * stands here. It must not know why something is written: rules stand above it.
 */
@NullMarked
package vn.lienthong.hub.ledger;

import org.jspecify.annotations.NullMarked;
