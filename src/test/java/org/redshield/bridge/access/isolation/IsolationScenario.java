package org.redshield.bridge.access.isolation;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayInputStream;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.TaskService;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.redshield.bridge.ChinaTime;
import org.redshield.bridge.scenario.AssistanceScenario;
import org.redshield.bridge.scenario.Requests;
import org.redshield.bridge.support.People;
import org.redshield.bridge.support.Received;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What the bureau owns that everybody tries to get at: cases, a clue with its reporter, letters, evidence, and all that the engine keeps of them. */
abstract class IsolationScenario extends AssistanceScenario {

    @Autowired
    JdbcClient jdbc;

    @Autowired
    IdentityService identity;

    @Autowired
    private TaskService taskService;

    private static final AtomicInteger CLUES = new AtomicInteger();

    private People people;

    @BeforeEach
    void hire() {
        people = new People(identity);
    }

    @AfterEach
    void dismiss() {
        people.dismissAll();
        identity.deleteUser("walkaccountadmin");
    }

    /** At least one of everything that there is here. */
    final Estate estate(String account) {
        Estate estate = Estate.empty();
        String caseNo = approved(Requests.direct("TRADE"));
        does("unithead310105", "approveDataRequest", caseNo, Map.of("decision", "approve", "reason", "同意调取"));
        String letterCase = approved(Requests.question());
        String waitingCase = raised("officer310105", Requests.question());
        String task =
                waitingTask("officer310105", "decideOutcome", caseNo).get("id").asText();
        String clue = registeredClue();
        Map<String, String> own = estate.own();
        own.put("case", caseNo);
        own.put("letterCase", letterCase);
        own.put("waitingCase", waitingCase);
        own.put("clue", clue);
        own.put("clueId", clue + "-C1");
        own.put("task", task);
        own.put(
                "letterTask",
                waitingTask("unithead310105", "approveRequest", waitingCase)
                        .get("id")
                        .asText());
        String instance = one("select proc_inst_id_ from act_ru_task where id_ = :id", task);
        String letterInstance = instanceOf(letterCase);
        own.put("instance", instance);
        own.put("letterInstance", letterInstance);
        own.put("waitingInstance", instanceOf(waitingCase));
        own.put("clueInstance", instanceOf(clue));
        own.put(
                "doneTask",
                one(
                        "select id_ from act_hi_taskinst where root_proc_inst_id_ = :id and assignee_ = 'unithead310105' and end_time_ is not null and task_def_key_ = 'approveRequest' limit 1",
                        instance));
        own.put("execution", one("select execution_id_ from act_ru_task where id_ = :id", task));
        own.put(
                "subscribed",
                one(
                        "select execution_id_ from act_ru_event_subscr where proc_inst_id_ = :id and event_type_ = 'message' limit 1",
                        letterInstance));
        eventually("a timer of the clue", () -> !timerOf(clue).equals(Estate.UNKNOWN));
        own.put("job", timerOf(clue));
        own.put("variable", one("select id_ from act_ru_variable where proc_inst_id_ = :id limit 1", instance));
        own.put("activity", one("select id_ from act_hi_actinst where proc_inst_id_ = :id limit 1", instance));
        own.put(
                "operation",
                one("select operation_id_ from act_hi_op_log where root_proc_inst_id_ = :id limit 1", instance));
        own.put("comment", taskService.createComment(task, instance, "只给本局看的话").getId());
        own.put(
                "attachment",
                taskService
                        .createAttachment("text", task, instance, "本局", "本局", new ByteArrayInputStream(new byte[] {1}))
                        .getId());
        own.put(
                "incident",
                runtime.createIncident("walk", own.get("execution"), "walk").getId());
        own.put("letter", one("select id::text from letter where case_no = :id limit 1", letterCase));
        own.put("evidence", one("select id::text from evidence where case_no = :id limit 1", caseNo));
        own.put("tenantPath", "/tenant/" + CHANGNING);
        own.put("reporter", "王走查");
        own.put(
                "secret",
                as("officer2310105")
                        .post("/api/calendar", Map.of())
                        .json()
                        .path("path")
                        .asText()
                        .replaceAll(".*/|\\.ics", ""));
        eventually(
                "a reminder",
                () -> as("supervisor310105")
                                .post("/api/supervision/reminders", Map.of("caseNo", letterCase, "text", "请尽快办理"))
                                .status()
                        == 201);
        inBulk(own);
        own.put("matchedShop", "W1000001");
        own.put("reconciliation", reconciliation());
        campaign(own);
        own.put("indicatorRun", one("""
                insert into indicator_run (id, case_no, tenant, state, started_by, started_at, answers, records, failure)
                values (gen_random_uuid(), :id, '310105', 'FAILED', 'officer310105', now(), '{}', 0, 'walk') returning id::text
                """, caseNo));
        own.values().removeIf(Estate.UNKNOWN::equals);
        Map<String, String> common = estate.common();
        common.put("account", people.hire(account, "reviewer", "330110"));
        common.put("application", "tasklist");
        common.put("position", "0");
        common.put("asset", "app/plugin.js");
        common.put(
                "authorization", one("select id_ from act_ru_authorization where group_id_ = :id limit 1", "officer"));
        common.put(
                "calendarVersion",
                as("officer310105")
                        .get("/api/calendars/2026")
                        .json()
                        .at("/versions/0/version")
                        .asText());
        common.put("dataRequest", caseNo + "-R1-TRADE");
        common.put("dataset", "TRADE");
        common.put(
                "decision",
                one(
                        "select id_ from act_re_decision_def where key_ = :id order by version_ desc limit 1",
                        "deadlineRule"));
        common.put("decisionKey", "deadlineRule");
        common.put("definition", one("select proc_def_id_ from act_ru_task where id_ = :id", task));
        common.put(
                "deployment",
                one("select deployment_id_ from act_re_procdef where id_ = :id", common.get("definition")));
        common.put("draftKind", "tasks");
        common.put(
                "filter",
                one(
                        "select id_ from act_ru_filter f where query_ like :id and exists (select from act_ru_authorization a where a.resource_id_ = f.id_ and a.group_id_ = 'officer') limit 1",
                        "%${currentUser()}%"));
        common.put("group", "officer");
        common.put("indicator", "B1");
        common.put(
                "jobDefinition",
                one("select id_ from act_ru_jobdef where proc_def_id_ = :id limit 1", common.get("definition")));
        common.put("later", Requests.today().plusDays(40).toString());
        common.put("liveness", "liveness");
        common.put(
                "messageName",
                one(
                        "select event_name_ from act_ru_event_subscr where execution_id_ = :id limit 1",
                        own.getOrDefault("subscribed", "")));
        common.put("metric", "activity-instance-start");
        common.put(
                "notice",
                one(
                        "insert into notice (user_id, kind, case_no, what, at, shown, mail_wanted)"
                                + " values ('officer310105', 'ASSIGNED', :id, 'walk', now(), true, false) returning id::text",
                        caseNo));
        common.put("platform", "taobao");
        common.put("processKey", "assistanceRequest");
        common.put(
                "proposal",
                one(
                        "insert into release_proposal (id, person, name, content_hash, findings) values (gen_random_uuid(), :id, 'walk', 'walk', '[]') returning id::text",
                        "modeler"));
        common.put(
                "resource",
                one("select id_ from act_ge_bytearray where deployment_id_ = :id limit 1", common.get("deployment")));
        common.put("shop", "S1000001");
        common.put("startForm", json(variables(Requests.question())));
        common.put("tenant", CHANGNING);
        common.put("until", Requests.today().plusDays(30).toString());
        common.put("variableName", one("select name_ from act_ru_variable where id_ = :id", own.get("variable")));
        common.put("year", "2026");
        LocalDateTime now =
                clock.instant().atZone(ChinaTime.ZONE).toLocalDateTime().truncatedTo(ChronoUnit.MINUTES);
        common.put("begun", now.minusHours(1).toString());
        common.put("ended", now.minusMinutes(5).toString());
        return estate;
    }

