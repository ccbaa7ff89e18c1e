package vn.lienthong.hub.camel.soap;

import com.fasterxml.jackson.databind.JsonNode;
import org.jspecify.annotations.Nullable;
import vn.lienthong.hub.camel.soap.Shapes.Shape;

/** Writes the body of a call as XML by its contract. */
record RequestXml(SoapContract contract, Shapes shapes) {
    /**
     * The element of the request.
     *
     * @throws NotInSchema if the body does not fit, naming every fault
     * @throws IllegalArgumentException if there is no such operation, or the schema lacks its element
     */
    String of(JsonNode call) {
        SoapContract.Operation operation =
                contract.operation(call.path("operation").asText(""));
        @Nullable Shape request = shapes.of(operation.request());
        if (request == null) {
            throw new IllegalArgumentException("HUB-SOAP-002 the schema of " + contract.wsdl() + " lacks the element "
                    + operation.request().name());
        }
        return new TreeToXml(shapes).xml(request, call.path("body"));
    }
}
