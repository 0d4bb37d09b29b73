package org.redshield.bridge.work;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.redshield.bridge.support.Scenario;
import org.springframework.beans.factory.annotation.Autowired;

/** An operator who writes by hand finds the kind that wakes whoever works on it. */
class WorkKindsTest extends Scenario {

    @Autowired
    private List<BackgroundWork> background;

    @Test
    void everyKindOfWorkStandsInTheOperationsPage() throws Exception {
        String page = Files.readString(Path.of("docs/operations/watch.md"));
        assertThat(background.stream().flatMap(one -> one.work().stream()).map(Work::kind))
                // Renewals look after what is held, and each platform has a kind of its own.
                .filteredOn(kind -> !kind.startsWith("lease.") && !kind.startsWith("platform."))
                .hasSizeGreaterThan(20)
                .allMatch(kind -> page.contains("`" + kind + "`"));
    }

    /** So that the looks of a node are over together, and one transaction for all; what looks alone is known by name. */
    @Test
    void netsAreOverTogetherAndFewKindsAskByThemselves() {
        List<Work> all = background.stream().flatMap(one -> one.work().stream()).toList();
        assertThat(all.stream().filter(Work::isDueAnyway).map(Work::kind).distinct())
                .containsOnly("sending", "lease.platform_node");
        assertThat(all.stream()
                        .filter(work -> !work.isDueAnyway())
                        .filter(work -> work.net().toMillis() % 5_000 != 0)
                        .map(Work::kind))
                .as("nets that are no multiple of 5 s")
                .isSubsetOf("record-reads");
    }
}
