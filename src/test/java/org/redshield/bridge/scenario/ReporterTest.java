package org.redshield.bridge.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.redshield.bridge.support.Http;
import org.redshield.bridge.support.People;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Who reported something is read by the clue's two officers and their unit head, and is nowhere else. */
class ReporterTest extends ClueScenario {

    private static final List<String> EVERYBODY_ELSE =
            List.of("bureauHead", "chiefHead", "reviewer", "supervisor", "officer");
    private static final List<String> CENTRAL = List.of("modeler", "operator", "auditor");

    private final String name = "丁" + UUID.randomUUID().toString().substring(0, 8);
    private final String identityNo = "3101051990" + Math.abs(UUID.randomUUID().hashCode());
    private final String phone =
            "139" + String.format("%010d", Math.abs((long) UUID.randomUUID().hashCode()));

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private org.camunda.bpm.engine.IdentityService identity;

    private People people;

    @BeforeEach
    void hire() {
        people = new People(identity);
    }

    @AfterEach
    void asBefore() {
        people.dismissAll();
    }

    private Map<String, Object> reported() {
        Map<String, Object> fields = clue();
        fields.put("reporterName", name);
        fields.put("reporterIdentityNo", identityNo);
        fields.put("reporterPhone", phone);
        fields.put("reporterAddress", "某路" + phone);
        return fields;
    }

    @Test
    void onlyTheTwoOfficersAndTheirHeadReadIt() {
        String caseNo = registered(reported());
        assertThat(reporter(OFFICER, caseNo).status())
                .as("before he is assigned")
                .isEqualTo(403);
        assertThat(reporter(UNIT_HEAD, caseNo).json().get("name").asText()).isEqualTo(name);
        assign(caseNo);
        int reads = reads(caseNo);
        for (String reader : List.of(OFFICER, SECOND, UNIT_HEAD)) {
            Http.Answer answer = reporter(reader, caseNo);
            assertThat(answer.status()).as(reader).isEqualTo(200);
            assertThat(answer.json().get("identityNo").asText()).isEqualTo(identityNo);
            assertThat(clue(reader, caseNo).get("reporterReadable").asBoolean()).isTrue();
        }
        assertThat(reads(caseNo) - reads).as("each reading is on record").isEqualTo(3);
        for (String role : EVERYBODY_ELSE) {
            String id = people.hire("other" + role.toLowerCase() + CHANGNING, role, CHANGNING);
            isKeptFrom(id, caseNo);
            assertThat(clue(id, caseNo).get("reporterReadable").asBoolean())
                    .as(role)
                    .isFalse();
        }
        isKeptFrom(people.hire("otherunithead" + CHANGNING, "unitHead", CHANGNING), caseNo);
        isKeptFrom(HEAD, caseNo);
        CENTRAL.forEach(id -> isKeptFrom(id, caseNo));
        List.of("officer330110", "unithead330110", "liaisontaobao").forEach(id -> isKeptFrom(id, caseNo));
        assertThat(reporter(OFFICER, "310105-2026-999999").text())
                .as("whether there is such a case is not told")
                .isEqualTo(reporter(HEAD, caseNo).text().replace(caseNo, "310105-2026-999999"));
        assertThat(reads(caseNo) - reads).isEqualTo(3);
    }

    /** Who works on the one of two that are the same reads who reported the other. */
    @Test
    void ofTheSameClueTwiceTheOfficersReadBothReporters() {
        Map<String, Object> twice = clue();
        String first = registered(twice);
        assign(first);
        twice.put("reporterName", name);
        String again = registered(twice);
        assertThat(clue(OFFICER, again).get("linkedTo").asText()).isEqualTo(first);
        assertThat(reporter(OFFICER, again).json().get("name").asText()).isEqualTo(name);
        isKeptFrom(HEAD, again);
        isRefused(OFFICER, "verifyClue", first, proposal("notFile", "reason", "经向" + name + "核实"), "含有举报人的姓名");
    }

    @Test
    void ofAnUnknownReporterNothingIsTold() {
        assertThat(reporter(UNIT_HEAD, registered(clue())).text()).isEqualTo("{}");
    }

    @Test
    void itIsInNoTextForOthers() {
        Map<String, Object> named = reported();
        named.put("content", "举报人" + name + "称网店夸大茶叶功效");
        assertThat(tryRegister(OFFICER, named).text()).contains("含有举报人的姓名");
        for (var hidden : Map.of(
                        "externalNo", "12315转" + phone.substring(0, 3) + " " + phone.substring(3),
                        "shopName1", name + "举报的店",
                        "subjectName1", name,
                        "address1", "某路" + phone + "附近")
                .entrySet()) {
            Map<String, Object> told = reported();
            told.put(hidden.getKey(), hidden.getValue());
            assertThat(tryRegister(OFFICER, told).text()).as(hidden.getKey()).contains("含有举报人的");
        }
        String caseNo = registered(reported());
        assign(caseNo);
        assertThat(as(OFFICER)
                        .upload("/api/cases/" + caseNo + "/evidence", Map.of(), name + "来信.pdf", "%PDF-1.7")
                        .text())
                .as("a letter names the files that go with it")
                .contains("含有举报人的姓名");
        isRefused(
                OFFICER,
                "verifyClue",
                caseNo,
                Map.of("decision", "pause", "stopEvent", "TESTING", "reason", "等待" + name + "送来样品"),
                "含有举报人的姓名");
        isRefused(
                OFFICER,
                "verifyClue",
                caseNo,
                Map.of("decision", "notFile", "ground", "NO_FAULT", "reason", "经与" + phone + "联系核实"),
                "“" + phone + "”，含有举报人的电话");
    }

