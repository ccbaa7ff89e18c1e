package vn.lienthong.hub.systems;

import java.util.Set;
import vn.lienthong.hub.dossier.SystemId;

/**
 * Changed files of these systems are in use from now on.
 *
 * @param settings whether what {@code config/systems.yaml} says of them changed too, or they came or went
 */
public record SystemsSwapped(Set<SystemId> systems, boolean settings) {}
