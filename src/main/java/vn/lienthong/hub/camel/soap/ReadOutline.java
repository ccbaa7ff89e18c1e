package vn.lienthong.hub.camel.soap;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import org.apache.ws.commons.schema.XmlSchemaEnumerationFacet;
import org.apache.ws.commons.schema.XmlSchemaFacet;
import org.apache.ws.commons.schema.XmlSchemaSimpleType;
import org.apache.ws.commons.schema.XmlSchemaSimpleTypeRestriction;
import org.apache.ws.commons.schema.XmlSchemaType;
import org.jspecify.annotations.Nullable;
import vn.lienthong.hub.camel.SoapOutline;
import vn.lienthong.hub.camel.SoapOutline.Element;
import vn.lienthong.hub.camel.SoapOutline.Operation;

/** Reads what a WSDL says of its operations. Calls nobody. */
public final class ReadOutline {
    private static final int DEEPEST = 8;

    private final Shapes shapes;
    /** Types of the elements around the present one: a type within itself is read no further. */
    private final Set<XmlSchemaType> around = Collections.newSetFromMap(new IdentityHashMap<>());

    private ReadOutline(Shapes shapes) {
        this.shapes = shapes;
    }

    /** @throws IllegalArgumentException if there is no usable WSDL */
    public static SoapOutline of(Path wsdl) {
        WsdlOperations all = WsdlOperations.of(wsdl);
        return new SoapOutline(
                all.ports(),
                all.operations().stream()
                        .map(each -> new Operation(
                                each.port(),
                                each.name(),
                                new ReadOutline(each.shapes()).element(each.request(), 0),
                                new ReadOutline(each.shapes()).element(each.answer(), 0)))
                        .toList());
    }

    private Element element(Shapes.Shape shape, int depth) {
        @Nullable List<Shapes.Shape> children = shapes.children(shape);
        @Nullable XmlSchemaType own = shape.type();
        boolean again = children != null && own != null && !around.add(own);
        List<Element> inner = new ArrayList<>();
        if (!again && depth < DEEPEST) {
            shapes.attributes(shape)
                    .forEach(attribute -> inner.add(new Element(
                            "@" + attribute.name().getLocalPart(),
                            false,
                            attribute.required(),
                            "string",
                            List.of(),
                            List.of())));
            if (children != null) {
                children.forEach(child -> inner.add(element(child, depth + 1)));
            } else if (!inner.isEmpty()) {
                inner.add(new Element("#text", false, true, type(own), values(own), List.of()));
            }
        }
        if (children != null && own != null && !again) {
            around.remove(own);
        }
        boolean text = children == null && inner.isEmpty();
        return new Element(
                shape.name().getLocalPart(),
                shape.many(),
                shape.required(),
                text ? type(own) : "",
                text ? values(own) : List.of(),
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
