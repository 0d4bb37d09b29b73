package org.redshield.bridge.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.verifyNoInteractions;
import static org.mockito.Mockito.when;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.redshield.bridge.access.Caller;
import org.redshield.bridge.access.Forbidden;
import org.redshield.bridge.cases.CaseAccess;
import org.redshield.bridge.cases.CaseEvents;
import org.redshield.bridge.operations.Space;
import org.redshield.bridge.platform.request.PlatformAct;
import org.redshield.bridge.platform.request.WorkQueue;
import org.redshield.bridge.platform.retryqueue.PlatformCalls;
import org.springframework.security.authentication.TestingAuthenticationToken;
import org.springframework.security.core.context.SecurityContextHolder;

/** Whose calls and answers go at once. */
class RetryControllerTest {

    private static final String CASE = "310105-2026-000001";

    private final PlatformCalls calls = mock(PlatformCalls.class);
    private final WorkQueue queue = mock(WorkQueue.class);
    private final CaseEvents events = mock(CaseEvents.class);
    private final Space space = mock(Space.class);
    private final RetryController retries = new RetryController(mock(CaseAccess.class), calls, queue, events, space);

    private static void signedIn(String role) {
        Caller caller = new Caller(role + "330110", Set.of(role), List.of("330110"));
        SecurityContextHolder.getContext().setAuthentication(new TestingAuthenticationToken(caller, null));
    }

    @AfterEach
    void nobodyIsSignedIn() {
        SecurityContextHolder.clearContext();
    }

    @Test
    void anOfficersAreThoseOfHisBureau() {
        signedIn("officer");
        when(space.isRoom()).thenReturn(true);
        when(calls.goNow(CASE, Optional.of("330110"))).thenReturn(List.of("330110"));
        when(queue.answersNow(CASE, Optional.of("330110"))).thenReturn(List.of("330110", "330110"));
        assertThat(retries.retry(CASE)).isEqualTo(Map.of("calls", 1, "answers", 2));
        verify(events).append(CASE, "330110", "officer330110", PlatformAct.RETRIED_NOW, Map.of());
    }

    @Test
    void anOperatorsAreThoseOfAllAndEachBureauHasItOnRecord() {
        signedIn("operator");
        when(calls.goNow(CASE, Optional.empty())).thenReturn(List.of("310105", "330110"));
        assertThat(retries.retry(CASE)).isEqualTo(Map.of("calls", 2, "answers", 0));
        for (String tenant : List.of("310105", "330110")) {
            verify(events).append(CASE, tenant, "operator330110", PlatformAct.RETRIED_NOW, Map.of());
        }
    }

    @Test
    void aHeadsAreNone() {
        signedIn("unitHead");
        assertThatThrownBy(() -> retries.retry(CASE)).isInstanceOf(Forbidden.class);
        verifyNoInteractions(calls, queue, events);
    }
}
