/** Far systems with SOAP: trees become XML and XML becomes trees by the schema of the WSDL. */
@NullMarked
package vn.lienthong.hub.camel.soap;

import org.jspecify.annotations.NullMarked;
