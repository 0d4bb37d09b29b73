package org.redshield.bridge.access.idempotency;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.redshield.bridge.TestDatabase;
import org.redshield.bridge.access.idempotency.SentRequests.Sent;
import org.redshield.bridge.access.session.SessionCipher;
import org.springframework.jdbc.core.simple.JdbcClient;

class SentRequestsTest {

    private static final Instant SENT = Instant.parse("2026-09-18T02:00:00Z");

    private final SessionCipher cipher = mock(SessionCipher.class);
    private final SentRequests requests =
            new SentRequests(JdbcClient.create(TestDatabase.with("db/changelog/access-once.sql")), cipher, () -> SENT);
    private final Sent sent = new Sent("officer310105", "0123456789abcdef", "digest");

    @Test
    void anAnswerIsKeptForItsPersonUntilItGoes() {
        byte[] secret = "secret".getBytes(StandardCharsets.UTF_8);
        when(cipher.encrypt(any(), any())).thenReturn(secret);
        when(cipher.decrypt(any(), any())).thenReturn(Optional.of("{}".getBytes(StandardCharsets.UTF_8)));
        assertThat(requests.first()).isEmpty();

        requests.keep(sent, 201, "application/json", Optional.of(new byte[1]));

        assertThat(requests.find(sent)).hasValueSatisfying(answer -> {
            assertThat(answer.status()).isEqualTo(201);
            assertThat(answer.type()).contains("application/json");
            assertThat(answer.body())
                    .hasValueSatisfying(body -> assertThat(body).asString().isEqualTo("{}"));
        });
        assertThat(requests.standing(sent.person(), sent.key()).done()).isPresent();
        assertThat(requests.standing("officer2310105", sent.key()).done()).isEmpty();
        assertThat(requests.first()).contains(SENT);
        requests.deleteUntil(SENT.minusMillis(1));
        assertThat(requests.find(sent)).isPresent();
        requests.deleteUntil(SENT);
        assertThat(requests.find(sent)).isEmpty();
    }

    @Test
    void whatWasTooLargeToKeepOrCannotBeReadIsStillDone() {
        requests.keep(sent, 200, null, Optional.empty());

        assertThat(requests.find(sent))
                .hasValueSatisfying(answer -> assertThat(answer.body()).isEmpty());
    }
}
