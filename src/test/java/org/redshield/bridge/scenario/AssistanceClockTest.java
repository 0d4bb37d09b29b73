package org.redshield.bridge.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.redshield.bridge.support.Flow.assertThat;
import static org.redshield.bridge.support.Flow.timer;

import java.time.Instant;
import java.util.Date;
import java.util.List;
import org.camunda.bpm.engine.ManagementService;
import org.camunda.bpm.engine.runtime.Job;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** What a withdrawal and a supplement do to a co-investigation's clocks, tasks and timers, looked at together. */
class AssistanceClockTest extends AssistanceScenario {

    @Autowired
    private ManagementService management;

    @Test
    void aWithdrawalCancelsTheClocksAndLeavesNoTaskAndNoTimer() {
        String caseNo = approved(Requests.question());
        accept(caseNo);
        assertThat(handling(caseNo)).isWaitingAt("investigate");
        assertThat(timers(caseNo))
                .extracting(Job::getDuedate)
                .as("the timers of both sides wait for their clocks")
                .contains(
                        Date.from(dueAt("officer310105", caseNo, "STATUTORY_REPLY")),
                        Date.from(dueAt("officer330110", caseNo, "AGREEMENT_REPLY")));
        withdraw(caseNo);
        assertThat(request(caseNo)).isEnded();
        assertThat(handling(caseNo)).isEnded();

        assertThat(clocks("officer310105", caseNo))
                .containsExactlyInAnyOrder("AGREEMENT_REPLY CANCELLED", "STATUTORY_REPLY CANCELLED");
        assertThat(clocks("officer330110", caseNo))
                .containsExactlyInAnyOrder(
                        "ACKNOWLEDGEMENT MET", "AGREEMENT_REPLY CANCELLED", "STATUTORY_REPLY CANCELLED");
        assertThat(tasks("officer330110", "investigate", caseNo)).isEmpty();
        assertThat(timers(caseNo)).isEmpty();
    }

    @Test
    void aSupplementStartsAClockAnewAndTaskAndTimersWaitForIt() {
        String caseNo = approved(Requests.question());
        accept(caseNo);
        Instant first = dueAt("officer330110", caseNo, "AGREEMENT_REPLY");
        reply(caseNo);
        clock.setTo(clock.instant().plusSeconds(3 * 86_400));
        supplement(caseNo, "请补充仓库的实际地址");
        assertThat(handling(caseNo)).isWaitingAt("investigate");

        Instant second = dueAt("officer330110", caseNo, "AGREEMENT_REPLY");
        assertThat(second).isAfter(first);
        assertThat(clock("officer330110", caseNo, "AGREEMENT_REPLY")
                        .get("state")
                        .asText())
                .isEqualTo("RUNNING");
        assertThat(handling(caseNo)).task("investigate").hasDueDate(Date.from(second));
        for (String timer : List.of("handlingAgreementOverdue", "handlingOverdue")) {
            assertThat(timer(timer, caseNo)).as(timer).hasDueDate(Date.from(second));
        }
        assertThat(clocks("officer330110", caseNo)).contains("AGREEMENT_REPLY MET", "STATUTORY_REPLY MET");
    }

    private List<Job> timers(String caseNo) {
        return runtime.createProcessInstanceQuery().processInstanceBusinessKey(caseNo).list().stream()
                .flatMap(instance ->
                        management.createJobQuery().processInstanceId(instance.getId()).timers().list().stream())
                .toList();
    }
}
