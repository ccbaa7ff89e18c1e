package vn.lienthong.hub.camel.soap;

import java.net.MalformedURLException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.cxf.Bus;
import org.apache.cxf.BusFactory;
import org.apache.cxf.service.Service;
import org.apache.cxf.service.factory.ServiceConstructionException;
import org.apache.cxf.service.model.MessageInfo;
import org.apache.cxf.service.model.OperationInfo;
import org.apache.cxf.service.model.ServiceInfo;
import org.apache.cxf.wsdl11.WSDLServiceFactory;
import org.apache.ws.commons.schema.XmlSchemaEnumerationFacet;
import org.apache.ws.commons.schema.XmlSchemaFacet;
import org.apache.ws.commons.schema.XmlSchemaSimpleType;
import org.apache.ws.commons.schema.XmlSchemaSimpleTypeRestriction;
import org.apache.ws.commons.schema.XmlSchemaType;
import org.jspecify.annotations.Nullable;

/** What a WSDL says of its operations, for people and for a new pack. Calls nobody. */
public final class SoapOutline {
    private static final int DEEPEST = 8;

    private final Shapes shapes;

    private SoapOutline(Shapes shapes) {
        this.shapes = shapes;
    }

    /** One operation: the elements that it takes and gives. */
    public record Operation(String name, Element request, Element answer) {}

    /**
     * One element.
     *
     * @param many whether it may stand more than once
     * @param type local name of the XML Schema type of its text ({@code dateTime}); empty = it has children
     * @param values what its text may be; empty = anything
     */
    public record Element(
            String name, boolean many, boolean required, String type, List<String> values, List<Element> children) {}

    /** @throws IllegalArgumentException if there is no usable WSDL */
    public static List<Operation> of(Path wsdl) {
        if (!Files.isRegularFile(wsdl)) {
            throw new IllegalArgumentException("there is no file " + wsdl);
        }
        Bus bus = BusFactory.newInstance().createBus();
        try {
            Service service = new WSDLServiceFactory(bus, wsdl.toUri().toURL().toString()).create();
            ServiceInfo info = service.getServiceInfos().get(0);
            SoapOutline outline = new SoapOutline(new Shapes(info.getXmlSchemaCollection()));
            List<Operation> operations = new ArrayList<>();
            for (OperationInfo each : info.getInterface().getOperations()) {
                @Nullable Element request = outline.message(each.getInput());
                @Nullable Element answer = outline.message(each.getOutput());
                if (request != null && answer != null) {
                    operations.add(new Operation(each.getName().getLocalPart(), request, answer));
                }
            }
            return operations;
        } catch (MalformedURLException | ServiceConstructionException | IndexOutOfBoundsException unusable) {
            throw new IllegalArgumentException(
                    wsdl + " is no WSDL with a document/literal service: " + unusable.getMessage(), unusable);
        } finally {
            bus.shutdown(true);
        }
    }

    private @Nullable Element message(@Nullable MessageInfo message) {
        if (message == null || message.getMessageParts().isEmpty()) {
            return null;
        }
        var name = message.getMessageParts().get(0).getElementQName();
        Shapes.@Nullable Shape shape = name == null ? null : shapes.global(name);
        return shape == null ? null : element(shape, 0);
    }

    private Element element(Shapes.Shape shape, int depth) {
        @Nullable List<Shapes.Shape> children = shapes.children(shape);
        if (children == null || depth >= DEEPEST) {
            return new Element(
                    shape.name().getLocalPart(),
                    shape.many(),
                    shape.required(),
                    type(shape.type()),
                    values(shape.type()),
                    List.of());
        }
        return new Element(
                shape.name().getLocalPart(),
                shape.many(),
                shape.required(),
                "",
                List.of(),
                children.stream().map(child -> element(child, depth + 1)).toList());
    }

    private static String type(@Nullable XmlSchemaType type) {
        @Nullable XmlSchemaType here = type;
        for (int hops = 0; hops < DEEPEST; hops++) {
            if (here instanceof XmlSchemaSimpleType simple
                    && simple.getContent() instanceof XmlSchemaSimpleTypeRestriction restriction
                    && !"http://www.w3.org/2001/XMLSchema"
                            .equals(here.getQName() == null ? "" : here.getQName().getNamespaceURI())) {
                if (restriction.getBaseType() == null) {
                    return restriction.getBaseTypeName() == null
                            ? "string"
                            : restriction.getBaseTypeName().getLocalPart();
                }
                here = restriction.getBaseType();
            } else {
                break;
            }
        }
        return here == null || here.getQName() == null ? "string" : here.getQName().getLocalPart();
    }

    private static List<String> values(@Nullable XmlSchemaType type) {
        List<String> values = new ArrayList<>();
        if (type instanceof XmlSchemaSimpleType simple
                && simple.getContent() instanceof XmlSchemaSimpleTypeRestriction restriction) {
            for (XmlSchemaFacet facet : restriction.getFacets()) {
                if (facet instanceof XmlSchemaEnumerationFacet) {
                    values.add(String.valueOf(facet.getValue()));
                }
            }
        }
        return values;
    }
}
