package org.redshield.bridge.upgrade;

import static org.assertj.core.api.Assertions.assertThat;
import static org.redshield.bridge.support.Flow.assertThat;
import static org.redshield.bridge.support.Flow.instance;
import static org.redshield.bridge.upgrade.Standing.*;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.redshield.bridge.ChinaTime;
import org.redshield.bridge.scenario.Requests;
import org.redshield.bridge.support.TestClock;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/**
 * Plays cases to many different points and saves the installation, so that {@link PreviousVersionTest} can go on with it on
 * later versions, and the program, so that {@link RollingUpgradeTest} can start it beside them. Run once with each release,
 * before work on the next one begins: {@code ./mvnw test -Dtest=PresentVersionTest -Dtest.upgrade.write=true}.
 */
@EnabledIfSystemProperty(named = "test.upgrade.write", matches = "true")
class PresentVersionTest extends UpgradeScenario {

    private static Path directory;

    @Autowired
    private DataSource database;

    private final Map<Standing, String> cases = new EnumMap<>(Standing.class);

    @DynamicPropertySource
    static void settings(DynamicPropertyRegistry settings) throws IOException {
        directory = Files.createTempDirectory("bridge-present");
        // Yesterday, so that what is saved lies in the past also for who goes on with it at once.
        Instant morning = LocalDate.now(ChinaTime.ZONE)
                .minusDays(1)
                .atTime(10, 0)
                .atZone(ChinaTime.ZONE)
                .toInstant();
        settings(settings, directory, TestClock.livingFrom(morning));
    }

    @Test
    void isSaved() throws Exception {
        assistance();
        platform();
        disposition();
        deadlines();
        givenUp();
        inOutbox();
        JdbcClient jdbc = JdbcClient.create(database);
        eventually(
                "no job is under way", () -> jdbc.sql("select count(*) from act_ru_job where lock_owner_ is not null")
                        .query(Integer.class)
                        .single()
                        .equals(0));
        assertThat(cases).containsOnlyKeys(Standing.values());

        Notes notes = new Notes(clock.instant().getEpochSecond(), cases, pages());
        Path journal = Files.createDirectories(directory.resolve("journal"));
        Files.copy(directory.resolve(PLATFORM).resolve("journal.jsonl"), journal.resolve("journal.jsonl"));
        SavedInstallation.save(
                ARCHIVE, database, Map.of(EVIDENCE, directory.resolve(EVIDENCE), PLATFORM, journal), notes);
        assertThat(Files.size(ARCHIVE)).isLessThan(3_000_000);
        ReleasedClasses.save();
        assertThat(Files.size(ReleasedClasses.ARCHIVE)).isLessThan(6_000_000);
    }

    private void assistance() {
        String caseNo = raised("officer310105", Requests.question());
        assertThat(request(caseNo)).isWaitingAt("approveRequest");
        cases.put(AWAITING_APPROVAL, caseNo);

        caseNo = approved(Requests.question());
        assertThat(handling(caseNo)).isWaitingAt("acknowledgeLetter");
        var ordered = as("supervisor330110")
                .post("/api/supervision/reminders", Map.of("caseNo", caseNo, "text", "请说明为何仍未签收，并于今日内签收。"));
        assertThat(ordered.status()).as(ordered.text()).isEqualTo(201);
        assertThat(instance("supervisionOrder", YUHANG, caseNo)).isWaitingAt("answerReminder");
        cases.put(ARRIVED, caseNo);

        caseNo = approved(Requests.question());
        acknowledge(caseNo);
        assertThat(handling(caseNo)).isWaitingAt("reviewLetter");
        cases.put(ACKNOWLEDGED, caseNo);

        cases.put(INVESTIGATING, investigated());

        caseNo = approved(Requests.question());
        accept(caseNo);
        reply(caseNo);
        assertThat(request(caseNo)).isWaitingAt("reviewReply");
        cases.put(REPLY_WAITING, caseNo);

        caseNo = investigated();
        reply(caseNo);
        confirmAndClose(caseNo);
        cases.put(CONCLUDED, caseNo);
    }

    private String investigated() {
        String caseNo = approved(Requests.throughHomeBureau("SHOP_SUBJECT", "TRADE"));
        accept(caseNo);
        approveData(YUHANG, caseNo);
        assertThat(handling(caseNo)).isWaitingAt("investigate");
        adds("officer330110", caseNo, "现场检查情况 " + caseNo);
        return caseNo;
    }

    private void platform() {
        cases.put(AT_PLATFORM, dateProposed("PT30M"));
        cases.put(DATE_PROPOSED, dateProposed("PT12H"));
        cases.put(LIAISON_ASKED, liaisonAsked());
        String caseNo = liaisonAsked();
        liaisonAsks(caseNo, "哪一家店铺");
        assertThat(dataRequest(CHANGNING, caseNo)).isWaitingAt("answerQuestion");
        cases.put(LIAISON_ASKS_BACK, caseNo);
    }

    private String dateProposed(String hold) {
        String caseNo = raised("officer310105", Requests.direct("TRADE"));
        platformFault(caseNo, "NEW_DATE", Map.of("days", 5, "hold", hold));
        approve(caseNo);
        approveData(CHANGNING, caseNo);
        assertThat(dataRequest(CHANGNING, caseNo)).isWaitingAt("decideNewDate");
        return caseNo;
    }

