/**
 * Turns a page of source records or one inbound call into registrations and held records, in one transaction. It must
 * not know how the records came nor who will be told.
 */
@NullMarked
package vn.lienthong.hub.intake;

import org.jspecify.annotations.NullMarked;
