/** Far systems that are a database. */
@NullMarked
package vn.lienthong.hub.camel.sql;

import org.jspecify.annotations.NullMarked;