    private String liaisonAsked() {
        String caseNo = raised("officer310105", Requests.direct("SHOP_SUBJECT"));
        platformFault(caseNo, "REFUSE", Map.of("reason", "TECHNICAL_IMPOSSIBILITY", "text", "系统升级"));
        approve(caseNo);
        assertThat(liaison(caseNo)).isWaitingAt("answerLiaisonRequest");
        return caseNo;
    }

    private void disposition() {
        String caseNo = dispositionWanted("both");
        draft(caseNo, SHOP);
        assertThat(merchantDisposition(caseNo)).isWaitingAt("approveDisposition");
        cases.put(DISPOSITION_DRAFTED, caseNo);

        caseNo = disposed(SHOP);
        assertThat(merchantDisposition(caseNo)).isWaitingAt("followDisposition");
        cases.put(DISPOSITION_FOLLOWED, caseNo);

        cases.put(APPEALED, appealed());

        caseNo = appealed();
        lift(caseNo, "decideAppeal", 1);
        assertThat(merchantDisposition(caseNo)).isWaitingAt("approveLift");
        cases.put(LIFTING, caseNo);

        caseNo = dispositionWanted("disposition");
        delay("disposition", "PT30M");
        draft(caseNo, ITEM);
        approveDraft(caseNo);
        String executing = caseNo;
        eventually(
                "the platform executes",
                () -> stage(executing).equals("ISSUED") && ledger(executing).size() == 1);
        cases.put(DISPOSITION_EXECUTING, caseNo);
        delay("disposition", "PT0.2S");
    }

    private String appealed() {
        String caseNo = dispositionWanted("both");
        draft(caseNo, SHOP);
        platformFault("处置", "APPEAL", "submit", 1);
        approveDraft(caseNo);
        assertThat(merchantDisposition(caseNo)).isWaitingAt("decideAppeal");
        return caseNo;
    }

    private void deadlines() {
        cases.put(DEADLINE_RUNNING, registered());
        cases.put(DEADLINE_PAUSED, registered());
        does(
                "officer310105",
                "followDeadline",
                cases.get(DEADLINE_PAUSED),
                Map.of(
                        "decision", "pause",
                        "stopEvent", "TESTING",
                        "pausedOn", Requests.today().toString(),
                        "reason", "已委托鉴定机构"));
        assertThat(instance("caseDeadline", CHANGNING, cases.get(DEADLINE_PAUSED)))
                .isWaitingAt("resumeDeadline");
        cases.put(EXTENSION_ASKED, registered());
        does(
                "officer310105",
                "followDeadline",
                cases.get(EXTENSION_ASKED),
                Map.of("decision", "extend", "reason", "商户在外地，需要补充核查"));
        assertThat(instance("caseDeadline", CHANGNING, cases.get(EXTENSION_ASKED)))
                .isWaitingAt("approveExtension");
    }

    private String registered() {
        var answer = as("officer310105")
                .post(
                        "/engine-rest/process-definition/key/caseDeadline/submit-form",
                        Map.of(
                                "variables",
                                variables(Map.of(
                                        "causeOfCase", "涉嫌虚假宣传",
                                        "ownCaseNumber", "长市监案〔2026〕7号",
                                        "deadlineKind", "CASE_FILING",
                                        "startedOn", Requests.today().toString(),
                                        "ground", "收到移送材料"))));
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        return answer.json().get("businessKey").asText();
    }

    private void givenUp() {
        String caseNo = raised("officer310105", Requests.direct("SHOP_SUBJECT"));
        platformFault(caseNo, "REMOTE_SERVICE_ERROR", Map.of("apiName", "request.submit", "times", -1));
        approve(caseNo);
        assertThat(instance("platformFault", CHANGNING, caseNo)).isWaitingAt("resumePlatformCall");
        cases.put(GIVEN_UP, caseNo);
    }

    /** From now on nothing leaves an outbox; the trigger is no part of what is saved. */
    private void inOutbox() {
        JdbcClient jdbc = JdbcClient.create(database);
        jdbc.sql("""
                        create function hold_back() returns trigger language plpgsql as
                        $$ begin raise exception 'held back'; end $$
                        """).update();
        jdbc.sql("create trigger held_back before update on outbox for each row execute function hold_back()")
                .update();
        String caseNo = approved(Requests.question());
        eventually("the letter is in the outbox", () -> jdbc.sql(
                        "select count(*) from outbox where case_no = ? and delivered_at is null")
                .param(caseNo)
                .query(Integer.class)
                .single()
                .equals(1));
        cases.put(IN_OUTBOX, caseNo);
    }

    private List<Notes.Page> pages() {
        List<Notes.Page> pages = new ArrayList<>();
        String closed = cases.get(CONCLUDED);
        for (String user : List.of("officer310105", "officer330110")) {
            pages.add(page(user, "/api/cases/" + closed));
            pages.add(page(user, "/api/cases?q=" + closed));
        }
        for (String caseNo : List.of(closed, cases.get(INVESTIGATING))) {
            pages.add(page("officer330110", rows(caseNo)));
            pages.add(page("officer330110", rows(caseNo) + "/summary?group=status"));
        }
        evidence(caseFile("officer330110", closed))
                .forEach(id -> pages.add(page("officer330110", "/api/evidence/" + id + "/custody")));
        return pages;
    }

    private Notes.Page page(String user, String path) {
        var answer = as(user).get(path);
        assertThat(answer.status()).as(path + ": " + answer.text()).isEqualTo(200);
        return new Notes.Page(user, path, answer.json());
    }
}
