package org.redshield.bridge;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.redshield.bridge.clues.Report;
import org.redshield.bridge.support.Alone;
import org.redshield.bridge.support.Scenario;
import org.springframework.test.context.TestPropertySource;

/** What {@code spring-boot:test-run} brings in, in a house of its own. */
@Alone
@Tag("thorough")
@TestPropertySource(properties = "bridge.exchange.interval=9s")
class DemoCluesTest extends Scenario {

    @Test
    void aDozenOfEachSourceAndSomeOfThemOnTheirWay() throws Exception {
        DemoClues demo = new DemoClues(address(), sandbox().base());
        assertThat(demo.bringIn()).isEqualTo(12 * Report.Source.values().length);
        for (Report.Source source : Report.Source.values()) {
            assertThat(counts("reportsBySource", source.name()))
                    .as(source.name())
                    // Of those that were handed over the receivers have one more.
                    .isBetween(12, 14);
        }
        for (String state : new String[] {"REGISTERED", "VERIFYING", "FILED", "NOT_FILED", "PASSED_ON"}) {
            assertThat(counts("cluesByState", state)).as(state).isPositive();
        }
        assertThat(demo.bringIn()).as("once").isZero();
    }

    private int counts(String what, String name) {
        int all = 0;
        for (String bureau : new String[] {"310105", "320324", "321300", "330100", "330110", "330113"}) {
            JsonNode counts = as("officer" + bureau).get("/api/clues/counts").json();
            all += counts.get(what).path(name).asInt();
        }
        return all;
    }
}
