package org.redshield.bridge.platform.process;

import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.redshield.bridge.engine.rule.KnownNames;
import org.redshield.bridge.platform.dataset.Dataset;
import org.springframework.stereotype.Component;

/** The datasets that a table may name. */
@Component
final class DatasetNames implements KnownNames {

    @Override
    public Kind kind() {
        return Kind.DATASET;
    }

    @Override
    public Set<String> names() {
        return Stream.of(Dataset.values()).map(Dataset::name).collect(Collectors.toUnmodifiableSet());
    }
}
