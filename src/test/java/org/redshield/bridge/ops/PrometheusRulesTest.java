package org.redshield.bridge.ops;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

/** The alerts as Prometheus reads them: each rings in its fault, and none in a quiet hour. */
class PrometheusRulesTest {

    @Test
    void eachAlertRingsInItsFaultAndNoneInAQuietHour() throws Exception {
        Program.Result result =
                Program.named("promtool").run(Map.of(), "test", "rules", "ops/prometheus/rules.test.yml");
        assertThat(result.exit()).as(result.out() + result.err()).isZero();
    }
}
