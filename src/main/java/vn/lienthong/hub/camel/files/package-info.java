/** Files of far systems: folders here and on SFTP servers, and the formats of what lies in them. */
@NullMarked
package vn.lienthong.hub.camel.files;

import org.jspecify.annotations.NullMarked;
