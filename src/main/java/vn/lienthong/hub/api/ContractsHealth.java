package vn.lienthong.hub.api;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.springframework.boot.actuate.health.AbstractHealthIndicator;
import org.springframework.boot.actuate.health.Health;
import org.springframework.stereotype.Component;
import vn.lienthong.hub.watch.Contracts;
import vn.lienthong.hub.watch.Contracts.Finding;

/**
 * The health component {@code contracts}: the systems whose records are no more as they were, and in what. Always up: the hub
 * works with what it gets.
 */
@Component("contractsHealthIndicator")
class ContractsHealth extends AbstractHealthIndicator {
    private static final int SHOWN = 5;

    private final Contracts contracts;

    ContractsHealth(Contracts contracts) {
        this.contracts = contracts;
    }

    @Override
    protected void doHealthCheck(Health.Builder health) {
        Map<String, String> details = new LinkedHashMap<>();
        contracts.open().forEach((system, findings) -> details.put(system.value(), words(findings)));
        health.up().withDetails(details);
    }

    private static String words(List<Finding> findings) {
        String first = findings.stream()
                .limit(SHOWN)
                .map(one -> one.kind() + " " + one.stream() + " " + one.path()
                        + (one.detail().isEmpty() ? "" : " (" + one.detail() + ")") + " since " + one.since())
                .collect(Collectors.joining("; "));
        return findings.size() > SHOWN ? first + "; and " + (findings.size() - SHOWN) + " more" : first;
    }
}
