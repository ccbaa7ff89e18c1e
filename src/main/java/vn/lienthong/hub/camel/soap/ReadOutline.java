package vn.lienthong.hub.camel.soap;

import java.net.MalformedURLException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.xml.namespace.QName;
import org.apache.cxf.Bus;
import org.apache.cxf.BusFactory;
import org.apache.cxf.service.Service;
import org.apache.cxf.service.factory.ServiceConstructionException;
import org.apache.cxf.service.model.MessagePartInfo;
import org.apache.cxf.service.model.OperationInfo;
import org.apache.cxf.service.model.ServiceInfo;
import org.apache.cxf.wsdl11.WSDLServiceFactory;
import org.apache.ws.commons.schema.XmlSchemaEnumerationFacet;
import org.apache.ws.commons.schema.XmlSchemaFacet;
import org.apache.ws.commons.schema.XmlSchemaSimpleType;
import org.apache.ws.commons.schema.XmlSchemaSimpleTypeRestriction;
import org.apache.ws.commons.schema.XmlSchemaType;
import org.jspecify.annotations.Nullable;
import vn.lienthong.hub.camel.SoapOutline.Element;
import vn.lienthong.hub.camel.SoapOutline.Operation;

/** Reads what a WSDL says of its operations. Calls nobody. */
public final class ReadOutline {
    private static final int DEEPEST = 8;

    private final Shapes shapes;

    private ReadOutline(Shapes shapes) {
        this.shapes = shapes;
    }

    /** @throws IllegalArgumentException if there is no usable WSDL */
    public static List<Operation> of(Path wsdl) {
        if (!Files.isRegularFile(wsdl)) {
            throw new IllegalArgumentException("there is no file " + wsdl);
        }
        Bus bus = BusFactory.newInstance().createBus();
        try {
            SoapContract contract = SoapContract.read(wsdl, "", bus);
            Service service = new WSDLServiceFactory(bus, wsdl.toUri().toURL().toString(), contract.service()).create();
            ServiceInfo info = service.getServiceInfos().get(0);
            ReadOutline outline = new ReadOutline(new Shapes(info.getXmlSchemaCollection()));
            List<Operation> operations = new ArrayList<>();
            contract.operations().forEach((name, operation) -> {
                Shapes.@Nullable Shape request = outline.shapes.of(operation.request());
                Shapes.@Nullable Shape answer =
                        operation.answer() != null ? outline.shapes.of(operation.answer()) : outline.answer(info, name);
                if (operation.unusable() == null && request != null && answer != null) {
                    operations.add(new Operation(name, outline.element(request, 0), outline.element(answer, 0)));
                }
            });
            return operations;
        } catch (MalformedURLException | ServiceConstructionException | IndexOutOfBoundsException unusable) {
            throw new IllegalArgumentException(
                    wsdl + " is no WSDL with a SOAP service: " + unusable.getMessage(), unusable);
        } finally {
            bus.shutdown(true);
        }
    }

    /** A document names the element of its answer itself. */
    private Shapes.@Nullable Shape answer(ServiceInfo info, String operation) {
        for (OperationInfo each : info.getInterface().getOperations()) {
            if (each.getName().getLocalPart().equals(operation) && each.getOutput() != null) {
                List<MessagePartInfo> parts = each.getOutput().getMessageParts();
                QName name = parts.isEmpty() ? null : parts.get(0).getElementQName();
                return name == null ? null : shapes.global(name);
            }
        }
        return null;
    }

    private Element element(Shapes.Shape shape, int depth) {
        @Nullable List<Shapes.Shape> children = shapes.children(shape);
        List<Element> inner = new ArrayList<>();
        shapes.attributes(shape)
                .forEach(attribute -> inner.add(new Element(
                        "@" + attribute.name().getLocalPart(),
                        false,
                        attribute.required(),
                        "string",
                        List.of(),
                        List.of())));
        String type = children == null ? type(shape.type()) : "";
        if (children != null && depth < DEEPEST) {
            children.forEach(child -> inner.add(element(child, depth + 1)));
        } else if (!inner.isEmpty()) {
            inner.add(new Element("#text", false, true, type, values(shape.type()), List.of()));
        }
        return new Element(
                shape.name().getLocalPart(),
                shape.many(),
                shape.required(),
                inner.isEmpty() ? type : "",
                inner.isEmpty() ? values(shape.type()) : List.of(),
                inner);
    }

    private static String type(@Nullable XmlSchemaType type) {
        @Nullable XmlSchemaType here = type;
        for (int hops = 0; hops < DEEPEST; hops++) {
            if (here instanceof XmlSchemaSimpleType simple
                    && simple.getContent() instanceof XmlSchemaSimpleTypeRestriction restriction
                    && !"http://www.w3.org/2001/XMLSchema"
                            .equals(
                                    here.getQName() == null
                                            ? ""
                                            : here.getQName().getNamespaceURI())) {
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
        return here == null || here.getQName() == null
                ? "string"
                : here.getQName().getLocalPart();
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
