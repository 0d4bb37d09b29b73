package org.redshield.bridge.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.camunda.bpm.engine.RepositoryService;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.redshield.bridge.deadline.clock.Clock;
import org.redshield.bridge.deadline.clock.ClockService;
import org.redshield.bridge.deadline.clock.ClockStart;
import org.redshield.bridge.deadline.rule.ClockKind;
import org.redshield.bridge.deadline.rule.DeadlineRules;
import org.redshield.bridge.deadline.rule.DeadlineRules.Query;
import org.redshield.bridge.deadline.rule.Period;
import org.redshield.bridge.engine.model.ModelDeployer;
import org.redshield.bridge.support.Browser;
import org.redshield.bridge.support.Scenario;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A modeler changes a deadline without a developer, a restart keeps it, and a broken table never gets in. */
class DeadlineTableDeploymentTest extends Scenario {

    private static final String FILE = "changed-deadlines.dmn";
    private static final Query PAIR = Query.of(ClockKind.AGREEMENT_REPLY).between("310105", "330110");

    @Autowired
    private RepositoryService repository;

    @Autowired
    private DeadlineRules rules;

    @Autowired
    private ClockService clocks;

    @Autowired
    private JdbcClient jdbc;

    private String table;

    @BeforeEach
    void read() throws IOException {
        table = Files.readString(Path.of("processes/deadlines.dmn"));
    }

    @AfterEach
    void undeploy() {
        repository
                .createDeploymentQuery()
                .deploymentName(FILE)
                .list()
                .forEach(deployment -> repository.deleteDeployment(deployment.getId(), true));
    }

    @Test
    void fiveDaysInsteadOfThreeHoldForNewClocksAndSurviveARestart() throws Exception {
        Clock before = started("before");
        assertThat(before.law().rule().period().amount()).isEqualTo(3);

        HttpResponse<String> answer = deploy("modeler", with("agreementReplyRule_amount", "5"));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);

        Clock after = started("after");
        assertThat(after.law().rule().period().amount()).isEqualTo(5);
        assertThat(after.dueAt()).isEqualTo(Instant.parse("2026-09-24T15:59:59Z"));
        assertThat(after.law().version()).isPresent().isNotEqualTo(before.law().version());
        Clock kept = clocks.get(before.id());
        // Its days are over, so that it may have been marked missed meanwhile.
        assertThat(List.of(
                        kept.law().rule().period().amount(),
                        kept.dueAt(),
                        kept.law().version()))
                .as("a running clock keeps its rule")
                .isEqualTo(List.of(
                        before.law().rule().period().amount(),
                        before.dueAt(),
                        before.law().version()));
        Query others = Query.of(ClockKind.AGREEMENT_REPLY).between("310105", "321300");
        assertThat(rules.get(others).rule().period()).isEqualTo(Period.workingDays(3));

        new ModelDeployer(jdbc, () -> {}).deploy(repository);
        assertThat(rules.get(PAIR).rule().period()).as("after a restart").isEqualTo(Period.workingDays(5));
    }

    @Test
    void aReleaseThatDoesNotChangeTheTableKeepsTheModelersChange() throws Exception {
        assertThat(deploy("modeler", with("agreementReplyRule_amount", "4")).statusCode())
                .isEqualTo(200);
        // As if this release had never been deployed: another form, the same table.
        String hash = jdbc.sql("select content_hash from model_release limit 1")
                .query(String.class)
                .single();
        jdbc.sql("update model_release set content_hash = 'another' where content_hash = ?")
                .param(hash)
                .update();
        long deployments =
                repository.createDeploymentQuery().deploymentName("bridge").count();
        try {
            new ModelDeployer(jdbc, () -> {}).deploy(repository);
            assertThat(rules.get(PAIR).rule().period()).isEqualTo(Period.workingDays(4));
        } finally {
            jdbc.sql("delete from model_release where content_hash = 'another'").update();
        }
        assertThat(repository.createDeploymentQuery().deploymentName("bridge").count())
                .isGreaterThanOrEqualTo(deployments);
    }

    @Test
    void aBrokenTableIsRefusedWithTheRowAndNothingIsKept() throws Exception {
        long before = repository.createDeploymentQuery().count();
        Optional<String> version = rules.get(PAIR).version();
        HttpResponse<String> answer = deploy("modeler", with("statutoryReplyRule_unit", "\"WORKDAYS\""));
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body())
                .contains("第 14 行（法定答复）的“单位”填了“WORKDAYS”")
                .contains("原有的期限表继续有效")
                .contains("\"element\":\"statutoryReplyRule\"");
        assertThat(repository.createDeploymentQuery().count()).isEqualTo(before);
        assertThat(rules.get(PAIR).version()).isEqualTo(version);
    }

    @ParameterizedTest(name = "{0} {1}")
    @CsvSource(delimiter = '|', textBlock = """
            agreementReplyRule_requester | "310150","330110" | agreementReplyRule | 限于“310150”，而系统中没有这个单位
            statutoryReplyRule_amount | 16 | statutoryReplyRule | 不得长于 15 个工作日
            statutoryReplyRule_unit | "MONTHS" | statutoryReplyRule | 不得长于 15 个工作日
            statutoryReplyRule_basis | "INTERNAL" | statutoryReplyRule | 依据类别只能是法定
            caseFilingRule_extensionAmount | 20 | caseFilingRule | 延长超出了法律允许
            statementRule_amount | 3 | statementRule | 只能是 5 个工作日
            """)
    void whatTheLawOrNobodyKnowsForbidsIsRefused(String cell, String value, String row, String sentence)
            throws Exception {
        HttpResponse<String> answer = deploy("modeler", with(cell, value));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(400);
        assertThat(answer.body()).contains("\"element\":\"" + row + "\"").contains(sentence);
    }

    @Test
    void aLegalPeriodMayBeShortened() throws Exception {
        assertThat(deploy("modeler", with("statutoryReplyRule_amount", "10")).statusCode())
                .isEqualTo(200);
    }

    @Test
    void onlyAModelerChangesIt() throws Exception {
        assertThat(deploy("officer310105", with("agreementReplyRule_amount", "5"))
                        .statusCode())
                .isEqualTo(403);
    }

    /** With a deployment go the cases that run on it. */
    @Test
    void nobodyDeletesADeployment() throws Exception {
        assertThat(deploy("modeler", with("agreementReplyRule_amount", "5")).statusCode())
                .isEqualTo(200);
        String id = repository
                .createDeploymentQuery()
                .deploymentName(FILE)
                .singleResult()
                .getId();
        assertThat(as("modeler")
                        .delete("/engine-rest/deployment/" + id + "?cascade=true")
                        .status())
                .isEqualTo(403);
    }

    private Clock started(String subject) {
        return clocks.start(
                ClockStart.of(PAIR, "310105-2026-777777", subject, "330110", Instant.parse("2026-09-18T02:00:00Z")));
    }

    private String with(String cell, String value) {
        assertThat(table).contains("Entry id=\"" + cell + "\"");
        return table.replaceFirst(
                "(Entry id=\"" + cell + "\">\\s*<text>)[^<]*", "$1" + java.util.regex.Matcher.quoteReplacement(value));
    }

    private HttpResponse<String> deploy(String user, String content) throws IOException, InterruptedException {
        String login = Base64.getEncoder().encodeToString((user + ":demo").getBytes(StandardCharsets.UTF_8));
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(address() + "/engine-rest/deployment/create"))
                .header("Authorization", "Basic " + login);
        return HttpClient.newHttpClient()
                .send(Browser.deployment(request, FILE, content).build(), BodyHandlers.ofString());
    }
}
