package org.redshield.bridge.installation;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.redshield.bridge.operations.Requirement;
import org.springframework.core.env.Environment;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What a start would refuse or hold for, by the same comparison. */
class InstallationRequirement implements Requirement {

    @Override
    public List<Lack> lacking(Environment settings, Optional<JdbcClient> database) {
        return database.stream()
                .flatMap(there ->
                        Stream.concat(HalfUpgrade.unfinished(there).stream(), Comparison.of(settings, there).stream()))
                .map(one -> Lack.needed(one.chinese(), one.english()))
                .toList();
    }
}
