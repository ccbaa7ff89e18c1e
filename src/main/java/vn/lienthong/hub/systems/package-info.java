/** Settings of the far systems, what is known of their state, faults of the far side. */
@NullMarked
package vn.lienthong.hub.systems;

import org.jspecify.annotations.NullMarked;
