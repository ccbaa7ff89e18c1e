package vn.lienthong.hub.camel.soap;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import javax.wsdl.Binding;
import javax.wsdl.BindingOperation;
import javax.wsdl.Definition;
import javax.wsdl.Message;
import javax.wsdl.Part;
import javax.wsdl.Port;
import javax.wsdl.Service;
import javax.wsdl.WSDLException;
import javax.wsdl.extensions.soap.SOAPBinding;
import javax.wsdl.extensions.soap.SOAPBody;
import javax.wsdl.extensions.soap.SOAPHeader;
import javax.wsdl.extensions.soap.SOAPOperation;
import javax.wsdl.extensions.soap12.SOAP12Binding;
import javax.wsdl.extensions.soap12.SOAP12Body;
import javax.wsdl.extensions.soap12.SOAP12Header;
import javax.wsdl.extensions.soap12.SOAP12Operation;
import javax.xml.namespace.QName;
import org.apache.cxf.Bus;
import org.apache.cxf.wsdl.WSDLManager;
import org.jspecify.annotations.Nullable;
import vn.lienthong.hub.systems.NearestName;

/**
 * The operations of one port of a WSDL: document/literal, wrapped or bare, and rpc/literal; SOAP 1.1 and 1.2.
 *
 * @param ports names of the operations of every port that speaks SOAP, by its name
 */
