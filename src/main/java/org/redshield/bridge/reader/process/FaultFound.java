package org.redshield.bridge.reader.process;

import java.util.Arrays;
import java.util.List;
import org.redshield.bridge.reader.table.Fault;

/** The file is not read on. */
final class FaultFound extends RuntimeException {

    private static final long serialVersionUID = 1;

    private final Fault fault;
    private final transient List<String> about;

    /** @param about what the sentence of the fault says */
    FaultFound(Fault fault, Object... about) {
        super(fault.name(), null, false, false);
        this.fault = fault;
        this.about = Arrays.stream(about).map(String::valueOf).toList();
    }

    Fault fault() {
        return fault;
    }

    List<String> about() {
        return about;
    }
}
