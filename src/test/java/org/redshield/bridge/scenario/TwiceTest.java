package org.redshield.bridge.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.redshield.bridge.support.Flow.assertThat;

import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.redshield.bridge.support.Http;

/** A task that is submitted a second time: from another window, or at the same instant. */
class TwiceTest extends AssistanceScenario {

    private static final Map<String, Object> APPROVAL = variablesOf(Map.of("decision", "approve", "reason", "同意协查"));

    private static Map<String, Object> variablesOf(Map<String, Object> fields) {
        return Map.of("variables", variables(fields));
    }

    private String claimedApproval(String caseNo) {
        String path = "/engine-rest/task/"
                + waitingTask("unithead310105", "approveRequest", caseNo)
                        .get("id")
                        .asText();
        assertThat(as("unithead310105")
                        .post(path + "/claim", Map.of("userId", "unithead310105"))
                        .status())
                .isEqualTo(204);
        return path + "/submit-form";
    }

    @Test
    void theSecondSubmissionIsRefusedInASentenceAndChangesNothing() {
        String caseNo = raised("officer310105", Requests.question());
        String submit = claimedApproval(caseNo);
        assertThat(as("unithead310105").post(submit, APPROVAL).status()).isEqualTo(204);
        assertThat(handling(caseNo)).isWaitingAt("acknowledgeLetter");
        assertThat(request(caseNo)).passedExactly(REQUEST_SENT);
        List<String> milestones = milestones("officer310105", caseNo);

        Http.Answer second = as("unithead310105").post(submit, APPROVAL);

        assertThat(second.status()).isEqualTo(400);
        assertThat(second.json().get("message").asText()).isEqualTo("这项任务已经办结或者不存在。没有任何改动，请刷新待办列表后查看最新进展。");
        assertThat(request(caseNo)).passedExactly(REQUEST_SENT);
        assertThat(milestones("officer310105", caseNo)).isEqualTo(milestones);
        assertThat(letters("officer310105", caseNo)).containsExactly("REQUEST");
    }

    @Test
    void ofTwoSubmissionsAtTheSameTimeOneCounts() {
        String caseNo = raised("officer310105", Requests.question());
        String submit = claimedApproval(caseNo);

        List<CompletableFuture<Http.Answer>> both = Stream.of(1, 2)
                .map(i ->
                        CompletableFuture.supplyAsync(() -> as("unithead310105").post(submit, APPROVAL)))
                .toList();
        List<Http.Answer> answers = both.stream().map(CompletableFuture::join).toList();

        assertThat(answers).filteredOn(answer -> answer.status() == 204).hasSize(1);
        assertThat(answers)
                .filteredOn(answer -> answer.status() != 204)
                .singleElement()
                .satisfies(other -> assertThat(other.json().get("message").asText())
                        .containsAnyOf("这项任务已经办结或者不存在。", "本次提交没有生效。", "（同意，签发协查函），这次提交没有生效。"));
        assertThat(handling(caseNo)).isWaitingAt("acknowledgeLetter");
        assertThat(request(caseNo)).passedExactly(REQUEST_SENT);
        assertThat(milestones("officer310105", caseNo)).containsOnlyOnce("REQUEST_APPROVED");
        assertThat(letters("officer310105", caseNo)).containsExactly("REQUEST");
    }
}
