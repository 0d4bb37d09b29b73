package org.redshield.bridge.engine.account;

import java.util.Collection;
import java.util.Set;

/** Which organisations stand below others; who knows the organisations says it. */
@FunctionalInterface
public interface Hierarchy {

    /** These organisations and all that stand below one of them, at whatever depth. */
    Set<String> under(Collection<String> organisations);
}
