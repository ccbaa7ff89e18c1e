/** Canonical values: status with its moves, codes, ids. It must not know any framework, database or far system. */
@NullMarked
package vn.lienthong.hub.dossier;

import org.jspecify.annotations.NullMarked;
