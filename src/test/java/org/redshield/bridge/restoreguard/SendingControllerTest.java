package org.redshield.bridge.restoreguard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.verifyNoInteractions;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.redshield.bridge.access.Caller;
import org.redshield.bridge.access.Forbidden;
import org.springframework.security.authentication.TestingAuthenticationToken;
import org.springframework.security.core.context.SecurityContextHolder;

/** Who lets everything go out to platforms again after a restore. */
class SendingControllerTest {

    private final PlatformSending sending = mock(PlatformSending.class);
    private final SendingController controller = new SendingController(sending, mock(SentNumbers.class));

    private static void signedIn(String role) {
        Caller caller = new Caller(role, Set.of(role), List.of("310105"));
        SecurityContextHolder.getContext().setAuthentication(new TestingAuthenticationToken(caller, null));
    }

    @AfterEach
    void nobodyIsSignedIn() {
        SecurityContextHolder.clearContext();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"officer", "unitHead", "bureauHead", "chiefHead", "supervisor", "liaison", "modeler", "auditor"})
    void nobodyButOperators(String role) {
        signedIn(role);
        assertThatThrownBy(controller::state).isInstanceOf(Forbidden.class);
        assertThatThrownBy(() -> controller.release(new SendingController.Release(Optional.of("已核对"))))
                .isInstanceOf(Forbidden.class);
        verifyNoInteractions(sending);
    }

    @Test
    void anOperatorDoesWithHisReason() {
        signedIn("operator");
        assertThat(controller
                        .release(new SendingController.Release(Optional.of("已核对")))
                        .held())
                .isFalse();
        verify(sending).release("operator", Optional.of("已核对"));
    }
}