    /** With the result of one shop. */
    /** Two clues of an import that wait, and a third that was found to be the first. */
    private void inBulk(Map<String, String> own) {
        int first = 790_000 + 3 * CLUES.incrementAndGet();
        List<String> caseNos = IntStream.range(first, first + 3)
                .mapToObj(number -> CHANGNING + "-2026-" + number)
                .toList();
        Received received = new Received(jdbc);
        Instant today = Instant.now();
        String told = "2026年3月5日在该店买了明前龙井茶叶，花了328元，宣称能降血压治糖尿病，喝了一个月毫无效果";
        for (String caseNo : caseNos) {
            String shop = "S79" + (caseNo.equals(caseNos.get(2)) ? first + 1 : first);
            // Due before all others: on the first page of what waits.
            received.clue(
                    CHANGNING,
                    caseNo,
                    shop,
                    told,
                    today.minus(Duration.ofDays(400)),
                    today.minus(Duration.ofDays(380)));
        }
        own.put("waitingClue", caseNos.get(0) + "-C1");
        own.put("import", one("""
                with come as (
                    insert into clue_import (id, tenant, source, file_name, bytes, sha256, preview, state, rows, imported, started_by,
                           started_at, ended_at, next_at)
                    values (gen_random_uuid(), substr(:id, 1, 6), '12315', 'walk.csv', 1, 'walk', false, 'DONE', 3, 3,
                           'officer310105', now(), now(), now()) returning id)
                update clue set import_id = (select id from come) where id = :id returning import_id::text
                """, own.get("waitingClue")));
        Map<String, Object> same = Map.of(
                "pairs",
                List.of(Map.of("clueId", caseNos.get(1) + "-C1", "otherId", own.get("waitingClue"))),
                "decision",
                "CONFIRM");
        eventually("the likeness is found and confirmed", () -> as("unithead310105")
                .post("/api/clues/suspicions", same)
                .json()
                .path(0)
                .path("done")
                .asBoolean());
        own.put("linkedClue", caseNos.get(1) + "-C1");
    }