    /** Whoever may not know it is not told that he guessed it: a refusal would say so. An auditor sees that he wrote it. */
    @Test
    void aRefusalConfirmsNothingToWhoeverMayNotRead() {
        String caseNo = registered(reported());
        assign(caseNo);
        does(OFFICER, "verifyClue", caseNo, proposal("file", "filingNo", filingNo(caseNo)));
        does(UNIT_HEAD, "reviewVerification", caseNo, Map.of("decision", "agree"));
        String curious = people.hire("curious" + CHANGNING, "officer", CHANGNING);
        for (String guess : List.of("李某某", name)) {
            assertThat(as(curious)
                            .upload("/api/cases/" + caseNo + "/evidence", Map.of(), guess + "来信.pdf", "%PDF-1.7")
                            .text())
                    .as("whether it is the name or not")
                    .doesNotContain("举报人");
        }
        does(HEAD, "decideFiling", caseNo, Map.of("decision", "refuse", "reason", "请先找" + name + "了解情况"));
        waitingTask(OFFICER, "verifyClue", caseNo);
        assertThat(jdbc.sql("select user_id from access_log where case_no = ? and what = 'REPORTER_NAMED'")
                        .param(caseNo)
                        .query(String.class)
                        .list())
                .containsExactly(curious, HEAD);
        isRefused(OFFICER, "verifyClue", caseNo, proposal("notFile", "reason", "经向" + name + "核实"), "含有举报人的姓名");
    }

    /** In no table but its own: not in the engine's, not in letters, envelopes, events or the case's other rows. */
    @Test
    void itStandsInItsTableAndNowhereElse() {
        Map<String, Object> known = reported();
        known.put("shopId1", "S1000001");
        known.put("causeOfCase", "涉嫌虚假宣传" + name.substring(1));
        String caseNo = registered(known);
        assign(caseNo);
        does(OFFICER, "verifyClue", caseNo, proposal("ask", "datasets", List.of("SHOP_SUBJECT")));
        approved(caseNo, proposal("file", "filingNo", filingNo(caseNo)));
        does(OFFICER, "conductCase", caseNo, proposal("assist", "questions", "网店由谁经营；交易是否真实"));
        approve(caseNo);
        acknowledge(caseNo);
        List<Column> columns = jdbc.sql("""
                        select table_name as table, column_name as name, data_type = 'bytea' as bytes
                          from information_schema.columns
                         where table_schema = current_schema()
                           and data_type in ('text', 'character varying', 'jsonb', 'json', 'bytea')
                        """).query(Column.class).list();
        for (String secret : List.of(name, identityNo, phone)) {
            List<String> found = columns.stream()
                    .filter(column -> holds(column, secret))
                    .map(Column::table)
                    .distinct()
                    .toList();
            assertThat(found).as(secret.substring(0, 3)).containsExactly("clue_reporter");
            for (String path : List.of("/api/cases/" + caseNo, "/api/clues/" + caseNo, "/api/clues?size=100")) {
                for (String reader : List.of(OFFICER, HEAD, UNIT_HEAD)) {
                    assertThat(as(reader).get(path).text()).doesNotContain(secret);
                }
            }
            assertThat(as("officer330110").get("/api/cases/" + caseNo).text()).doesNotContain(secret);
        }
    }

    private record Column(String table, String name, boolean bytes) {}

    private boolean holds(Column column, String secret) {
        String condition = column.bytes()
                ? "position(convert_to(?, 'UTF8') in \"" + column.name() + "\") > 0"
                : "strpos(\"" + column.name() + "\"::text, ?) > 0";
        return jdbc.sql("select exists (select from \"" + column.table() + "\" where " + condition + ")")
                .param(secret)
                .query(Boolean.class)
                .single();
    }

    private Http.Answer reporter(String user, String caseNo) {
        return as(user).get("/api/clues/" + caseNo + "/reporter");
    }

    private void isKeptFrom(String user, String caseNo) {
        Http.Answer answer = reporter(user, caseNo);
        assertThat(answer.status()).as(user).isEqualTo(403);
        assertThat(answer.json().get("code").asText()).isEqualTo("clues.reporter-protected");
    }

    private int reads(String caseNo) {
        return jdbc.sql("select count(*) from access_log where case_no = ? and what = 'REPORTER'")
                .param(caseNo)
                .query(Integer.class)
                .single();
    }
}
