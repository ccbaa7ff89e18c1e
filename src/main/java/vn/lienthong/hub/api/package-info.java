/**
 * The faces of the hub: HTTP interface, users and tokens, health. It must not know Camel, and it decides nothing
 * about a dossier: it asks the ledger and passes orders on.
 */
@NullMarked
package vn.lienthong.hub.api;

import org.jspecify.annotations.NullMarked;
