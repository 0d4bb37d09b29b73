package org.redshield.bridge.upgrade;

import static org.assertj.core.api.Assertions.assertThat;
import static org.redshield.bridge.support.Flow.assertThat;
import static org.redshield.bridge.support.Flow.instance;
import static org.redshield.bridge.support.Flow.timer;
import static org.redshield.bridge.upgrade.Standing.*;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Base64;
import java.util.Date;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.redshield.bridge.TestDatabase;
import org.redshield.bridge.bureau.PersonNames;
import org.redshield.bridge.letter.pdf.Pdf;
import org.redshield.bridge.scenario.Requests;
import org.redshield.bridge.support.TestClock;
import org.redshield.verifier.Verify;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/**
 * The installation that {@link PresentVersionTest} saved of the previous version, an hour later on this one: the database
 * migrates, the newest models are deployed, and people finish each case that was under way, on the model that it began on.
 */
// Before anything is finished, and before a test that moves the clock lets every deadline of the installation pass.
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class PreviousVersionTest extends UpgradeScenario {

    private static final List<String> SUBMITTED =
            List.of("dataRequestStarts", "classifyDataset", "approveDataRequest", "submitDataRequest", "awaitAnswer");

    private static final List<String> LIAISON_AWAITED = List.of(
            "dataRequestStarts", "classifyDataset", "submitDataRequest", "awaitAnswer", "askLiaison", "awaitLiaison");

    private static final List<String> DATE_ASKED = List.of("answeringNewDate", "platformProposesDate", "decideNewDate");

    private static final List<String> DEADLINE_WATCHED =
            List.of("registerDeadline", "watchDeadline", "clockStarts", "followDeadline");

    private static final List<String> DEADLINE_MET = List.of("deadlineMet", "deadlineEnded");

    /** Nobody writes a letter for it any more; a receipt tells. */
    private static final Map<String, String> REWORDED = Map.of("收到确认函", "收到对方对复函的确认");

    private static Notes notes;

    @Autowired
    private PersonNames names;

    @Autowired
    private JdbcClient jdbc;

    @DynamicPropertySource
    static void settings(DynamicPropertyRegistry settings) throws Exception {
        Path directory = Files.createTempDirectory("bridge-previous");
        SavedInstallation.unpack(ARCHIVE, directory);
        notes = SavedInstallation.notes(directory, Notes.class);
        String url = TestDatabase.emptyUrl();
        SavedInstallation.restore(directory, new DriverManagerDataSource(url, "postgres", "postgres"));
        settings.add("spring.datasource.url", () -> url);
        // Whatever was under way when it stopped is nobody's any more.
        Instant later = Instant.ofEpochSecond(notes.savedAt()).plus(Duration.ofHours(1));
        settings(settings, directory, TestClock.livingFrom(later));
    }

    private static String caseOf(Standing standing) {
        return notes.cases().get(standing);
    }

    /** Most of their letters were issued by the version before, and told then. */
    @Override
    protected void whoeverHasALetterIssuedIsToldItsNumber(TestInfo test) {
        lettersAreSentByNobody();
    }

    @Test
    void anApprovalThatWaitedLetsTheCaseRunToItsEnd() {
        String caseNo = caseOf(AWAITING_APPROVAL);
        approve(caseNo);
        accept(caseNo);
        wasAskedAndAnswered(caseNo);
    }

    @Test
    void lettersFromBeforeGetADocumentThatSaysSo() throws Exception {
        eventually(
                "each letter of ours has its document",
                () -> jdbc.sql("select count(*) from letter_unsealed where late")
                                .query(Long.class)
                                .single()
                        == 0);
        String path = jdbc.sql("""
                        select '/api/cases/' || l.case_no || '/letters/' || l.id || '.pdf'
                          from letter_document d join letter l on l.id = d.letter_id
                         where d.made_late and l.tenant = '310105' order by l.issued_at limit 1
                        """).query(String.class).single();
        assertThat(Pdf.text(as("officer310105").file(path).body())).contains("补制", "依系统存档的原函内容补制。");
    }

    @Test
    void supervisorsAreToldOfWhatWasUnderWayBefore() {
        eventually(
                "all bureaus' numbers are made, one after another",
                () -> jdbc.sql("""
                        select not exists (select from supervision_due where case_no is null)
                           and (select count(*) from supervised_work where kind = 'REQUESTER') = (select count(*) from assistance_request)
                           and (select sum(n) from supervision_count
                                 where node = '310105' and not below and measure = 'IN' and kind = 'REQUESTER')
                               = (select count(*) from assistance_request where tenant = '310105')
                           and (select sum(n) from supervision_count
                                 where node = '100000' and below and measure like 'TOOK%' and kind = 'DELIVERY')
                               = (select count(*) from receipt r join letter l on l.id = r.letter_id
                                   where r.stage = 'DELIVERED' and l.tenant ~ '^[0-9]{6}$')
                        """).query(Boolean.class).single());
    }

    @Test
    void aLetterInTheOutboxArrivesOnce() {
        String caseNo = caseOf(IN_OUTBOX);
        accept(caseNo);
        wasAskedAndAnswered(caseNo);
    }

    /** Their versions of the processes know no signature under these two letters. */
    @Test
    @Order(2)
    void aSignedLetterIsAcceptedDelayedAndWithdrawn() {
        String caseNo = caseOf(ACKNOWLEDGED);
        acceptAcknowledged(caseNo);
        Instant before = dueAt("officer330110", caseNo, "STATUTORY_REPLY");
        does(
                "officer330110",
                "investigate",
                caseNo,
                Map.of(
                        "decision", "delay",
                        "delayUntil", Requests.today().plusDays(60).toString(),
                        "delayReason", "需要到仓库现场核查"));
        eventually("the notice is in Changning", () -> state("officer310105", caseNo)
                .equals("EXTENSION_NOTIFIED"));
        for (String side : List.of("officer310105", "officer330110")) {
            assertThat(dueAt(side, caseNo, "STATUTORY_REPLY")).isAfter(before);
        }
        assertThat(timer("handlingOverdue", caseNo))
                .hasDueDate(Date.from(dueAt("officer330110", caseNo, "STATUTORY_REPLY")));
        does("officer310105", "followRequest", caseNo, Map.of("decision", "withdraw", "reason", "当事人已主动说明情况"));

        assertThat(request(caseNo)).isEnded();
        assertThat(handling(caseNo)).isEnded();
        assertThat(handling(caseNo))
                .passedExactly(
                        HANDLING_ACCEPTED,
                        "investigate",
                        "sendDelayNotice",
                        "investigate",
                        "withdrawalOfRequest",
                        "withdrawalArrives",
                        "recordWithdrawal",
                        "handlingWithdrawn");
        assertThat(letters("officer330110", caseNo)).containsExactly("REQUEST", "DELAY", "WITHDRAWAL");
    }

    /** Yuhang answers the question that it has accepted; both sides' files and paths are as if nothing had happened. */
    private void wasAskedAndAnswered(String caseNo) {
        reply(caseNo);
        confirmAndClose(caseNo);

        assertThat(request(caseNo)).passedExactly(REQUEST_SENT, REPLY_CONFIRMED);
        assertThat(handling(caseNo)).passedExactly(HANDLING_ACCEPTED, HANDLING_REPLIED, HANDLING_CONFIRMED);
        hasTheLettersOfBothSides(caseNo);
        assertThat(clocks("officer330110", caseNo))
                .containsExactlyInAnyOrder(
                        "ACKNOWLEDGEMENT MET",
                        "AGREEMENT_REPLY MET",
                        "STATUTORY_REPLY MET",
                        "CONFIRMATION_REMINDER MET",
                        "CONFIRMATION_CLOSE MET");
    }

    private void hasTheLettersOfBothSides(String caseNo) {
        assertThat(letters("officer310105", caseNo))
                .containsExactly("REQUEST", "REPLY")
                .isEqualTo(letters("officer330110", caseNo));
        assertThat(receipts(letter("officer330110", caseNo, "REQUEST")))
                .containsSubsequence("SUBMITTED", "RELAYED", "DELIVERED", "ACKNOWLEDGED");
        assertThat(state("officer310105", caseNo)).isEqualTo("CLOSED");
        assertThat(state("officer330110", caseNo)).isEqualTo("CONFIRMED");
    }

    @Test
    void aReminderIsAnsweredAndTheTimerOfTheUnsignedLetterFires() {
        String caseNo = caseOf(ARRIVED);
        does("unithead330110", "answerReminder", caseNo, Map.of("decision", "answer", "answer", "承办人出差，已改派他人，今日签收。"));
        assertThat(instance("supervisionOrder", YUHANG, caseNo)).isEnded();
        JsonNode reminder = as("supervisor330110")
                .get("/api/supervision/reminders?caseNo=" + caseNo)
                .json()
                .get(0);
        assertThat(reminder.get("state").asText()).isEqualTo("ANSWERED");
        assertThat(reminder.get("text").asText()).isEqualTo("请说明为何仍未签收，并于今日内签收。");
        assertThat(reminder.get("answer").asText()).isEqualTo("承办人出差，已改派他人，今日签收。");

        assertThat(timer("acknowledgementOverdue", caseNo))
                .hasDueDate(Date.from(dueAt("officer330110", caseNo, "ACKNOWLEDGEMENT")));
        fires("acknowledgementOverdue", caseNo);
        assertThat(clocks("officer330110", caseNo)).contains("ACKNOWLEDGEMENT MISSED");
        timeIsRealAgain();
        accept(caseNo);
        reply(caseNo);
        confirmAndClose(caseNo);
        assertThat(handling(caseNo))
                .passedExactly(
                        HANDLING_ACCEPTED.subList(0, 5),
                        "acknowledgementOverdue",
                        "escalateAcknowledgement",
                        "acknowledgementEscalated",
                        HANDLING_ACCEPTED.subList(5, HANDLING_ACCEPTED.size()),
                        HANDLING_REPLIED,
                        HANDLING_CONFIRMED);
        hasTheLettersOfBothSides(caseNo);
    }

    @Test
    void anInvestigationGoesOnWithTheDataThatIsThere() {
        String caseNo = caseOf(INVESTIGATING);
        fires("handlingHalfway", caseNo);
        timeIsRealAgain();
        adds("officer330110", caseNo, "升级之后的检查情况");
        reply(caseNo);
        confirmAndClose(caseNo);

        assertThat(handling(caseNo))
                .passedExactly(
                        HANDLING_ACCEPTED,
                        "requestPlatformData",
                        "requestPlatformData",
                        "investigate",
                        "handlingHalfway",
                        "remindHandling",
                        "handlingReminded",
                        HANDLING_REPLIED.subList(1, HANDLING_REPLIED.size()),
                        HANDLING_CONFIRMED);
        hasTheLettersOfBothSides(caseNo);
        JsonNode file = caseFile("officer330110", caseNo);
        assertThat(each(file.get("datasets")).map(one -> one.get("state").asText()))
                .containsExactly("ANSWERED", "ANSWERED");
        long total = each(file.get("datasets"))
                .filter(one -> one.toString().contains("-TRADE"))
                .findFirst()
                .orElseThrow()
                .get("total")
                .asLong();
        assertThat(letter("officer310105", caseNo, "REPLY").get("paragraphs").toString())
                .containsPattern("共 ?" + total + " ?条")
                .contains("现场核查属实，多笔订单没有真实物流。");
        assertThat(evidence(file)).hasSizeGreaterThan(2);
    }

    @Test
    void aReplyThatWaitedIsSupplementedAndConfirmed() {
        String caseNo = caseOf(REPLY_WAITING);
        // Its version of the process knows no signature under the supplement.
        does("officer310105", "reviewReply", caseNo, Map.of("decision", "supplement", "supplementText", "请补充仓库的实际地址"));
        reply(caseNo);
        confirmAndClose(caseNo);

        assertThat(request(caseNo))
                .passedExactly(
                        REQUEST_SENT,
                        "recordReply",
                        "reviewReply",
                        "issueSupplement",
                        "startSupplementClock",
                        "awaitReply",
                        REPLY_CONFIRMED);
        assertThat(letters("officer310105", caseNo))
                .containsExactly("REQUEST", "REPLY", "SUPPLEMENT", "REPLY")
                .isEqualTo(letters("officer330110", caseNo));
        assertThat(each(caseFile("officer310105", caseNo).get("milestones"))
                        .filter(one -> one.get("what").asText().equals("CONFIRMED"))
                        .map(one -> one.get("by").asText()))
                .as("whose decision it was is known here all the same")
                .containsExactly("陈思远");
    }

    @Test
    void thePlatformsAnswerComesAndIsLoaded() {
        String caseNo = caseOf(AT_PLATFORM);
        close(caseNo);

        assertThat(request(caseNo)).passedExactly(DIRECT_ANSWERED, CLOSED);
        assertThat(dataRequest(CHANGNING, caseNo))
                .passedExactly(SUBMITTED, DATE_ASKED, "recordAnswer", "answeredInFull");
        JsonNode trades = dataset("officer310105", caseNo);
        assertThat(trades.get("state").asText()).isEqualTo("ANSWERED");
        JsonNode summary =
                as("officer310105").get(rows(caseNo) + "/summary?group=status").json();
        assertThat(summary.get("count").asLong())
                .isPositive()
                .isEqualTo(trades.get("total").asLong());
    }

    @Test
    void aProposedDateIsAcceptedAndTheRequestWithdrawn() {
        String caseNo = caseOf(DATE_PROPOSED);
        JsonNode proposal = dataset("officer310105", caseNo).at("/dialogue/0");
        does("officer310105", "decideNewDate", caseNo, Map.of("decision", "accept", "reason", "同意"));
        eventually(
                "the decision is recorded",
                () -> dataset("officer310105", caseNo).at("/dialogue/0").hasNonNull("told"));
        Instant proposed =
                OffsetDateTime.parse(proposal.get("newDueAt").asText()).toInstant();
        assertThat(dueAt("officer310105", caseNo, "TRADE_RECORDS")).isEqualTo(proposed);
        assertThat(timer("answerOverdue", caseNo)).hasDueDate(Date.from(proposed));
        does("officer310105", "followRequest", caseNo, Map.of("decision", "withdraw", "reason", "当事人已主动说明情况"));
        assertThat(request(caseNo)).isEnded();
        assertThat(dataRequest(CHANGNING, caseNo))
                .isEnded()
                .passedExactly(SUBMITTED, DATE_ASKED, "tellNewDate", "newDateDecided");
        assertThat(dataset("officer310105", caseNo).get("state").asText()).isEqualTo("WITHDRAWN");
        assertThat(state("officer310105", caseNo)).isEqualTo("WITHDRAWN");
    }

    @Test
    void aLiaisonWhoIsLateAnswersNevertheless() {
        String caseNo = caseOf(LIAISON_ASKED);
        fires("liaisonOverdue", caseNo);
        timeIsRealAgain();
        liaisonFindsNothing(caseNo);
        close(caseNo);

        assertThat(dataRequest(CHANGNING, caseNo))
                .passedExactly(
                        LIAISON_AWAITED,
                        "liaisonOverdue",
                        "recordLiaisonOverdue",
                        "liaisonOverdueRecorded",
                        "recordAnswer",
                        "noRecordFound");
        assertThat(clocks("officer310105", caseNo)).containsExactly("SHOP_IDENTITY MISSED");
        assertThat(letters("officer310105", caseNo)).containsExactly("REQUEST", "LIAISON_REQUEST", "LIAISON_ANSWER");
    }

    @Test
    void theLiaisonsQuestionIsAnswered() {
        String caseNo = caseOf(LIAISON_ASKS_BACK);
        does("officer310105", "answerQuestion", caseNo, Map.of("decision", "answer", "answer", "以函上的为准"));
        liaisonFindsNothing(caseNo);
        close(caseNo);

        assertThat(liaison(caseNo))
                .passedExactly(
                        "liaisonRequestArrives",
                        "registerLiaisonRequest",
                        "answerLiaisonRequest",
                        "askBureau",
                        "awaitBureau",
                        "recordBureauAnswer",
                        "answerLiaisonRequest",
                        "sendLiaisonAnswer",
                        "liaisonAnswered");
        assertThat(dataRequest(CHANGNING, caseNo))
                .passedExactly(
                        LIAISON_AWAITED,
                        "answeringQuestion",
                        "platformAsks",
                        "answerQuestion",
                        "tellAnswer",
                        "questionAnswered",
                        "recordAnswer",
                        "noRecordFound");
        assertThat(dataset("officer310105", caseNo).get("explanation").asText()).isEqualTo("查无此店");
    }

    /** A node that starts has not seen the platform away: the first call that goes through lets all others go. */
    @Test
    void aCallThatWasGivenUpGoesThroughByItself() {
        String caseNo = caseOf(GIVEN_UP);
        close(caseNo);
        assertThat(instance("platformFault", CHANGNING, caseNo))
                .isEnded()
                .passedExactly("platformGivenUp", "resumePlatformCall", "platformRecovered", "nothingToRelease");
        assertThat(dataRequest(CHANGNING, caseNo))
                .passedExactly(
                        "dataRequestStarts",
                        "classifyDataset",
                        "submitDataRequest",
                        "awaitAnswer",
                        "recordAnswer",
                        "answeredInFull");
        assertThat(runtime.createIncidentQuery().activityId("submitDataRequest").count())
                .isZero();
    }

    @Test
    void aDraftIsApprovedAndExecuted() {
        String caseNo = caseOf(DISPOSITION_DRAFTED);
        approveDraft(caseNo);
        closeFollowing(caseNo);

        assertThat(merchantDisposition(caseNo)).passedExactly(ISSUED, EXECUTED, PUBLISHED, REPORTED, DISPOSED);
        assertThat(targetStates(caseNo)).containsExactly("PUBLISHED");
    }

    @Test
    void whatThePlatformWasExecutingIsReported() {
        String caseNo = caseOf(DISPOSITION_EXECUTING);
        does("officer310105", "reviewDispositionReport", caseNo, Map.of("decision", "close", "note", "已知悉"));
        assertThat(request(caseNo)).isEnded();
        closeFollowing(caseNo);

        assertThat(request(caseNo))
                .passedExactly(
                        DIRECT_ANSWERED,
                        "approveDispositionRequest",
                        "requestDisposition",
                        "awaitDispositionReport",
                        "reviewDispositionReport",
                        CLOSED);
        assertThat(merchantDisposition(caseNo)).passedExactly(ISSUED, EXECUTED, REPORTED, DISPOSED);
        assertThat(targetStates(caseNo)).containsExactly("EXECUTED");
        assertThat(letters("officer310105", caseNo))
                .containsExactly("REQUEST", "DISPOSITION_REQUEST", "DISPOSITION_REPORT");
    }

    @Test
    void theTimeForAppealsRunsOut() {
        String caseNo = caseOf(DISPOSITION_FOLLOWED);
        fires("appealWindowClosed", caseNo);
        assertThat(merchantDisposition(caseNo))
                .isEnded()
                .passedExactly(ISSUED, EXECUTED, PUBLISHED, REPORTED, "appealWindowClosed", DISPOSED);
        assertThat(stage(caseNo)).isEqualTo("CLOSED");
    }

    @Test
    void anAppealIsUpheld() {
        String caseNo = caseOf(APPEALED);
        does("officer330110", "decideAppeal", caseNo, Map.of("decision", "uphold", "reason", "商家没有提供授权证明，维持原处置。"));
        closeFollowing(caseNo);

        assertThat(merchantDisposition(caseNo))
                .passedExactly(
                        ISSUED,
                        EXECUTED,
                        PUBLISHED,
                        REPORTED,
                        "merchantAppealed",
                        "decideAppeal",
                        "reportAppealUpheld",
                        "followDisposition",
                        DISPOSED);
        assertThat(targetStates(caseNo)).containsExactly("UPHELD");
    }

    @Test
    void aLiftIsApprovedAndCarriedOut() {
        String caseNo = caseOf(LIFTING);
        approveLift(caseNo);
        assertThat(merchantDisposition(caseNo))
                .isEnded()
                .passedExactly(
                        ISSUED,
                        EXECUTED,
                        PUBLISHED,
                        REPORTED,
                        "merchantAppealed",
                        "decideAppeal",
                        "approveLift",
                        LIFTED,
                        "dispositionLifted");
        assertThat(targetStates(caseNo)).containsExactly("LIFTED");
        assertThat(letter("officer330110", caseNo, "LIFT").get("number").asText())
                .matches(".+解处〔\\d{4}〕\\d+号");
    }

    @Test
    void aRunningDeadlineRemindsAndExpires() {
        String caseNo = caseOf(DEADLINE_RUNNING);
        assertThat(timer("caseDeadlineOverdue", caseNo))
                .hasDueDate(Date.from(dueAt("officer310105", caseNo, "CASE_FILING")));
        fires("caseHalfway", caseNo);
        does("officer310105", "remindCaseDeadline", caseNo, Map.of("decision", "noted"));
        fires("caseDeadlineOverdue", caseNo);
        does("supervisor310105", "superviseOverdueCase", caseNo, Map.of("decision", "noted", "note", "已要求三日内办结"));
        completes(caseNo);

        assertThat(clocks("officer310105", caseNo)).containsExactly("CASE_FILING MISSED");
        assertThat(instance("caseDeadline", CHANGNING, caseNo))
                .passedExactly(
                        DEADLINE_WATCHED,
                        "caseHalfway",
                        "remindCaseDeadline",
                        "reminderNoted",
                        "caseDeadlineOverdue",
                        "escalateOverdueCase",
                        "superviseOverdueCase",
                        "overdueCaseSupervised",
                        DEADLINE_MET);
    }

    @Test
    void aPausedDeadlineIsResumed() {
        String caseNo = caseOf(DEADLINE_PAUSED);
        assertThat(clocks("officer310105", caseNo)).containsExactly("CASE_FILING PAUSED");
        does(
                "officer310105",
                "resumeDeadline",
                caseNo,
                Map.of("decision", "resume", "resumedOn", Requests.today().toString()));
        assertThat(clocks("officer310105", caseNo)).containsExactly("CASE_FILING RUNNING");
        assertThat(timer("caseDeadlineOverdue", caseNo))
                .hasDueDate(Date.from(dueAt("officer310105", caseNo, "CASE_FILING")));
        completes(caseNo);

        assertThat(clocks("officer310105", caseNo)).containsExactly("CASE_FILING MET");
        assertThat(instance("caseDeadline", CHANGNING, caseNo))
                .passedExactly(DEADLINE_WATCHED, "resumeDeadline", "followDeadline", DEADLINE_MET);
    }

    @Test
    @Order(2)
    void anExtensionIsApproved() {
        String caseNo = caseOf(EXTENSION_ASKED);
        Instant before = dueAt("officer310105", caseNo, "CASE_FILING");
        does("bureauhead310105", "approveExtension", caseNo, Map.of("decision", "approve"));
        Instant extended = dueAt("officer310105", caseNo, "CASE_FILING");
        assertThat(extended).isAfter(before);
        assertThat(timer("caseDeadlineOverdue", caseNo)).hasDueDate(Date.from(extended));
        completes(caseNo);

        assertThat(clocks("officer310105", caseNo)).containsExactly("CASE_FILING MET");
        assertThat(instance("caseDeadline", CHANGNING, caseNo))
                .passedExactly(DEADLINE_WATCHED, "approveExtension", "followDeadline", DEADLINE_MET);
    }

    private void completes(String caseNo) {
        does("officer310105", "followDeadline", caseNo, Map.of("decision", "complete"));
        assertThat(instance("caseDeadline", CHANGNING, caseNo)).isEnded();
    }

    @Test
    @Order(1)
    void whatTheFilesShowedTheyStillShow() {
        for (Notes.Page page : notes.pages()) {
            JsonNode shown = as(page.user()).get(page.path()).json();
            isStillShown(page.path(), page.shown(), shown);
        }
    }

    /** New members may have come, and new elements between the old ones; what was there is there, in its order. */
    private void isStillShown(String where, JsonNode before, JsonNode now) {
        if (before.isObject()) {
            before.fieldNames().forEachRemaining(field -> {
                if (where.endsWith("/phases[]") && field.equals("since")) {
                    // Told by the organisation's own act now, which is a moment beside the receipt of before.
                    assertThat(now.has(field)).as(where).isTrue();
                } else {
                    isStillShown(where + "/" + field, before.get(field), now.path(field));
                }
            });
        } else if (before.isArray()) {
            assertThat(now.isArray()).as(where).isTrue();
            Iterator<JsonNode> rest = now.iterator();
            for (JsonNode element : before) {
                isAmong(where + "[]", element, rest);
            }
        } else if (!now.asText().equals(names.of(before.asText()))
                && !now.asText().equals(REWORDED.get(before.asText()))) {
            // Somebody whom the directory of officers does not know is called by the name of his account now.
            assertThat(now).as(where).isEqualTo(before);
        }
    }

    private void isAmong(String where, JsonNode wanted, Iterator<JsonNode> rest) {
        AssertionError last = new AssertionError(where + ": nothing is left for " + wanted);
        while (rest.hasNext()) {
            try {
                isStillShown(where, wanted, rest.next());
                return;
            } catch (AssertionError e) {
                last = e;
            }
        }
        throw last;
    }

    @ParameterizedTest
    @ValueSource(strings = {"CONCLUDED", "INVESTIGATING"})
    void theEvidenceIsWhatItWasAndItsPackageHolds(Standing standing) throws Exception {
        String caseNo = caseOf(standing);
        List<String> evidence = evidence(caseFile("officer330110", caseNo));
        assertThat(evidence).hasSizeGreaterThanOrEqualTo(2);
        for (String id : evidence) {
            var answer = as("officer330110").post("/api/evidence/" + id + "/verification", Map.of());
            assertThat(answer.json().path("intact").asBoolean())
                    .as(answer.text())
                    .isTrue();
        }
        Path archive = Files.createTempFile("package", ".zip");
        String credentials = Base64.getEncoder().encodeToString("officer330110:demo".getBytes(StandardCharsets.UTF_8));
        HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create(address() + "/api/cases/" + caseNo + "/evidence/package"))
                                .header("Authorization", "Basic " + credentials)
                                .build(),
                        HttpResponse.BodyHandlers.ofFile(archive));
        JsonNode log = as("officer330110").get("/api/evidence/log").json();
        var said = new ByteArrayOutputStream();
        int code = Verify.run(
                new String[] {
                    archive.toString(),
                    "--log-certificate",
                    log.get("certificate").asText(),
                    "--tsa-certificate",
                    log.get("timeStampCertificate").asText()
                },
                new PrintStream(said, true, StandardCharsets.UTF_8));
        assertThat(code).as(said.toString(StandardCharsets.UTF_8)).isZero();
    }

    @Test
    void aNewCaseGetsTheNextNumberAndRunsToItsEnd() {
        String caseNo = approved(Requests.question());
        assertThat(notes.cases().values()).doesNotContain(caseNo);
        accept(caseNo);
        wasAskedAndAnswered(caseNo);
    }
}
