/** The component {@code hub:} of the routes: pulls, deliveries, look-ups, transports, and the loading of route files. */
@NullMarked
package vn.lienthong.hub.camel;

import org.jspecify.annotations.NullMarked;
