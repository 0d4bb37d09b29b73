package org.redshield.bridge.access.idempotency;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Method;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.redshield.bridge.access.idempotency.Resending.Address;
import org.redshield.bridge.support.Addresses;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.util.pattern.PathPatternParser;

class ResendingTest {

    private final Resending resending = new Resending(Addresses.all().entrySet().stream()
            .flatMap(one -> one.getValue().stream().map(handler -> address(one.getKey(), handler))));

    private static Address address(String address, Method handler) {
        String[] words = address.split(" ");
        return new Address(RequestMethod.valueOf(words[0]), PathPatternParser.defaultInstance.parse(words[1]), handler);
    }

    @Test
    void ofEachAddressThatChangesSomethingIsSaidWhatSendingAgainDoes() {
        Map<String, Set<Method>> changing = new TreeMap<>(Addresses.onRecord());
        changing.keySet().removeIf(address -> address.startsWith("GET "));

        assertThat(changing).hasSizeGreaterThan(80).allSatisfy((address, handlers) -> assertThat(handlers)
                .allMatch(handler -> handler.isAnnotationPresent(SentAgain.class)));
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
        assertThat(resending.isOnce("POST", path)).isTrue();
        assertThat(resending.isOnce("GET", path)).isFalse();
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
        assertThat(resending.isOnce("POST", path)).isFalse();
    }
}
