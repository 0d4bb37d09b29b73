package org.redshield.bridge.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.redshield.bridge.evidence.audit.Audits;
import org.redshield.bridge.evidence.store.EvidenceSettings;
import org.springframework.util.unit.DataSize;

class AuditsTest {

    /** What was known whenever somebody asked for the time while all leaves were read again. */
    private final List<Audits.State> meanwhile = new ArrayList<>();

    private LogFixture fixture;
    private Audits audits;
    private Instant time;

    @Test
    void whatIsNewIsAuditedWhileAllIsReadAgain(@TempDir Path directory) {
        fixture = new LogFixture(directory);
        time = fixture.now;
        Evidence old = fixture.sealed("old.csv", "old");
        fixture.sequencer.run();
        audits = new Audits(
                fixture.jdbc,
                fixture.audit,
                () -> minuteLater(old),
                fixture.transaction,
                new EvidenceSettings(directory, DataSize.ofMegabytes(64)));

        audits.round();

        assertThat(meanwhile.get(0)).satisfies(first -> {
            assertThat(first.size()).isEqualTo(2);
            assertThat(first.findings()).isEmpty();
        });
        assertThat(meanwhile.get(1)).satisfies(next -> {
            assertThat(next.doneAt()).hasValueSatisfying(at -> assertThat(at)
                    .isAfter(meanwhile.get(0).doneAt().orElseThrow()));
            assertThat(next.size()).as("with the new leaves").isEqualTo(4);
            assertThat(next.findings()).extracting(Audits.Found::about).containsExactly("EVIDENCE " + old.id());
        });
        Audits.State after = audits.state();
        assertThat(after.wholeAt()).isPresent();
        assertThat(after.findings())
                .as("found where all had been read before")
                .isEqualTo(meanwhile.get(1).findings());
    }

    private Instant minuteLater(Evidence old) {
        Audits.State state = audits.state();
        if (state.doneAt().isPresent() && state.wholeAt().isEmpty()) {
            meanwhile.add(state);
            if (meanwhile.size() == 1) {
                fixture.sealed("new.csv", "new");
                fixture.sequencer.run();
                fixture.asSuperuser("update evidence set name = 'another.csv' where id = '" + old.id() + "'");
            }
        }
        time = time.plus(Duration.ofMinutes(1));
        return time;
    }
}
