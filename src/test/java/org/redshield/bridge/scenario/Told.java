package org.redshield.bridge.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.redshield.bridge.support.Http;

/** What people were told who did the tasks of a test, by task; each time the bridge had nothing left to do. */
final class Told {

    private final Map<String, JsonNode> last = new LinkedHashMap<>();

    /** @param path of the outcome, without what all begin with */
    void hear(Http person, String task, String path) {
        JsonNode[] answer = new JsonNode[1];
        await(task + " has an outcome").atMost(Duration.ofSeconds(60)).until(() -> {
            Http.Answer told = person.get("/api/" + path + "/outcome");
            assertThat(told.status()).as(told.text()).isEqualTo(200);
            answer[0] = told.json();
            return !answer[0].get("running").asBoolean();
        });
        String sentence = answer[0].get("sentence").asText();
        assertThat(sentence)
                .as(task)
                .endsWith("。")
                .doesNotContainPattern("[A-Za-z]")
                .doesNotContain("办理“跟踪协查");
        last.put(task, answer[0]);
    }

    /** Each task with its sentence and, behind an arrow, the task to which the person is pointed. */
    void is(String lines) {
        assertThat(last.keySet().stream()
                        .map(task -> task + " | " + sentence(task) + next(task))
                        .toList())
                .containsExactlyElementsOf(lines.lines().toList());
    }

    /** What was told of that task holds these words. */
    void says(String task, String words) {
        assertThat(sentence(task)).contains(words);
    }

    private String sentence(String task) {
        return last.get(task)
                .get("sentence")
                .asText()
                .replaceAll("\\d{4}-\\d{2}-\\d{2} \\d{2}:\\d{2}", "某日")
                .replaceAll("\\d{6}-\\d{4}-\\d{6}", "某案")
                .replaceAll("〔\\d{4}〕\\d+号", "〔某年〕某号");
    }

    private String next(String task) {
        String name = last.get(task).path("next").path("name").asText("");
        return name.isEmpty() ? "" : " → " + name;
    }
}
