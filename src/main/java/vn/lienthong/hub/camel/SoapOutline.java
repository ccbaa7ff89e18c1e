package vn.lienthong.hub.camel;

import java.nio.file.Path;
import java.util.List;
import vn.lienthong.hub.camel.soap.ReadOutline;

/** What a WSDL says of its operations, for people and for a new pack. */
public record SoapOutline(List<Operation> operations) {
    /** One operation: the elements that it takes and gives. */
    public record Operation(String name, Element request, Element answer) {}

    /**
     * One element; an attribute is one too, named {@code @name}.
     *
     * @param many whether it may stand more than once
     * @param type local name of the XML Schema type of its text ({@code dateTime}); empty = it has children
     * @param values what its text may be; empty = anything
     */
    public record Element(
            String name, boolean many, boolean required, String type, List<String> values, List<Element> children) {}

    /** Operations that the hub can call. @throws IllegalArgumentException if there is no usable WSDL */
    public static SoapOutline of(Path wsdl) {
        return new SoapOutline(ReadOutline.of(wsdl));
    }
}
