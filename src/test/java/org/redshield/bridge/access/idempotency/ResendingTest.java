package org.redshield.bridge.access.idempotency;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.redshield.bridge.support.Addresses;

class ResendingTest {

    @Test
    void ofEachAddressThatChangesSomethingIsSaidWhatSendingAgainDoes() {
        List<String> changing = Addresses.onRecord().keySet().stream()
                .filter(address -> !address.startsWith("GET "))
                .toList();

        assertThat(changing).hasSizeGreaterThan(80);
        assertThat(Resending.all())
                .extracting(line -> line.method() + " " + line.address())
                .containsExactlyInAnyOrderElementsOf(changing);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/api/cases/310105-2026-000001/messages",
                "/api/supervision/orders/4711/end",
                "/engine-rest/task/4711/submit-form",
                "/engine-rest/engine/default/task/4711/complete",
                "/engine-rest/process-definition/key/assistanceRequest/submit-form",
                "/camunda/api/engine/engine/default/process-definition/assistanceRequest:1:2/submit-form",
                "/camunda/api/engine/engine/default/task/4711/submit-form"
            })
    void whatChangesSomethingNewEachTimeIsDoneOnce(String path) {
        assertThat(Resending.isOnce("POST", path)).isTrue();
        assertThat(Resending.isOnce("GET", path)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/api/cases/310105-2026-000001/messages/read",
                "/api/tasks/claims",
                "/api/cases/a/b/messages",
                "/engine-rest/task",
                "/engine-rest/task/4711/claim",
                "/engine-rest/process-definition/key/assistanceRequest/form-variables"
            })
    void whateverElseIsAsEver(String path) {
        assertThat(Resending.isOnce("POST", path)).isFalse();
    }
}
