package org.redshield.bridge.engine;

import java.util.Set;

/** The variables that one process declares. One bean per process; anything undeclared is refused at flush. */
public interface VariableCatalog {

    Set<Variable<?>> variables();
}
