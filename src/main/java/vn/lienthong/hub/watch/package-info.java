/**
 * The shape of what each far system sends: which fields, of which types, how often filled, which codes. Says when it becomes
 * another one. It must not know how records come nor what becomes of them, and keeps no value but those of codes.
 */
@NullMarked
package vn.lienthong.hub.watch;

import org.jspecify.annotations.NullMarked;
