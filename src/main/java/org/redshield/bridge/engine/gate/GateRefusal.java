package org.redshield.bridge.engine.gate;

import java.util.List;
import java.util.stream.Collectors;
import org.redshield.bridge.Refusal;
import org.redshield.bridge.engine.rule.Finding;

/** A deployment that was refused, with everything that is wrong with it. */
public final class GateRefusal extends Refusal {

    private final transient List<Finding> findings;

    GateRefusal(List<Finding> findings) {
        super("gate.refused", findings.size());
        this.findings = findings;
    }

    public List<Finding> findings() {
        return findings;
    }

    /** One finding a line. */
    @Override
    public String getMessage() {
        return findings.stream().map(Finding::line).collect(Collectors.joining("\n"));
    }
}