record SoapContract(
        Path wsdl, QName service, QName port, Map<String, Operation> operations, Map<String, Set<String>> ports) {
    /**
     * One operation.
     *
     * @param request what its body holds
     * @param answer what the answer's body holds; rpc only, a document names its element itself
     * @param action value of the header SOAPAction
     * @param unusable why it cannot be called; null = it can
     */
    record Operation(
            Content request,
            @Nullable Content answer,
            String action,
            @Nullable String unusable) {}

    /** One element; for rpc its parts, each with its type. No parts and no type: the schema has it. */
    record Content(QName name, @Nullable List<RpcPart> parts) {}

    /** A part of an rpc message: an element without a namespace. */
    record RpcPart(String name, QName type) {}

    /**
     * @param wanted name of the port; empty = the first by name with SOAP 1.1, else with SOAP 1.2
     * @throws IllegalArgumentException if there is no usable WSDL or no such port
     */
    static SoapContract read(Path wsdl, String wanted, Bus bus) {
        List<Place> places = places(wsdl, bus);
        return places.stream()
                .filter(each -> wanted.isEmpty() || wanted.equals(each.name()))
                .findFirst()
                .map(place -> at(place, wsdl, places))
                .orElseThrow(() -> new IllegalArgumentException("HUB-SOAP-002 " + wsdl + " has no port " + wanted
                        + new NearestName(ports(places).keySet())
                                .remedy(
                                        wanted,
                                        "; write one of " + ports(places).keySet())));
    }

    /**
     * Every port with SOAP that a route can name, in the order in which {@link #read} prefers them.
     *
     * @throws IllegalArgumentException if there is no usable WSDL
     */
    static List<SoapContract> ports(Path wsdl, Bus bus) {
        Map<String, SoapContract> ports = new LinkedHashMap<>();
        List<Place> places = places(wsdl, bus);
        for (Place place : places) {
            if (!ports.containsKey(place.name())) {
                ports.put(place.name(), at(place, wsdl, places));
            }
        }
        return List.copyOf(ports.values());
    }

    /** Ports with SOAP 1.1 by name, then those with SOAP 1.2; at least one. */
    private static List<Place> places(Path wsdl, Bus bus) {
        if (!Files.isRegularFile(wsdl)) {
            throw new IllegalArgumentException("HUB-SOAP-001 no contract " + wsdl + "; put the far side's WSDL there");
        }
        Definition definition;
        try {
            definition = bus.getExtension(WSDLManager.class)
                    .getDefinition(wsdl.toUri().toString());
        } catch (WSDLException | RuntimeException unusable) {
            throw new IllegalArgumentException(
                    "HUB-SOAP-002 " + wsdl + " cannot be read: what it imports must lie where it says ("
                            + deepest(unusable) + ")",
                    unusable);
        }
        List<Place> places = new ArrayList<>();
        for (Service service : all(definition.getAllServices(), Service.class)) {
            for (Port port : all(service.getPorts(), Port.class)) {
                if (style(port.getBinding()) != null) {
                    places.add(new Place(service.getQName(), port));
                }
            }
        }
        if (places.isEmpty()) {
            throw new IllegalArgumentException("HUB-SOAP-002 " + wsdl + " has no service with SOAP");
        }
        places.sort(Comparator.comparing(Place::isSoap12).thenComparing(Place::name));
        return places;
    }

    private static SoapContract at(Place place, Path wsdl, List<Place> places) {
        return new SoapContract(
                wsdl,
                place.service(),
                new QName(place.service().getNamespaceURI(), place.name()),
                operations(place.port().getBinding()),
                ports(places));
    }

    /**
     * An operation that can be called.
     *
     * @throws IllegalArgumentException if there is none of this name in the port; says in which port it is
     */
    Operation operation(String name) {
        @Nullable Operation operation = operations.get(name);
        if (operation == null) {
            throw new IllegalArgumentException("HUB-SOAP-004 the port " + port.getLocalPart() + " has no operation \""
                    + name + "\"" + where(name));
        }
        if (operation.unusable() != null) {
            throw new IllegalArgumentException("HUB-SOAP-004 operation " + name + " " + operation.unusable());
        }
        return operation;
    }

    /** Ports that have the operation. */
    List<String> portsWith(String operation) {
        return ports.entrySet().stream()
                .filter(each -> each.getValue().contains(operation))
                .map(Map.Entry::getKey)
                .toList();
    }

    private String where(String name) {
        List<String> others = portsWith(name);
        if (!others.isEmpty()) {
            return "; it is in the port " + String.join(" and in ", others) + ", write port: " + others.get(0)
                    + " in the route";
        }
        Set<String> all = new TreeSet<>();
        ports.values().forEach(all::addAll);
        return new NearestName(all).remedy(name, "; the contract has " + all);
    }

    private static Map<String, Set<String>> ports(List<Place> places) {
        Map<String, Set<String>> ports = new TreeMap<>();
        places.forEach(place -> ports.computeIfAbsent(place.port().getName(), name -> new TreeSet<>())
                .addAll(operations(place.port().getBinding()).keySet()));
        return ports;
    }

    /** A port that speaks SOAP. */
    private record Place(QName service, Port port) {
        String name() {
            return port.getName();
        }

        boolean isSoap12() {
            return all(port.getBinding().getExtensibilityElements(), SOAPBinding.class)
                    .isEmpty();
        }
    }

    private static String deepest(Throwable failure) {
        Throwable cause = failure;
        while (cause.getCause() != null && cause.getCause() != cause) {
            cause = cause.getCause();
        }
        return Objects.requireNonNullElse(cause.getMessage(), cause.getClass().getSimpleName())
                .lines()
                .findFirst()
                .orElse("");
    }

    /** wsdl4j knows no generics. */
    private static <T> List<T> all(Map<?, ?> things, Class<T> kind) {
        return all(things.values(), kind);
    }

    private static <T> List<T> all(Collection<?> things, Class<T> kind) {
        return things.stream().filter(kind::isInstance).map(kind::cast).toList();
    }

    /** rpc or document; null if the binding is none of SOAP. */
    private static @Nullable String style(Binding binding) {
        for (Object extension : binding.getExtensibilityElements()) {
            if (extension instanceof SOAPBinding soap) {
                return Objects.requireNonNullElse(soap.getStyle(), "document");
            }
            if (extension instanceof SOAP12Binding soap) {
                return Objects.requireNonNullElse(soap.getStyle(), "document");
            }
        }
        return null;
    }

    private static Map<String, Operation> operations(Binding binding) {
        Map<String, Operation> operations = new LinkedHashMap<>();
        String usual = Objects.requireNonNull(style(binding));
        for (BindingOperation operation : all(binding.getBindingOperations(), BindingOperation.class)) {
            operations.put(operation.getName(), operation(operation, usual));
        }
        return operations;
    }

    private static Operation operation(BindingOperation operation, String usual) {
        String style = usual;
        String action = "";
        for (Object extension : operation.getExtensibilityElements()) {
            if (extension instanceof SOAPOperation soap) {
                style = Objects.requireNonNullElse(soap.getStyle(), usual);
                action = Objects.requireNonNullElse(soap.getSoapActionURI(), "");
            } else if (extension instanceof SOAP12Operation soap) {
                style = Objects.requireNonNullElse(soap.getStyle(), usual);
                action = Objects.requireNonNullElse(soap.getSoapActionURI(), "");
            }
        }
        Body in = Body.of(
                operation.getBindingInput() == null
                        ? List.of()
                        : operation.getBindingInput().getExtensibilityElements());
        if (in.encoded()) {
            return new Operation(
                    new Content(new QName(operation.getName()), null),
                    null,
                    action,
                    "is rpc/encoded; ask the far side for a literal service");
        }
        String name = operation.getName();
        @Nullable
        Message input = operation.getOperation().getInput() == null
                ? null
                : operation.getOperation().getInput().getMessage();
        List<Part> parts = input == null ? List.of() : in.bodyOf(all(input.getOrderedParts(null), Part.class));
        if (style.equals("rpc")) {
            Body out = Body.of(
                    operation.getBindingOutput() == null
                            ? List.of()
                            : operation.getBindingOutput().getExtensibilityElements());
            @Nullable
            Message output = operation.getOperation().getOutput() == null
                    ? null
                    : operation.getOperation().getOutput().getMessage();
            List<Part> answered =
                    output == null ? List.of() : out.bodyOf(all(output.getOrderedParts(null), Part.class));
            return new Operation(
                    rpc(new QName(in.namespace(), name), parts),
                    rpc(new QName(out.namespace(), name + "Response"), answered),
                    action,
                    null);
        }
        if (parts.size() != 1 || parts.get(0).getElementName() == null) {
            return new Operation(
                    new Content(new QName(name), null),
                    null,
                    action,
                    "has no body of one element, which document/literal needs");
        }
        return new Operation(new Content(parts.get(0).getElementName(), null), null, action, null);
    }

    private static Content rpc(QName name, List<Part> parts) {
        List<RpcPart> all = new ArrayList<>();
        for (Part part : parts) {
            all.add(new RpcPart(
                    part.getName(), part.getTypeName() == null ? part.getElementName() : part.getTypeName()));
        }
        return new Content(name, all);
    }

    /** What a binding says of a message's body; {@code parts} null = all that are no header. */
    private record Body(@Nullable List<?> parts, Set<String> headers, String namespace, boolean encoded) {
        static Body of(List<?> extensions) {
            @Nullable List<?> parts = null;
            Set<String> headers = new HashSet<>();
            String namespace = "";
            boolean encoded = false;
            for (Object extension : extensions) {
                if (extension instanceof SOAPBody soap) {
                    parts = soap.getParts();
                    namespace = Objects.requireNonNullElse(soap.getNamespaceURI(), "");
                    encoded = "encoded".equals(soap.getUse());
                } else if (extension instanceof SOAP12Body soap) {
                    parts = soap.getParts();
                    namespace = Objects.requireNonNullElse(soap.getNamespaceURI(), "");
                    encoded = "encoded".equals(soap.getUse());
                } else if (extension instanceof SOAPHeader header) {
                    headers.add(header.getPart());
                } else if (extension instanceof SOAP12Header header) {
                    headers.add(header.getPart());
                }
            }
            return new Body(parts, headers, namespace, encoded);
        }

        List<Part> bodyOf(List<Part> all) {
            return all.stream()
                    .filter(part -> parts != null ? parts.contains(part.getName()) : !headers.contains(part.getName()))
                    .toList();
        }
    }
}
