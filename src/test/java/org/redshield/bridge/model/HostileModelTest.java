package org.redshield.bridge.model;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.redshield.bridge.engine.rule.Finding;

/** A modeler who means harm: what runs as code, takes an approval away, wipes what must stay or keeps the node busy. */
class HostileModelTest {

    private static final Map<String, byte[]> FILES = Models.contents();

    @ParameterizedTest(name = "{3}: {2}")
    @CsvSource(delimiter = '|', textBlock = """
            platform-data-request.bpmn | camunda:candidateGroups="unitHead" | camunda:candidateGroups="unitHead,officer" | group-unknown
            platform-data-request.bpmn | camunda:candidateGroups="unitHead" | camunda:candidateGroups="${decision}" | group-unknown
            platform-data-request.bpmn | camunda:candidateGroups="unitHead" | camunda:candidateGroups="unitHead" camunda:candidateUsers="officer310105" | attribute-unknown
            platform-data-request.bpmn | camunda:candidateGroups="unitHead" | camunda:candidateGroups="unitHead" camunda:assignee="officer310105" | assignee
            platform-data-request.bpmn | camunda:historyTimeToLive="P3650D" | camunda:historyTimeToLive="P0D" | time-to-live-short
            platform-data-request.bpmn | camunda:historyTimeToLive="P3650D" | camunda:historyTimeToLive="1" | time-to-live-short
            platform-data-request.bpmn | ${approver == 'BARRED'} | ${approver == 'BARRED' && false} | expression-constant
            platform-data-request.bpmn | ${decision == 'approve'} | ${decision == 'approve' or true} | expression-constant
            platform-data-request.bpmn | ${decision == 'approve'} | ${1 == 1} | expression-constant
            platform-data-request.bpmn | ${decision == 'approve'} | ${decision == 'approve' or decision == 'decline'} | decision-two-ways
            platform-data-request.bpmn | xsi:type="bpmn:tFormalExpression">${approver == 'BARRED'} | xsi:type="bpmn:tFormalExpression" language="groovy">${approver == 'BARRED'} | script
            platform-data-request.bpmn | ${retryIntervals.platform} | R1000000/PT0S | no-retries
            assistance.bpmn | camunda:collection="${dataRequests.pending(requestId, execution.tenantId)}" | camunda:collection="${dataRequests.pending(requestId, '330110')}" | expression-tenant
            assistance.bpmn | <camunda:in source="dataRequestId" target="dataRequestId" /> | <camunda:in sourceExpression="${dataRequestId}" target="approver" /> | call-hands
            assistance.bpmn | <camunda:inputParameter name="decision" /> | <camunda:inputParameter name="decision">approve</camunda:inputParameter> | parameter
            assistance.bpmn | <camunda:inputParameter name="decision" /> | <camunda:outputParameter name="decision">approve</camunda:outputParameter> | parameter
            assistance.bpmn | <camunda:inputParameter name="decision" /> | <camunda:inputParameter name="decision"><modeler:map /></camunda:inputParameter> | element-unknown
            platform-data-request.bpmn | isExecutable="true" | isExecutable="true" camunda:isStartableInTasklist="false" | attribute-unknown
            platform-data-request.bpmn | camunda:versionTag="1 | camunda:versionTag="11111111111111111111111111111111111111111111111111111111111111111 | too-long
            deadlines.dmn | historyTimeToLive="P3650D" | historyTimeToLive="soon" | time-to-live
            assistance.bpmn | calledElement="platformDataRequest" | calledElement="${route}" | call-missing
            assistance-handling.bpmn | name="RequestLetter" | name="${requestId}" | message-without-sender
            deadlines.dmn | <text>15</text> | <text>function() { 15 }</text> | table
            """)
    void harmIsRefused(String file, String intact, String harm, String code) {
        assertThat(changed(file, intact, harm))
                .as(file)
                .extracting(Finding::code)
                .contains(code);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"disabled\": true", "\"readonly\": true", "\"readonly\": \"=true\""})
    void whoDecidesHasTheChoice(String flag) {
        String form = new String(FILES.get("forms/approveRequest.form"), StandardCharsets.UTF_8);
        String fixed = form.replace("\"key\": \"decision\",", "\"key\": \"decision\", " + flag + ",");
        assertThat(HouseOnPaper.findings(Models.around("forms/approveRequest.form", fixed)))
                .extracting(Finding::code)
                .contains("form-decision");
    }

    /** Whoever reads 不同意 must not approve, whatever the modeler wrote. */
    @ParameterizedTest(name = "{0}: {2}")
    @CsvSource(delimiter = '|', textBlock = """
            approveRequest | 同意，签发协查函 | 不同意
            approveRequest | 不予同意 | 同意，签发协查函
            approveRequest | 退回补正 | 同意，退回补正
            approveTransfer | 不予同意 | 批准
            decideCaseMatter | 同意 | 不同意，退回承办人
            decideFiling | 不同意，退回承办人 | 同意立案
            verifyClue | 建议不予立案 | 建议立案
            verifyClue | 建议立案 | 建议不予立案
            reviewReply | 不充分，请对方补充 | 充分，确认复函
            decideOutcome | 请求处置 | 请求处置，同时办结协查
            decideAppeal | 维持处置 | 解除处置
            conductCase | 行政处罚 | 不予行政处罚
            raiseTransfer | 线索（尚未立案） | 案件（已经立案）
            raiseTransfer | 是 | 否
            investigate | 已查明 | 查无
            chasePublicity | 平台已公示 | 不再催办，如实报告
            """)
    void anOptionSaysWhatItDoes(String form, String label, String instead) {
        String file = "forms/" + form + ".form";
        String text = new String(FILES.get(file), StandardCharsets.UTF_8);
        String written = "\"label\": \"%s\"";
        assertThat(text).contains(written.formatted(label));
        assertThat(withForm(form, text.replace(written.formatted(label), written.formatted(instead))))
                .filteredOn(finding ->
                        finding.code().equals("option-words") && finding.file().equals(file))
                .isNotEmpty()
                .allSatisfy(finding -> {
                    assertThat(finding.element()).isNotBlank();
                    assertThat(finding.remedy()).endsWith("。");
                });
    }

    @Test
    void aValueOfHisOwnIsNotCalledAsAnotherOne() {
        String form = new String(FILES.get("forms/approveRequest.form"), StandardCharsets.UTF_8);
        assertThat(withForm(
                        "approveRequest",
                        form.replaceFirst(
                                "\"values\": *\\[", "\"values\": [ { \"label\": \"退回\", \"value\": \"approved\" },")))
                .extracting(Finding::code)
                .contains("option-of-another");
    }

    private static List<Finding> withForm(String form, String content) {
        Map<String, byte[]> files = new TreeMap<>(FILES);
        files.keySet().removeIf(other -> other.startsWith("processes/"));
        files.put("forms/" + form + ".form", content.getBytes(StandardCharsets.UTF_8));
        return HouseOnPaper.findings(files);
    }

    @Test
    void aPeriodOfTheLawIsNotAbolished() {
        String table = new String(FILES.get("processes/deadlines.dmn"), StandardCharsets.UTF_8);
        int begin = table.indexOf("<rule id=\"seizureRule\"");
        String rule = table.substring(begin, table.indexOf("</rule>", begin) + "</rule>".length());
        assertThat(changed("deadlines.dmn", rule, ""))
                .extracting(Finding::sentence)
                .anyMatch(sentence -> sentence.contains("缺少法定期限“SEIZURE”"));
    }

    @Test
    void whatNoColumnHoldsIsRefused() {
        assertThat(changed("platform-data-request.bpmn", "name=\"法律不允许调取\"", "name=\"" + "长".repeat(256) + "\""))
                .extracting(Finding::code)
                .contains("too-long");
        Map<String, byte[]> files = new TreeMap<>(FILES);
        files.put("f".repeat(300) + ".form", files.get("forms/approveReply.form"));
        assertThat(HouseOnPaper.findings(files)).extracting(Finding::code).contains("file-name-long");
    }

    @ParameterizedTest
    @ValueSource(strings = {"platform-data-request.bpmn", "deadlines.dmn"})
    void noSchemaIsFetched(String file) throws IOException {
        AtomicInteger fetched = new AtomicInteger();
        HttpServer elsewhere = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        elsewhere.createContext("/", exchange -> {
            fetched.incrementAndGet();
            exchange.sendResponseHeaders(404, -1);
            exchange.close();
        });
        elsewhere.start();
        try {
            String root = file.endsWith(".dmn") ? "<definitions " : "<bpmn:definitions ";
            String attack = "xmlns:i=\"http://www.w3.org/2001/XMLSchema-instance\" xmlns:e=\"urn:elsewhere\" e:x=\"\""
                    + " i:schemaLocation=\"urn:elsewhere http://localhost:"
                    + elsewhere.getAddress().getPort() + "/x.xsd\" ";
            assertThat(changed(file, root, root + attack))
                    .extracting(Finding::code)
                    .contains("schema-location");
            assertThat(fetched).hasValue(0);
        } finally {
            elsewhere.stop(0);
        }
    }

    private static List<Finding> changed(String file, String intact, String harm) {
        String text = new String(FILES.get("processes/" + file), StandardCharsets.UTF_8);
        String escaped = harm.contains("&&") ? harm.replace("&&", "&amp;&amp;") : harm;
        assertThat(text).contains(intact);
        return HouseOnPaper.findings(Models.around("processes/" + file, text.replace(intact, escaped)));
    }

    @Test
    @DisplayName("what is nested without end, and what is very large, is answered soon")
    @Tag("thorough")
    void weight() {
        String deep = "(".repeat(100_000) + "decision" + ")".repeat(100_000);
        assertSoon(
                "expression",
                () -> changed("platform-data-request.bpmn", "${approver == 'BARRED'}", "${" + deep + "}"));
        String nested = "<bpmn:subProcess>".repeat(20_000) + "</bpmn:subProcess>".repeat(20_000);
        String task = "<bpmn:receiveTask id=\"awaitLiaison\"";
        assertSoon("elements", () -> changed("platform-data-request.bpmn", task, nested + task));
        String many = IntStream.range(0, 4_000)
                .mapToObj(i -> "<bpmn:task id=\"t" + i + "\" name=\"步骤\"/>")
                .collect(Collectors.joining());
        assertSoon("many", () -> changed("platform-data-request.bpmn", task, many + task));
        Map<String, byte[]> mistakes = new TreeMap<>(FILES);
        mistakes.replaceAll((file, content) -> new String(content, StandardCharsets.UTF_8)
                .replaceAll("name=\"\\p{IsHan}+", "name=\"x")
                .replaceAll("decision ==", "decison ==")
                .replaceAll("formRefBinding=\"deployment\"", "formRefBinding=\"latest\"")
                .replaceAll("\"label\": \"", "\"label\": \"=x")
                .replaceAll("<text>\\d+</text>", "<text>1 + 1</text>")
                .getBytes(StandardCharsets.UTF_8));
        assertSoon("mistakes everywhere", () -> HouseOnPaper.findings(mistakes));
        Map<String, byte[]> forms = new TreeMap<>(FILES);
        forms.put("forms/approveReply.form", ("[".repeat(100_000)).getBytes(StandardCharsets.UTF_8));
        assertSoon("form", () -> HouseOnPaper.findings(forms));
        for (String formula : List.of("(".repeat(3_000), "(".repeat(40), "[".repeat(40), "if a then ".repeat(40))) {
            forms.put(
                    "forms/approveReply.form",
                    ("{\"id\": \"approveReply\", \"components\": [{\"conditional\": {\"hide\": \"=" + formula
                                    + "1\"}}]}")
                            .getBytes(StandardCharsets.UTF_8));
            assertSoon("formula", () -> HouseOnPaper.findings(forms));
        }
    }

    private static void assertSoon(String what, java.util.function.Supplier<List<Finding>> findings) {
        long began = System.nanoTime();
        int count = findings.get().size();
        Duration took = Duration.ofNanos(System.nanoTime() - began);
        System.out.println(what + ": " + count + " findings in " + took.toMillis() + " ms");
        assertThat(count).as(what).isPositive();
        // The gate has 4 s for a bundle; a loaded machine gets more.
        assertThat(took).as(what).isLessThan(Duration.ofSeconds(12));
    }
}
