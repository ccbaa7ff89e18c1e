/**
 * The component {@code hub:}, the transports, loading and reloading of routes, the lease of a pull. It must not know
 * any far system, field or status: routes move, mappings shape.
 */
@NullMarked
package vn.lienthong.hub.camel;

import org.jspecify.annotations.NullMarked;
