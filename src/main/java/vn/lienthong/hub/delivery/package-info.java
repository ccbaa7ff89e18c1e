/**
 * Hands out due deliveries in order and settles what became of them: back-off, breaker, parking, replay. It must not
 * know how a far system is called, nor open a transaction during a call.
 */
@NullMarked
package vn.lienthong.hub.delivery;

import org.jspecify.annotations.NullMarked;
