package vn.lienthong.hub.camel.soap;

import java.util.ArrayList;
import java.util.List;
import javax.xml.namespace.QName;
import org.apache.cxf.common.xmlschema.SchemaCollection;
import org.apache.ws.commons.schema.XmlSchema;
import org.apache.ws.commons.schema.XmlSchemaAll;
import org.apache.ws.commons.schema.XmlSchemaAttribute;
import org.apache.ws.commons.schema.XmlSchemaAttributeGroupRef;
import org.apache.ws.commons.schema.XmlSchemaChoice;
import org.apache.ws.commons.schema.XmlSchemaComplexContentExtension;
import org.apache.ws.commons.schema.XmlSchemaComplexContentRestriction;
import org.apache.ws.commons.schema.XmlSchemaComplexType;
import org.apache.ws.commons.schema.XmlSchemaContent;
import org.apache.ws.commons.schema.XmlSchemaElement;
import org.apache.ws.commons.schema.XmlSchemaGroup;
import org.apache.ws.commons.schema.XmlSchemaGroupRef;
import org.apache.ws.commons.schema.XmlSchemaParticle;
import org.apache.ws.commons.schema.XmlSchemaSequence;
import org.apache.ws.commons.schema.XmlSchemaSimpleContentExtension;
import org.apache.ws.commons.schema.XmlSchemaSimpleContentRestriction;
import org.apache.ws.commons.schema.XmlSchemaSimpleType;
import org.apache.ws.commons.schema.XmlSchemaSimpleTypeRestriction;
import org.apache.ws.commons.schema.XmlSchemaType;
import org.apache.ws.commons.schema.XmlSchemaUse;
import org.apache.ws.commons.schema.constants.Constants;
import org.jspecify.annotations.Nullable;

