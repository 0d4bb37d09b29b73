package org.redshield.bridge.platform.guard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.anyMap;
import static org.mockito.ArgumentMatchers.anyString;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import io.github.resilience4j.circuitbreaker.CircuitBreakerRegistry;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.redshield.bridge.platform.FakeGateway;
import org.redshield.bridge.platform.PlatformFixture;
import org.redshield.bridge.platform.dataset.Dataset;
import org.redshield.bridge.platform.gateway.Accepted;
import org.redshield.bridge.platform.gateway.DialogueGateway;
import org.redshield.bridge.platform.gateway.Pace;
import org.redshield.bridge.platform.gateway.PlatformUnavailable;
import org.redshield.bridge.platform.gateway.Submission;
import org.redshield.bridge.platform.http.Call;
import org.redshield.bridge.restoreguard.PlatformSending;
import org.redshield.bridge.restoreguard.SentNumbers;
import org.redshield.bridge.restoreguard.SentNumbers.Attempt;

/** A platform that closes a connection without a word, as the next call is sent through it. */
class GuardedGatewayTest {

    private static final InstantSource CLOCK = InstantSource.fixed(Instant.parse("2026-11-26T02:00:00Z"));

    private final List<String> tries = new ArrayList<>();
    private final SentNumbers numbers = mock(SentNumbers.class);
    private final GuardedGateway gateway = new GuardedGateway(
            "taobao",
            new Deaf(),
            new CallGuard(
                    "taobao",
                    new Pace(1_000_000, 2, 2, null, null, null),
                    new CallSettings(10, 5, 80, Duration.ofSeconds(30), Duration.ofMillis(500), Duration.ofSeconds(5)),
                    CircuitBreakerRegistry.ofDefaults(),
                    CLOCK,
                    () -> 1),
            mock(PlatformSending.class),
            numbers,
            CLOCK);

    private final class Deaf extends FakeGateway {

        private void hears(String what) {
            tries.add(what);
            if (tries.size() == 1) {
                throw new PlatformUnavailable("no answer", new Call.Unheard("no answer", null));
            }
        }

        @Override
        public Accepted submit(Submission submission) {
            hears(submission.order().requestNo());
            return new Accepted("P-1", "ACCEPTED", true);
        }

        @Override
        public Optional<DialogueGateway> dialogue() {
            return Optional.of(new DialogueGateway() {
                @Override
                public void say(String platformRequestId, Message message) {
                    hears(message.text());
                }

                @Override
                public List<Message> messages(String platformRequestId) {
                    return List.of();
                }

                @Override
                public void answerDate(String id, Instant newDueAt, boolean accepted, Optional<String> text) {
                    hears(id);
                }
            });
        }
    }

    @Test
    void whatWasSentTwiceIsOursWhenThePlatformHadItAlready() {
        when(numbers.begins(anyString(), any(), anyString(), anyString(), anyMap()))
                .thenReturn(Attempt.FIRST, Attempt.REPEATED);
        assertThat(gateway.submit(new Submission(
                                PlatformFixture.order("310105-2026-000001-R1", Dataset.TRADE),
                                Optional.empty(),
                                List.of()))
                        .duplicate())
                .isTrue();
        assertThat(tries).hasSize(2);
    }

    @Test
    void aMessageIsSaidAgain() {
        gateway.dialogue().orElseThrow().say("P-1", new DialogueGateway.Message("M-1", false, "请补充", CLOCK.instant()));
        assertThat(tries).containsExactly("请补充", "请补充");
    }
}
