package vn.lienthong.hub.camel.soap;

import java.io.ByteArrayInputStream;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.apache.cxf.staxutils.StaxUtils;
import org.apache.ws.commons.schema.XmlSchemaType;
import org.jspecify.annotations.Nullable;
import vn.lienthong.hub.camel.SoapOutline.Answer;
import vn.lienthong.hub.camel.soap.Shapes.Shape;
import vn.lienthong.hub.camel.soap.WsdlOperations.Callable;

/** Reads XML that somebody kept in a file as a call would have read it. Calls nobody. */
public final class ReadAnswer {
    private ReadAnswer() {}

    /** An element that may be meant, and the schemas in which it stands. */
    private record Known(Shapes shapes, Shape shape) {}

    /**
     * @param xml an envelope, what stands in its body, or one element from within an answer
     * @throws IllegalArgumentException if there is no usable WSDL, or it is no XML, or nothing that an operation answers
     */
    public static Answer of(Path wsdl, byte[] xml) {
        List<Callable> operations = WsdlOperations.of(wsdl).operations();
        XMLStreamReader reader = StaxUtils.createXMLStreamReader(new ByteArrayInputStream(xml));
        try {
            start(reader);
            if (reader.getLocalName().equals("Envelope")) {
                do {
                    start(reader);
                } while (!reader.getLocalName().equals("Body"));
                start(reader);
            }
            String root = reader.getLocalName();
            List<Known> answers = operations.stream()
                    .map(operation -> new Known(operation.shapes(), operation.answer()))
                    .toList();
            Optional<Known> whole =
                    answers.stream().filter(each -> isNamed(each.shape(), root)).findFirst();
            Known meant = whole.or(() -> within(answers, root))
                    .orElseThrow(() -> new IllegalArgumentException(
                            root + " is no answer of an operation of " + wsdl.getFileName() + ", and stands in none"));
            return new Answer(whole.isPresent(), new XmlToTree(meant.shapes()).tree(reader, meant.shape()));
        } catch (XMLStreamException | NoSuchElementException broken) {
            throw new IllegalArgumentException("is no XML: " + broken.getMessage(), broken);
        }
    }

    /** Goes to the next start of an element. */
    private static void start(XMLStreamReader reader) throws XMLStreamException {
        do {
            reader.next();
        } while (!reader.isStartElement());
    }

    private static boolean isNamed(Shape shape, String name) {
        return shape.name().getLocalPart().equals(name);
    }

    /** The element of this name that stands nearest to the top of an answer. */
    private static Optional<Known> within(List<Known> answers, String name) {
        Deque<Known> open = new ArrayDeque<>(answers);
        Set<XmlSchemaType> seen = Collections.newSetFromMap(new IdentityHashMap<>());
        while (!open.isEmpty()) {
            Known here = open.remove();
            if (isNamed(here.shape(), name)) {
                return Optional.of(here);
            }
            @Nullable XmlSchemaType type = here.shape().type();
            if (type == null || seen.add(type)) {
                Objects.requireNonNullElse(here.shapes().children(here.shape()), List.<Shape>of())
                        .forEach(child -> open.add(new Known(here.shapes(), child)));
            }
        }
        return Optional.empty();
    }
}
