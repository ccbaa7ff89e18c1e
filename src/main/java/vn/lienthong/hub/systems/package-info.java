/**
 * Settings of the far systems, checked at start, what is known of their state, faults of the far side. It must not know
 * what is exchanged with them.
 */
@NullMarked
package vn.lienthong.hub.systems;

import org.jspecify.annotations.NullMarked;
