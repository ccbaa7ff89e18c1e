package vn.lienthong.hub.camel;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.List;
import vn.lienthong.hub.camel.soap.ReadAnswer;
import vn.lienthong.hub.camel.soap.ReadOutline;

/**
 * What a WSDL says of its operations, for people and for a new pack.
 *
 * @param ports those with SOAP, in the order in which a route without a port prefers them; at least one
 * @param operations of all these ports that the hub can call
 */
public record SoapOutline(List<String> ports, List<Operation> operations) {
    /** One operation of a port: the elements that it takes and gives. */
    public record Operation(String port, String name, Element request, Element answer) {}

    /**
     * One element; an attribute is one too, named {@code @name}.
     *
     * @param many whether it may stand more than once
     * @param type local name of the XML Schema type of its text ({@code dateTime}); empty = it has children, or is open:
     *     anything may stand in it, or its type is one of those around it
     * @param values what its text may be; empty = anything
     */
    public record Element(
            String name, boolean many, boolean required, String type, List<String> values, List<Element> children) {}

    /** An answer as the hub reads it, and whether it is the whole answer of an operation or an element from within one. */
    public record Answer(boolean whole, JsonNode tree) {}

    /** @throws IllegalArgumentException if there is no usable WSDL */
    public static SoapOutline of(Path wsdl) {
        return ReadOutline.of(wsdl);
    }

    /**
     * Reads XML as a call would: an envelope, what stands in its body, or one element from within an answer.
     *
     * @throws IllegalArgumentException if there is no usable WSDL, or it is no XML
     */
    public static Answer answer(Path wsdl, byte[] xml) {
        return ReadAnswer.of(wsdl, xml);
    }
}