    private String reconciliation() {
        return one("""
                with run as (
                    insert into reconciliation (id, tenant, state, started_by, started_at, shops_file, registry_file, shops, none)
                    values (gen_random_uuid(), :id, 'DONE', 'officer310105', now(), 'walk', 'walk', 1, 1) returning id),
                shop as (
                    insert into reconciliation_shop (reconciliation_id, position, shop_id, platform, name, code, address, person, phone)
                    select id, 0, 'W1000001', '', '', '', '', '', '' from run),
                learned as (
                    insert into reconciliation_weights (tenant, version, verdicts, weights, sha256, compared, effect, proposed_by,
                                                        proposed_at)
                    select :id, 1 + (select coalesce(max(version), 1) from reconciliation_weights where tenant = :id), '{}', '[]',
                           'walk', 1, jsonb_build_object('run', id, 'moves', jsonb_build_object()), 'officer310105', now() from run)
                insert into reconciliation_match
                select id, 0, 'W1000001', '', 'NONE', 0, false, '[]', '{}' from run returning reconciliation_id::text
                """, CHANGNING);
    }

    /** That runs, with one subject in its pool; the other bureau has left it and is asked once more. */
    private void campaign(Map<String, String> own) {
        own.put("campaign", one("""
                insert into campaign (case_no, tenant, title, basis, period_from, period_to, answer_by, checks, platforms, members,
                       state, proposed_by, proposed_at, prepared_by, approved_by, changed_at)
                values (:id, '310105', '走查联合行动', 'PENALTY_26', current_date, current_date, current_date, '{LICENCE}', '{taobao}',
                        '{}', 'RUNNING', 'officer310105', now(), '{officer310105}', 'bureauhead310105', now()) returning case_no
                """, CHANGNING + "-2026-7" + String.format("%05d", CLUES.incrementAndGet())));
        one("""
                with others as (insert into campaign_member (member_id, case_no, tenant, lead, title, state, answer_by, invited_by, decided_by,
                       answered, changed_at)
                select :id || '-J' || n, :id, '320300', '310105', '走查联合行动', (array['LEFT', 'INVITED'])[n], current_date,
                       'bureauhead310105', (array['bureauhead320300', null])[n], n = 1, now()
                  from generate_series(1, 2) n returning member_id)
                select max(member_id) from others
                """, own.get("campaign"));
        own.put("campaignMeeting", one("""
                insert into campaign_meeting (meeting_id, case_no, tenant, held_on, bureaus, agenda, decided, owed_by, owed_until,
                       noted_by, noted_at)
                values (gen_random_uuid(), :id, '310105', current_date, '{310105}', '走查会商', '{走查事项}', '{310105}',
                        array[current_date::text], 'officer310105', now())
                returning meeting_id::text
                """, own.get("campaign")));
        own.put("campaignOffer", one("""
                insert into campaign_ring_offer (offer_id, case_no, tenant, state, impact, offered_by, offered_at, decided_by)
                values (gen_random_uuid(), :id, '310105', 'APPROVED', '{"purpose":"走查串并","records":1}', 'officer310105', now(),
                        'bureauhead310105')
                returning offer_id::text
                """, own.get("campaign")));
        own.put("campaignRun", one("""
                with run as (
                    insert into campaign_ring_run (run_id, case_no, tenant, state, started_by, started_at, ended_at, report, sha256)
                    values (gen_random_uuid(), :id, '310105', 'DONE', 'officer310105', now(), now(),
                            '{"campaign":"走查","method":"走查","parameters":{},"data":[],"rings":[]}', repeat('0', 64))
                    returning run_id)
                insert into campaign_ring_source (run_id, offer_id, tenant)
                select run_id, (select offer_id from campaign_ring_offer where case_no = :id), '310105' from run
                returning run_id::text
                """, own.get("campaign")));
        own.put("campaignQuestion", one("""
                insert into campaign_question (question_id, case_no, tenant, platform, datasets, purpose, ask_at, proposed_by, proposed_at)
                values (:id || '-Q1', :id, '310105', 'taobao', '{SHOP_SUBJECT}', '走查统一协查', now() + interval '1 day',
                        'officer310105', now())
                returning question_id
                """, own.get("campaign")));
        own.put("campaignSubject", one("""
                insert into campaign_subject (subject_id, case_no, platform, shop_id, credit_code, shop_name, added_by,
                       added_tenant, added_at, list_id, holder, own_case)
                values (gen_random_uuid(), :id, 'taobao', 'W1000002', '', '', 'officer310105', '310105', now(), gen_random_uuid(),
                        '310105', :id)
                returning subject_id::text
                """, own.get("campaign")));
    }

