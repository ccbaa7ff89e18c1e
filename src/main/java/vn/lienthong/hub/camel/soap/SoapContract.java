package vn.lienthong.hub.camel.soap;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import javax.wsdl.Binding;
import javax.wsdl.BindingOperation;
import javax.wsdl.Definition;
import javax.wsdl.Part;
import javax.wsdl.Port;
import javax.wsdl.Service;
import javax.wsdl.WSDLException;
import javax.wsdl.extensions.soap.SOAPOperation;
import javax.xml.namespace.QName;
import org.apache.cxf.Bus;
import org.apache.cxf.wsdl.WSDLManager;
import org.jspecify.annotations.Nullable;

/** The operations of the first service and port of a WSDL (document/literal). */
record SoapContract(Path wsdl, QName service, QName port, Map<String, Operation> operations) {
    /** @param action value of the header SOAPAction */
    record Operation(QName request, String action) {}

    /** @throws IllegalArgumentException if there is no usable WSDL */
    static SoapContract read(Path wsdl, Bus bus) {
        if (!Files.isRegularFile(wsdl)) {
            throw new IllegalArgumentException("HUB-SOAP-001 no contract " + wsdl + "; put the far side's WSDL there");
        }
        try {
            Definition definition = bus.getExtension(WSDLManager.class)
                    .getDefinition(wsdl.toUri().toString());
            Service service =
                    (Service) definition.getServices().values().iterator().next();
            Port port = (Port) service.getPorts().values().iterator().next();
            return new SoapContract(
                    wsdl,
                    service.getQName(),
                    new QName(service.getQName().getNamespaceURI(), port.getName()),
                    operations(port.getBinding()));
        } catch (WSDLException | RuntimeException unusable) {
            throw new IllegalArgumentException(
                    "HUB-SOAP-002 " + wsdl + " is no WSDL with a document/literal service", unusable);
        }
    }

    private static Map<String, Operation> operations(Binding binding) {
        Map<String, Operation> operations = new LinkedHashMap<>();
        for (Object each : binding.getBindingOperations()) {
            BindingOperation operation = (BindingOperation) each;
            Part body = (Part) operation
                    .getOperation()
                    .getInput()
                    .getMessage()
                    .getParts()
                    .values()
                    .iterator()
                    .next();
            operations.put(operation.getName(), new Operation(body.getElementName(), action(operation)));
        }
        return operations;
    }

    private static String action(BindingOperation operation) {
        for (Object extension : operation.getExtensibilityElements()) {
            if (extension instanceof SOAPOperation soap) {
                @Nullable String action = soap.getSoapActionURI();
                return action == null ? "" : action;
            }
        }
        return "";
    }
}
