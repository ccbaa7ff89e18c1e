/** Far systems with JSON over HTTP. */
@NullMarked
package vn.lienthong.hub.camel.http;

import org.jspecify.annotations.NullMarked;
