package org.redshield.bridge.ops;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** docker/haproxy.cfg as HAProxy itself reads it. */
class HaproxyConfigurationTest {

    private static final Map<String, String> ONE_MACHINE =
            Map.of("BRIDGE_BIND", "127.0.0.1:18080", "NODE1", "127.0.0.1:18081", "NODE2", "127.0.0.1:18082");

    @Test
    void isValidForTwoNodesOnOneMachine() throws Exception {
        assertThat(check(ONE_MACHINE).exit()).as(check(ONE_MACHINE).err()).isZero();
    }

    @Test
    void startsBeforeTheNodesHaveAnAddress() throws Exception {
        assertThat(check(with("NODE1", "node-that-is-not-there.invalid:8080")).exit())
                .isZero();
    }

    @Test
    void refusesANodeWithoutAPort() throws Exception {
        assertThat(check(with("NODE2", "127.0.0.1:port")).exit()).isNotZero();
    }

    private static Map<String, String> with(String variable, String value) {
        Map<String, String> environment = new HashMap<>(ONE_MACHINE);
        environment.put(variable, value);
        return environment;
    }

    private static Program.Result check(Map<String, String> environment) throws Exception {
        return Program.named("haproxy").run(environment, "-c", "-f", "docker/haproxy.cfg");
    }
}
