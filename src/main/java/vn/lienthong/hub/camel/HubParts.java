package vn.lienthong.hub.camel;

import java.time.Clock;
import java.util.random.RandomGenerator;
import vn.lienthong.hub.delivery.Deliveries;
import vn.lienthong.hub.intake.Intake;
import vn.lienthong.hub.intake.Lookups;
import vn.lienthong.hub.ledger.Leases;
import vn.lienthong.hub.ledger.Watermarks;
import vn.lienthong.hub.mapping.Mappings;
import vn.lienthong.hub.systems.FarSystems;
import vn.lienthong.hub.systems.SystemStates;

/**
 * What the consumers and steps work with.
 *
 * @param node name of this process among the hub processes on one ledger
 */
record HubParts(
        FarSystems systems,
        Mappings mappings,
        Intake intake,
        Lookups lookups,
        Deliveries deliveries,
        Watermarks watermarks,
        Leases leases,
        WakeUps wakeUps,
        Questions questions,
        Paces paces,
        SystemStates states,
        Clock clock,
        RandomGenerator random,
        String node) {}
