package org.redshield.bridge.deadline;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.redshield.bridge.deadline.clock.ClockChanges;
import org.redshield.bridge.deadline.clock.ClockService;
import org.redshield.bridge.deadline.clock.ClockStore;
import org.redshield.bridge.deadline.process.DeadlineTable;
import org.redshield.bridge.deadline.rule.DeadlineRules;
import org.redshield.bridge.deadline.rule.KindRule;
import org.redshield.bridge.model.Contracts;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;

/** The clocks' beans for tests of other features that build their own small context. The table is the packaged one. */
@Import({ClockService.class, ClockChanges.class, ClockStore.class})
public class ClockBeans {

    /** The table as it lies in this repository. */
    public static DeadlineTable table() {
        try {
            return DeadlineTable.read(
                    Files.readAllBytes(Path.of("processes/deadlines.dmn")),
                    Contracts.read().kinds());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Bean
    DeadlineRules deadlineRules() {
        DeadlineTable table = table();
        return new DeadlineRules() {
            @Override
            public Optional<KindRule> find(Query query) {
                return table.find(query).map(rule -> rule.ofVersion("deadlineRule:1:packaged"));
            }

            @Override
            public List<KindRule> ofCases() {
                return table.ofCases();
            }
        };
    }
}
