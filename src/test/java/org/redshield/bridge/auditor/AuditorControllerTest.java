package org.redshield.bridge.auditor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.anyInt;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.verifyNoInteractions;
import static org.mockito.Mockito.when;

import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mockito.ArgumentCaptor;
import org.redshield.bridge.access.Caller;
import org.redshield.bridge.access.Forbidden;
import org.redshield.bridge.access.audit.AccessBatches;
import org.redshield.bridge.access.audit.Audit;
import org.redshield.bridge.access.audit.AuditTrail;
import org.redshield.bridge.access.audit.AuditTrail.Question;
import org.redshield.bridge.bureau.Organisations;
import org.redshield.bridge.bureau.PersonNames;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.authentication.TestingAuthenticationToken;
import org.springframework.security.core.context.SecurityContextHolder;

/** Who searches the record, and of which days. */
class AuditorControllerTest {

    private final AuditTrail trail = mock(AuditTrail.class);
    private final Audit audit = mock(Audit.class);
    private final AuditorDatabase database = mock(AuditorDatabase.class);
    private final AuditorController record = new AuditorController(
            trail,
            audit,
            database,
            mock(AccessBatches.class),
            null,
            mock(PersonNames.class),
            mock(Organisations.class),
            InstantSource.system());

    private static void signedIn(String role) {
        Caller caller = new Caller(role, Set.of(role), List.of("310105"));
        SecurityContextHolder.getContext().setAuthentication(new TestingAuthenticationToken(caller, null));
    }

    @AfterEach
    void nobodyIsSignedIn() {
        SecurityContextHolder.clearContext();
    }

    private static AuditorController.Search search(String from, String to) {
        return new AuditorController.Search(null, null, null, null, null, from, to, null);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "officer",
                "unitHead",
                "bureauHead",
                "chiefHead",
                "reviewer",
                "supervisor",
                "liaison",
                "operator",
                "modeler",
                "securityAdmin",
                "accountAdmin"
            })
    void nobodyButAuditorsReadsWhoSawWhat(String role) {
        signedIn(role);
        assertThatThrownBy(() -> record.search(search("", "")))
                .isInstanceOfSatisfying(
                        Forbidden.class, refusal -> assertThat(refusal.code()).isEqualTo("auditor.only-auditors"));
        assertThatThrownBy(() -> record.export(search("", ""), null)).isInstanceOf(Forbidden.class);
        assertThatThrownBy(record::archives).isInstanceOf(Forbidden.class);
        verifyNoInteractions(trail, database, audit);
    }

    @Test
    void aSearchGoesFromTheBeginningOfItsFirstDayToTheEndOfItsLast() {
        signedIn("auditor");
        when(database.ask(any())).thenAnswer(call -> call.<Function<JdbcClient, Object>>getArgument(0)
                .apply(null));
        record.search(search("2026-09-17", "2026-09-18"));
        ArgumentCaptor<Question> asked = ArgumentCaptor.forClass(Question.class);
        verify(trail).search(any(), asked.capture(), anyInt());
        assertThat(asked.getValue().from()).contains(Instant.parse("2026-09-16T16:00:00Z"));
        assertThat(asked.getValue().to()).contains(Instant.parse("2026-09-18T16:00:00Z"));
    }
}
