package org.redshield.bridge.modeling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.verifyNoInteractions;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.redshield.bridge.access.Caller;
import org.redshield.bridge.access.Forbidden;
import org.redshield.bridge.engine.gate.Releases;
import org.springframework.security.authentication.TestingAuthenticationToken;
import org.springframework.security.core.context.SecurityContextHolder;

/** Who changes models, who releases what was proposed, and what the first is told of it. */
class ReleaseControllerTest {

    private static final UUID PROPOSAL = new UUID(0, 1);

    private final Releases releases = mock(Releases.class);
    private final ReleaseController proposals = new ReleaseController(releases);
    private final DefinitionController definitions = new DefinitionController(releases);

    private static void signedIn(String role) {
        Caller caller = new Caller(role, Set.of(role), List.of());
        SecurityContextHolder.getContext().setAuthentication(new TestingAuthenticationToken(caller, null));
    }

    @AfterEach
    void nobodyIsSignedIn() {
        SecurityContextHolder.clearContext();
    }

    private void isNotHis(ThrowingCallable call) {
        assertThatThrownBy(call).isInstanceOfSatisfying(Forbidden.class, refusal -> assertThat(refusal.code())
                .isEqualTo("gate.not-yours"));
        verifyNoInteractions(releases);
    }

    @ParameterizedTest
    @ValueSource(strings = {"operator", "securityAdmin", "supervisor", "officer", "auditor"})
    void nobodyButAModelerBringsAFormerVersionBack(String role) {
        signedIn(role);
        isNotHis(() -> definitions.again("assistanceRequest", null));
    }

    @ParameterizedTest
    @ValueSource(strings = {"modeler", "operator", "supervisor", "officer", "auditor"})
    void nobodyButASecurityAdministratorReleasesOrRejects(String role) {
        signedIn(role);
        isNotHis(() -> proposals.release(PROPOSAL.toString()));
        isNotHis(() -> proposals.reject(PROPOSAL.toString(), new ReleaseController.Rejection("先等培训")));
    }

    @Test
    void aModelerBringsOneBack() {
        signedIn("modeler");
        definitions.again("assistanceRequest", 3);
        verify(releases).again("assistanceRequest", Optional.of(3));
    }

    @Test
    void whyItWasRejectedIsKeptForWhoeverProposedIt() {
        signedIn("securityAdmin");
        proposals.reject(PROPOSAL.toString(), new ReleaseController.Rejection("先等培训"));
        verify(releases).reject(PROPOSAL, "securityAdmin", "先等培训");
    }

    @ParameterizedTest
    @ValueSource(strings = {"officer", "unitHead", "supervisor", "operator", "liaison"})
    void whoHasNoPartInReleasesSeesNone(String role) {
        signedIn(role);
        isNotHis(proposals::list);
        isNotHis(() -> proposals.get(PROPOSAL.toString()));
    }
}
