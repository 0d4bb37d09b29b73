package org.redshield.bridge.work;

import java.util.List;
import java.util.UUID;

/**
 * A row that this node holds for a while.
 *
 * @param owner of this taking alone: a node that was thought dead cannot finish what another has taken over
 * @param key values of the table's key
 */
public record Lease(UUID owner, List<Object> key) {}