/** What the schemas of a WSDL say of elements: their children in order, how often, their attributes, the kind of their text. */
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

    /**
     * One element: {@code many} = may stand more than once, {@code required} = must stand at least once.
     *
     * @param parts the children of an rpc message, which no schema has
     */
    record Shape(
            QName name,
            boolean many,
            boolean required,
            boolean nillable,
            @Nullable XmlSchemaType type,
            @Nullable List<Shape> parts) {
        /** The same element with a type that is derived from its own. */
        Shape as(XmlSchemaType derived) {
            return new Shape(name, many, required, nillable, derived, parts);
        }
    }

    /** An attribute of an element. */
    record Attribute(QName name, boolean required) {}

    @Nullable
    Shape global(QName name) {
        @Nullable XmlSchemaElement element = schemas.getElementByQName(name);
        return element == null ? null : shape(element, false, true);
    }

    /** What a message holds. */
    @Nullable
    Shape of(SoapContract.Content content) {
        @Nullable List<SoapContract.RpcPart> parts = content.parts();
        return parts == null
                ? global(content.name())
                : new Shape(
                        content.name(),
                        false,
                        true,
                        false,
                        null,
                        parts.stream().map(this::part).toList());
    }

    private Shape part(SoapContract.RpcPart part) {
        @Nullable XmlSchemaType type = named(part.type());
        @Nullable XmlSchemaElement element = type == null ? schemas.getElementByQName(part.type()) : null;
        return new Shape(
                new QName(part.name()), false, false, true, element == null ? type : element.getSchemaType(), null);
    }

    /** The children of an element, in order; null if it holds text. */
    @Nullable
    List<Shape> children(Shape parent) {
        if (parent.parts() != null) {
            return parent.parts();
        }
        return parent.type() instanceof XmlSchemaComplexType complex && !holdsText(complex) ? children(complex) : null;
    }

    /** The attributes of an element; none for text that has no complex type. */
    List<Attribute> attributes(Shape shape) {
        List<Attribute> found = new ArrayList<>();
        if (shape.type() instanceof XmlSchemaComplexType complex) {
            attributes(complex, found);
        }
        return found;
    }

    /** The type of this name, looked for in the namespace of the shape's own type first. */
    @Nullable
    XmlSchemaType derived(Shape shape, String local) {
        if (shape.type() != null && shape.type().getQName() != null) {
            @Nullable
            XmlSchemaType near = named(new QName(shape.type().getQName().getNamespaceURI(), local));
            if (near != null) {
                return near;
            }
        }
        for (XmlSchema schema : schemas.getXmlSchemas()) {
            @Nullable XmlSchemaType type = schema.getTypeByName(local);
            if (type != null) {
                return type;
            }
        }
        return null;
    }

    Kind kind(Shape leaf) {
        return kind(leaf.type());
    }

    private Kind kind(@Nullable XmlSchemaType start) {
        @Nullable XmlSchemaType type = start;
        while (type instanceof XmlSchemaComplexType complex) {
            @Nullable XmlSchemaContent content = content(complex);
            type = content instanceof XmlSchemaSimpleContentExtension extension
                    ? named(extension.getBaseTypeName())
                    : content instanceof XmlSchemaSimpleContentRestriction restriction
                            ? named(restriction.getBaseTypeName())
                            : null;
        }
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

    private static @Nullable XmlSchemaContent content(XmlSchemaComplexType complex) {
        return complex.getContentModel() == null
                ? null
                : complex.getContentModel().getContent();
    }

    private static boolean holdsText(XmlSchemaComplexType complex) {
        @Nullable XmlSchemaContent content = content(complex);
        return content instanceof XmlSchemaSimpleContentExtension
                || content instanceof XmlSchemaSimpleContentRestriction;
    }

    private List<Shape> children(XmlSchemaComplexType complex) {
        List<Shape> found = new ArrayList<>();
        @Nullable XmlSchemaParticle particle = complex.getParticle();
        @Nullable XmlSchemaContent content = content(complex);
        if (content instanceof XmlSchemaComplexContentExtension extension) {
            if (named(extension.getBaseTypeName()) instanceof XmlSchemaComplexType base) {
                found.addAll(children(base));
            }
            particle = extension.getParticle();
        } else if (content instanceof XmlSchemaComplexContentRestriction restriction) {
            particle = restriction.getParticle();
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
        } else if (particle instanceof XmlSchemaGroupRef group) {
            boolean repeated = many || group.getMaxOccurs() > 1;
            @Nullable Object inside = group.getParticle() != null ? group.getParticle() : group(group.getRefName());
            add(inside, repeated, required && group.getMinOccurs() > 0, found);
        }
    }

    private @Nullable Object group(QName name) {
        for (XmlSchema schema : schemas.getXmlSchemas()) {
            @Nullable XmlSchemaGroup group = schema.getGroups().get(name);
            if (group != null) {
                return group.getParticle();
            }
        }
        return null;
    }

    private void attributes(XmlSchemaComplexType complex, List<Attribute> found) {
        @Nullable XmlSchemaContent content = content(complex);
        if (content instanceof XmlSchemaComplexContentExtension extension) {
            inherited(extension.getBaseTypeName(), found);
            extension.getAttributes().forEach(attribute -> attribute(attribute, found));
        } else if (content instanceof XmlSchemaComplexContentRestriction restriction) {
            inherited(restriction.getBaseTypeName(), found);
        } else if (content instanceof XmlSchemaSimpleContentExtension extension) {
            inherited(extension.getBaseTypeName(), found);
            extension.getAttributes().forEach(attribute -> attribute(attribute, found));
        } else if (content instanceof XmlSchemaSimpleContentRestriction restriction) {
            inherited(restriction.getBaseTypeName(), found);
        }
        complex.getAttributes().forEach(attribute -> attribute(attribute, found));
    }

    private void inherited(@Nullable QName base, List<Attribute> found) {
        if (named(base) instanceof XmlSchemaComplexType complex) {
            attributes(complex, found);
        }
    }

    private void attribute(Object written, List<Attribute> found) {
        if (written instanceof XmlSchemaAttribute attribute) {
            XmlSchemaAttribute meant = attribute.isRef() && attribute.getRef().getTarget() != null
                    ? attribute.getRef().getTarget()
                    : attribute;
            if (attribute.getUse() != XmlSchemaUse.PROHIBITED) {
                found.add(new Attribute(meant.getWireName(), attribute.getUse() == XmlSchemaUse.REQUIRED));
            }
        } else if (written instanceof XmlSchemaAttributeGroupRef group
                && group.getRef().getTarget() != null) {
            group.getRef().getTarget().getAttributes().forEach(each -> attribute(each, found));
        }
    }

    private Shape shape(XmlSchemaElement written, boolean many, boolean required) {
        @Nullable
        XmlSchemaElement global =
                written.isRef() ? schemas.getElementByQName(written.getRef().getTargetQName()) : null;
        XmlSchemaElement element = global == null ? written : global;
        @Nullable
        XmlSchemaType type =
                element.getSchemaType() != null ? element.getSchemaType() : named(element.getSchemaTypeName());
        return new Shape(
                element.getWireName(),
                many || written.getMaxOccurs() > 1,
                required && written.getMinOccurs() > 0,
                element.isNillable(),
                type,
                null);
    }

    private @Nullable XmlSchemaType named(@Nullable QName name) {
        return name == null ? null : schemas.getTypeByQName(name);
    }

    private static @Nullable String namespace(@Nullable QName name) {
        return name == null ? null : name.getNamespaceURI();
    }
}
