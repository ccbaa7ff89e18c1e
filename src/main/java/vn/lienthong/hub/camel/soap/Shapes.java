package vn.lienthong.hub.camel.soap;

import java.util.ArrayList;
import java.util.List;
import javax.xml.namespace.QName;
import org.apache.cxf.common.xmlschema.SchemaCollection;
import org.apache.ws.commons.schema.XmlSchemaAll;
import org.apache.ws.commons.schema.XmlSchemaChoice;
import org.apache.ws.commons.schema.XmlSchemaComplexContentExtension;
import org.apache.ws.commons.schema.XmlSchemaComplexType;
import org.apache.ws.commons.schema.XmlSchemaElement;
import org.apache.ws.commons.schema.XmlSchemaParticle;
import org.apache.ws.commons.schema.XmlSchemaSequence;
import org.apache.ws.commons.schema.XmlSchemaSimpleType;
import org.apache.ws.commons.schema.XmlSchemaSimpleTypeRestriction;
import org.apache.ws.commons.schema.XmlSchemaType;
import org.apache.ws.commons.schema.constants.Constants;
import org.jspecify.annotations.Nullable;

/** What the schemas of a WSDL say of elements: their children in order, how often, and the kind of their text. */
class Shapes {
    private final SchemaCollection schemas;

    Shapes(SchemaCollection schemas) {
        this.schemas = schemas;
    }

    /** Kind of a text. */
    enum Kind {
        WHOLE_NUMBER,
        FLAG,
        TEXT
    }

    /** One element: {@code many} = may stand more than once, {@code required} = must stand at least once. */
    record Shape(
            QName name,
            boolean many,
            boolean required,
            boolean nillable,
            @Nullable XmlSchemaType type) {}

    @Nullable
    Shape global(QName name) {
        @Nullable XmlSchemaElement element = schemas.getElementByQName(name);
        return element == null ? null : shape(element, false, true);
    }

    /** The children of an element, in order; null if it holds text. */
    @Nullable
    List<Shape> children(Shape parent) {
        return parent.type() instanceof XmlSchemaComplexType complex ? children(complex) : null;
    }

    Kind kind(Shape leaf) {
        @Nullable XmlSchemaType type = leaf.type();
        while (type instanceof XmlSchemaSimpleType simple
                && simple.getContent() instanceof XmlSchemaSimpleTypeRestriction restriction
                && !Constants.URI_2001_SCHEMA_XSD.equals(namespace(simple.getQName()))) {
            @Nullable
            XmlSchemaType base = restriction.getBaseType() != null
                    ? restriction.getBaseType()
                    : named(restriction.getBaseTypeName());
            if (base == null) {
                return kind(restriction.getBaseTypeName());
            }
            type = base;
        }
        return type == null ? Kind.TEXT : kind(type.getQName());
    }

    private static Kind kind(@Nullable QName xsd) {
        if (xsd == null || !Constants.URI_2001_SCHEMA_XSD.equals(xsd.getNamespaceURI())) {
            return Kind.TEXT;
        }
        return switch (xsd.getLocalPart()) {
            case "long",
                    "int",
                    "integer",
                    "short",
                    "byte",
                    "unsignedInt",
                    "unsignedShort",
                    "unsignedByte",
                    "unsignedLong",
                    "positiveInteger",
                    "nonNegativeInteger" -> Kind.WHOLE_NUMBER;
            case "boolean" -> Kind.FLAG;
            default -> Kind.TEXT;
        };
    }

    private List<Shape> children(XmlSchemaComplexType complex) {
        List<Shape> found = new ArrayList<>();
        @Nullable XmlSchemaParticle particle = complex.getParticle();
        if (complex.getContentModel() != null
                && complex.getContentModel().getContent() instanceof XmlSchemaComplexContentExtension extension) {
            if (named(extension.getBaseTypeName()) instanceof XmlSchemaComplexType base) {
                found.addAll(children(base));
            }
            particle = extension.getParticle();
        }
        add(particle, false, true, found);
        return found;
    }

    private void add(@Nullable Object particle, boolean many, boolean required, List<Shape> found) {
        if (particle instanceof XmlSchemaElement element) {
            found.add(shape(element, many, required));
        } else if (particle instanceof XmlSchemaSequence sequence) {
            boolean repeated = many || sequence.getMaxOccurs() > 1;
            boolean all = required && sequence.getMinOccurs() > 0;
            sequence.getItems().forEach(item -> add(item, repeated, all, found));
        } else if (particle instanceof XmlSchemaChoice choice) {
            boolean repeated = many || choice.getMaxOccurs() > 1;
            choice.getItems().forEach(item -> add(item, repeated, false, found));
        } else if (particle instanceof XmlSchemaAll all) {
            all.getItems().forEach(item -> add(item, many, required, found));
        }
    }

    private Shape shape(XmlSchemaElement written, boolean many, boolean required) {
        XmlSchemaElement element =
                written.isRef() ? schemas.getElementByQName(written.getRef().getTargetQName()) : written;
        @Nullable
        XmlSchemaType type =
                element.getSchemaType() != null ? element.getSchemaType() : named(element.getSchemaTypeName());
        return new Shape(
                element.getWireName(),
                many || written.getMaxOccurs() > 1,
                required && written.getMinOccurs() > 0,
                element.isNillable(),
                type);
    }

    private @Nullable XmlSchemaType named(@Nullable QName name) {
        return name == null ? null : schemas.getTypeByQName(name);
    }

    private static @Nullable String namespace(@Nullable QName name) {
        return name == null ? null : name.getNamespaceURI();
    }
}
