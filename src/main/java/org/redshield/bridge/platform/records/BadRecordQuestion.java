package org.redshield.bridge.platform.records;

import java.util.List;
import java.util.stream.Collectors;
import org.redshield.bridge.Refusal;

/** Parameters of a question about records that cannot be used, all of them at once. */
public final class BadRecordQuestion extends Refusal {

    private final transient List<Fault> faults;

    /** @param parameter as it came */
    public record Fault(String parameter, Refusal refusal) {}

    BadRecordQuestion(List<Fault> faults) {
        super(faults.get(0).refusal().code());
        this.faults = List.copyOf(faults);
    }

    public List<Fault> faults() {
        return faults;
    }

    /** The sentences of all faults. */
    @Override
    public String getMessage() {
        return faults.stream()
                .map(fault -> fault.refusal().getMessage())
                .distinct()
                .collect(Collectors.joining());
    }
}
