package org.redshield.bridge.cases;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.redshield.bridge.Refusal;
import org.redshield.bridge.TestDatabase;
import org.redshield.bridge.engine.duty.InsteadOf;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

class ApprovalsTest {

    private static final String CASE = "310105-2026-000001";
    private static final Instant NOW = Instant.parse("2026-09-18T02:00:00Z");

    private static final Approval APPROVAL = new Approval(
            CASE,
            "310105",
            CASE + "-R1",
            List.of("officer310105", "officer2310105", "officer310105"),
            "assistance.own-approval");

    private enum Act implements RecordedAct {
        SENT_BACK;

        @Override
        public String title() {
            return "退回";
        }
    }

    private final DataSource database = TestDatabase.with(
            "db/changelog/bureau.sql",
            "db/changelog/deadline.sql",
            "db/changelog/letter.sql",
            "db/changelog/evidence.sql",
            "db/changelog/platform.sql",
            "db/changelog/assistance.sql",
            "db/changelog/disposition.sql",
            "db/changelog/cases.sql");
    private final TransactionTemplate transaction = new TransactionTemplate(new JdbcTransactionManager(database));
    private final CaseEvents events =
            new CaseEvents(JdbcClient.create(database), () -> NOW, List.of(new RecordedActs("test", Act.values())));
    private final Approvals approvals = new Approvals(events);

    @ParameterizedTest
    @ValueSource(strings = {"officer310105", "officer2310105"})
    void whoHadAHandInItDoesNotDecide(String user) {
        assertThat(APPROVAL.isOpenTo(user)).isFalse();
        assertThatThrownBy(() -> approvals.decide(APPROVAL, user, Act.SENT_BACK, Optional.empty()))
                .isInstanceOfSatisfying(
                        Refusal.class, refusal -> assertThat(refusal.code()).isEqualTo("assistance.own-approval"));
        assertThat(events.of(CASE, "310105")).isEmpty();
    }

    @Test
    void whoStandsInForOneWhoHadAHandInItDoesNotDecideEither() {
        transaction.executeWithoutResult(status -> {
            InsteadOf.decides(Optional.of("officer2310105"));
            assertThatThrownBy(() -> Approvals.requireOthers(APPROVAL, "unithead310105"))
                    .isInstanceOfSatisfying(
                            Refusal.class, refusal -> assertThat(refusal.code()).isEqualTo("assistance.own-approval"));
            InsteadOf.decides(Optional.of("bureauhead310105"));
            Approvals.requireOthers(APPROVAL, "unithead310105");
        });
    }

    @Test
    void whoDecidedWhatWithWhichOpinionIsOnRecord() {
        assertThat(APPROVAL.isOpenTo("unithead310105")).isTrue();
        approvals.decide(APPROVAL, "unithead310105", Act.SENT_BACK, Optional.of("请写明用途"));

        assertThat(events.of(CASE, "310105")).singleElement().satisfies(event -> {
            assertThat(event.actor()).isEqualTo("unithead310105");
            assertThat(event.act()).contains(Act.SENT_BACK);
            assertThat(event.at()).isEqualTo(NOW);
            assertThat(event.subjectId()).contains(CASE + "-R1");
            assertThat(event.note()).contains("请写明用途");
            assertThat(event.detail()).isEqualTo(Map.of("hands", "officer310105,officer2310105"));
        });
    }
}
