package vn.lienthong.hub.camel.soap;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.MalformedURLException;
import java.nio.file.Path;
import java.util.Optional;
import org.apache.cxf.Bus;
import org.apache.cxf.BusFactory;
import org.apache.cxf.wsdl11.WSDLServiceFactory;

/** Whether calls fit one port of a WSDL. Calls nobody. Thread-safe. */
public final class FitsContract {
    private final SoapContract contract;
    private final RequestXml requests;

    private FitsContract(SoapContract contract, RequestXml requests) {
        this.contract = contract;
        this.requests = requests;
    }

    /**
     * Reads a contract.
     *
     * @param port name of the port; empty = the usual one
     * @throws IllegalArgumentException if there is no usable WSDL or no such port
     */
    public static FitsContract read(Path wsdl, String port) {
        Bus bus = BusFactory.newInstance().createBus();
        try {
            SoapContract contract = SoapContract.read(wsdl, port, bus);
            Shapes shapes =
                    new Shapes(new WSDLServiceFactory(bus, wsdl.toUri().toURL().toString(), contract.service())
                            .create()
                            .getServiceInfos()
                            .get(0)
                            .getXmlSchemaCollection());
            return new FitsContract(contract, new RequestXml(contract, shapes));
        } catch (IllegalArgumentException unusable) {
            throw unusable;
        } catch (MalformedURLException | RuntimeException unusable) {
            throw new IllegalArgumentException(
                    "HUB-SOAP-002 " + wsdl + " is no WSDL with a SOAP service: " + unusable.getMessage(), unusable);
        } finally {
            bus.shutdown(true);
        }
    }

    /** What is wrong with a call, after its code; empty = it could be sent. */
    public synchronized Optional<String> fault(JsonNode call) {
        try {
            requests.of(call);
            return Optional.empty();
        } catch (NotInSchema faulty) {
            return Optional.of("HUB-SOAP-010 " + faulty.getMessage());
        } catch (IllegalArgumentException unusable) {
            return Optional.of(String.valueOf(unusable.getMessage()));
        }
    }

    /** Whether another port has the operation that this one lacks. */
    public boolean isElsewhere(JsonNode call) {
        String operation = call.path("operation").asText("");
        return !contract.operations().containsKey(operation)
                && !contract.portsWith(operation).isEmpty();
    }
}
