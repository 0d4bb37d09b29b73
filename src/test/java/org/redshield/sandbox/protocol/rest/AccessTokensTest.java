package org.redshield.sandbox.protocol.rest;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.redshield.sandbox.SandboxProperties;
import org.springframework.mock.web.MockHttpServletRequest;

/** A token is good for as long as was said with it. */
class AccessTokensTest {

    private Instant now = Instant.parse("2026-09-16T02:00:00Z");
    private final InstantSource time = () -> now;
    private final AccessTokens tokens = new AccessTokens(
            new SandboxProperties(
                    1,
                    null,
                    "",
                    "",
                    Map.of(),
                    "",
                    Duration.ofHours(1),
                    Duration.ofMinutes(10),
                    new SandboxProperties.Webhook("", ""),
                    new SandboxProperties.Delay(Duration.ZERO, Duration.ZERO, Duration.ZERO),
                    0,
                    0),
            time.withZone(SandboxProperties.ZONE));

    private void calls(String token) {
        MockHttpServletRequest request = new MockHttpServletRequest();
        request.addHeader("Authorization", "Bearer " + token);
        tokens.check(request);
    }

    @Test
    void aTokenEndsWithItsTime() {
        String token = tokens.issue();
        now = now.plus(Duration.ofMinutes(10)).minusSeconds(1);
        assertThatCode(() -> calls(token)).doesNotThrowAnyException();
        now = now.plusSeconds(1);
        assertThatThrownBy(() -> calls(token)).isInstanceOf(Problem.class);
    }

    @Test
    void whatWasNotIssuedIsNoToken() {
        tokens.issue();
        assertThatThrownBy(() -> calls("t1")).isInstanceOf(Problem.class);
    }
}
