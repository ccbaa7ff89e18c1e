package vn.lienthong.hub.camel;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import vn.lienthong.hub.camel.soap.FitsContract;
import vn.lienthong.hub.dossier.SystemId;
import vn.lienthong.hub.mapping.RunExamples;

/**
 * Whether the SOAP steps of one pack fit the contracts that they name: each contract and port is there, and the calls that
 * the examples of {@code ask/} make could be sent. Thread-safe.
 */
final class PackContracts {
    private final Path home;
    private final SystemId system;
    private final String route;
    private final List<PackFault> faults = new ArrayList<>();
    private final List<Step> steps = new ArrayList<>();

    /** A step that can call. */
    private record Step(HubUri uri, FitsContract contract) {}

    /** Reads every contract once. */
    PackContracts(Path home, SystemId system, String route) {
        this.home = home;
        this.system = system;
        this.route = route;
        Map<String, @Nullable FitsContract> known = new HashMap<>();
        for (HubUri uri : PackRoutes.of(home, home.resolve(route)).uris()) {
            String wsdl = uri.parameter("wsdl");
            String port = uri.parameter("port");
            if (!uri.kind().equals("soap") || wsdl.isBlank() || (wsdl + port).contains("{{")) {
                continue;
            }
            if (!known.containsKey(wsdl + " " + port)) {
                known.put(wsdl + " " + port, read(wsdl, port, uri.line()));
            }
            FitsContract contract = known.get(wsdl + " " + port);
            if (contract != null) {
                steps.add(new Step(uri, contract));
            }
        }
    }

    private @Nullable FitsContract read(String wsdl, String port, int line) {
        if (!Files.isRegularFile(home.resolve(wsdl))) {
            faults.add(new PackFault(
                    "HUB-PACK-006",
                    system.value(),
                    route,
                    line,
                    "there is no " + wsdl + "; put the contract there, or write its path from the project's root"));
            return null;
        }
        try {
            return FitsContract.read(home.resolve(wsdl), port);
        } catch (IllegalArgumentException unusable) {
            faults.add(fault(route, line, Objects.requireNonNullElse(unusable.getMessage(), "")));
            return null;
        }
    }

    /** What is wrong with contracts and ports. */
    List<PackFault> faults() {
        return faults;
    }

    /** What is wrong with the calls that {@code ask/} made in an example. */
    List<PackFault> asked(RunExamples.Situation situation, List<RunExamples.Pair> pairs) {
        List<PackFault> found = new ArrayList<>();
        for (RunExamples.Pair pair : pairs) {
            @Nullable JsonNode call = pair.made();
            for (Step step : steps) {
                String ask = step.uri().parameter("ask");
                if (call == null || !pair.given().equals("ask." + ask + ".json")) {
                    continue;
                }
                boolean elsewhere = step.contract().isElsewhere(call);
                step.contract()
                        .fault(call)
                        .map(said -> elsewhere
                                ? fault(route, step.uri().line(), said)
                                : fault(
                                        "mappings/" + system + "/ask/" + ask + ".jslt",
                                        0,
                                        said + " (example " + situation.name() + ")"))
                        .ifPresent(found::add);
            }
        }
        return found;
    }

    /** @param said begins with its code, if it is of ours */
    private PackFault fault(String file, int line, String said) {
        String plain = (said.startsWith("HUB-") ? said : "HUB-SOAP-002 " + said).replace(home + "/", "");
        return new PackFault(plain.substring(0, 12), system.value(), file, line, plain.substring(13));
    }
}
