package org.redshield.bridge.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.time.LocalDate;
import java.util.Map;
import java.util.Objects;
import java.util.stream.StreamSupport;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.task.Task;
import org.redshield.bridge.support.Desk;
import org.redshield.bridge.support.Http;

/** What an officer registers of letters to and from the police and the procuratorate; of several in a case, one by its type. */
record ReferralPost(Http officer, String user, TaskService tasks, String caseNo, LocalDate day) {

    /** Sent today and signed for today. */
    void delivered(String letter) {
        does("registerDispatch", letter, PaperScenario.dispatch(day));
        does("registerDelivery", letter, PaperScenario.delivery(day, PaperScenario.scan(officer, caseNo)));
    }

    void policeAnswer(String letter, String decision) {
        answered(letter, "POLICE_ANSWER_LETTER", "policeAnswer", decision);
    }

    void procuratorateAnswers(String decision) {
        answered("SUPERVISION_REQUEST", "PROCURATORATE_ANSWER_LETTER", "procuratorateAnswer", decision);
    }

    private void answered(String letter, String kind, String field, String decision) {
        does(
                "registerReply",
                letter,
                PaperScenario.reply(
                        kind,
                        day,
                        day,
                        PaperScenario.scan(officer, caseNo),
                        Map.of(field, decision, "note", "经审查，理由见来函")));
    }

    private void does(String task, String letter, Map<String, Object> fields) {
        String path = "/engine-rest/task/" + task(task, letter);
        officer.post(path + "/claim", Map.of("userId", user));
        Http.Answer answer = officer.post(path + "/submit-form", Map.of("variables", Desk.variables(fields)));
        assertThat(answer.status()).as(task + ": " + answer.text()).isEqualTo(204);
    }

    /** That task about the newest letter of that type. */
    String task(String task, String letter) {
        return await(task + " of " + letter + " in " + caseNo)
                .atMost(Duration.ofSeconds(60))
                .until(() -> find(task, letter), Objects::nonNull)
                .getId();
    }

    private Task find(String task, String letter) {
        return StreamSupport.stream(
                        officer.get("/api/cases/" + caseNo)
                                .json()
                                .get("letters")
                                .spliterator(),
                        false)
                .filter(one -> one.get("type").asText().equals(letter))
                .map(one -> one.get("id").asText())
                .reduce((first, second) -> second)
                .map(id -> tasks.createTaskQuery()
                        .processInstanceBusinessKey(caseNo)
                        .taskDefinitionKey(task)
                        .processVariableValueEquals("letterId", id)
                        .singleResult())
                .orElse(null);
    }
}
