package org.redshield.bridge.bureau.directory;

import java.util.List;
import org.redshield.bridge.Refusal;
import org.redshield.bridge.bureau.directory.Planned.Fault;

/** Lines of a file are wrong, and none of it was brought in. */
final class DirectoryRefusal extends Refusal {

    private static final long serialVersionUID = 1;

    private final transient List<Fault> faults;

    DirectoryRefusal(List<Fault> faults) {
        super("bureau.directory-refused", faults.size());
        this.faults = List.copyOf(faults);
    }

    List<Fault> faults() {
        return faults;
    }
}
