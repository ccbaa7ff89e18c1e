/** The hub: starts it and wires what belongs to no single part (the clock). No other package may know it. */
@NullMarked
package vn.lienthong.hub;

import org.jspecify.annotations.NullMarked;
