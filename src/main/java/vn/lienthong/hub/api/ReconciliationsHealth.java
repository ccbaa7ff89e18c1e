package vn.lienthong.hub.api;

import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.boot.actuate.health.AbstractHealthIndicator;
import org.springframework.boot.actuate.health.Health;
import org.springframework.stereotype.Component;
import vn.lienthong.hub.reconcile.Reconciliations;

/**
 * The health component {@code reconciliations}: the last run of each system. Always up: a difference at a far system is no
 * illness of the hub.
 */
@Component("reconciliationsHealthIndicator")
class ReconciliationsHealth extends AbstractHealthIndicator {
    private final Reconciliations reconciliations;

    ReconciliationsHealth(Reconciliations reconciliations) {
        this.reconciliations = reconciliations;
    }

    @Override
    protected void doHealthCheck(Health.Builder health) {
        Map<String, String> details = new LinkedHashMap<>();
        reconciliations
                .last()
                .forEach((system, run) -> details.put(
                        system.value(),
                        run.state() + " since " + run.changedAt() + ": " + run.compared() + " compared, " + run.mended()
                                + " mended, " + run.open() + " open"));
        health.up().withDetails(details);
    }
}