    private String registeredClue() {
        Map<String, Object> clue = new HashMap<>(Map.of(
                "source", "REPORT",
                "channel", "PLATFORM_12315",
                "receivedOn", Requests.today().toString(),
                "causeOfCase", "涉嫌虚假宣传",
                "content", "网店宣传其茶叶具有治疗功效，并附有截图为证",
                "platformKey1", "taobao",
                "shopId1", "S29" + String.format("%05d", CLUES.incrementAndGet()),
                "shopName1", "清茗茶庄",
                "reporterName", "王走查",
                "reporterPhone", "13900001234"));
        clue.put("actEndedOn", Requests.today().minusDays(20).toString());
        return as("officer310105")
                .post(
                        "/engine-rest/process-definition/key/clueVerification/submit-form",
                        Map.of("variables", variables(clue)))
                .json()
                .get("businessKey")
                .asText();
    }

    /** The one that fires last: it is there until everybody has tried. */
    private String timerOf(String caseNo) {
        return one(
                "select id_ from act_ru_job where type_ = 'timer' and process_instance_id_ in"
                        + " (select proc_inst_id_ from act_ru_execution where business_key_ = :id)"
                        + " order by duedate_ desc, id_ limit 1",
                caseNo);
    }

    private String instanceOf(String caseNo) {
        return one(
                "select id_ from act_ru_execution where business_key_ = :id and parent_id_ is null and tenant_id_ = '310105' limit 1",
                caseNo);
    }

    private static String json(Object value) {
        try {
            return new ObjectMapper().writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new AssertionError(e);
        }
    }

    private String one(String sql, String id) {
        return jdbc.sql(sql).param("id", id).query(String.class).optional().orElse(Estate.UNKNOWN);
    }
}
