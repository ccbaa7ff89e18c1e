package vn.lienthong.hub.camel.soap;

import java.net.MalformedURLException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.xml.namespace.QName;
import org.apache.cxf.Bus;
import org.apache.cxf.BusFactory;
import org.apache.cxf.service.factory.ServiceConstructionException;
import org.apache.cxf.service.model.MessagePartInfo;
import org.apache.cxf.service.model.OperationInfo;
import org.apache.cxf.service.model.ServiceInfo;
import org.apache.cxf.wsdl11.WSDLServiceFactory;
import org.jspecify.annotations.Nullable;
import vn.lienthong.hub.camel.soap.Shapes.Shape;

/**
 * The operations that the hub can call, of every port of a WSDL. Calls nobody.
 *
 * @param ports those with SOAP, in the order in which a route without a port prefers them; at least one
 */
record WsdlOperations(List<String> ports, List<Callable> operations) {
    /** One operation of a port: what it takes and gives. */
    record Callable(String port, String name, Shapes shapes, Shape request, Shape answer) {}

    /** @throws IllegalArgumentException if there is no usable WSDL */
    static WsdlOperations of(Path wsdl) {
        if (!Files.isRegularFile(wsdl)) {
            throw new IllegalArgumentException("there is no file " + wsdl);
        }
        Bus bus = BusFactory.newInstance().createBus();
        try {
            String url = wsdl.toUri().toURL().toString();
            Map<QName, List<ServiceInfo>> services = new HashMap<>();
            List<String> ports = new ArrayList<>();
            List<Callable> operations = new ArrayList<>();
            for (SoapContract contract : SoapContract.ports(wsdl, bus)) {
                ports.add(contract.port().getLocalPart());
                List<ServiceInfo> infos = services.computeIfAbsent(
                        contract.service(),
                        name -> new WSDLServiceFactory(bus, url, name).create().getServiceInfos());
                callable(contract, infos, operations);
            }
            return new WsdlOperations(ports, operations);
        } catch (MalformedURLException | ServiceConstructionException | IndexOutOfBoundsException unusable) {
            throw new IllegalArgumentException(
                    wsdl + " is no WSDL with a SOAP service: " + unusable.getMessage(), unusable);
        } finally {
            bus.shutdown(true);
        }
    }

    private static void callable(SoapContract contract, List<ServiceInfo> infos, List<Callable> operations) {
        String port = contract.port().getLocalPart();
        ServiceInfo info = infos.stream()
                .filter(each -> each.getEndpoints().stream()
                        .anyMatch(end -> end.getName().getLocalPart().equals(port)))
                .findFirst()
                .orElseGet(() -> infos.get(0));
        Shapes shapes = new Shapes(info.getXmlSchemaCollection());
        contract.operations().forEach((name, operation) -> {
            @Nullable Shape request = shapes.of(operation.request());
            @Nullable
            Shape answer = operation.answer() != null ? shapes.of(operation.answer()) : answer(info, shapes, name);
            if (operation.unusable() == null && request != null && answer != null) {
                operations.add(new Callable(port, name, shapes, request, answer));
            }
        });
    }

    /** A document names the element of its answer itself. */
    private static @Nullable Shape answer(ServiceInfo info, Shapes shapes, String operation) {
        for (OperationInfo each : info.getInterface().getOperations()) {
            if (each.getName().getLocalPart().equals(operation) && each.getOutput() != null) {
                List<MessagePartInfo> parts = each.getOutput().getMessageParts();
                QName name = parts.isEmpty() ? null : parts.get(0).getElementQName();
                return name == null ? null : shapes.global(name);
            }
        }
        return null;
    }
}
