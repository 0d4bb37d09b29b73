package org.redshield.bridge.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.redshield.bridge.support.Flow.assertThat;
import static org.redshield.bridge.support.Flow.path;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Cases in which a crime is suspected, on their way to the police, each with its exact path (移送规定). */
class ReferralTest extends ReferralScenario {

    @Autowired
    private JdbcClient jdbc;

    private static final List<String> ANSWERED = List.of("policeAnswers", "recordPoliceAnswer");
    private static final List<String> LETTER_SENT =
            List.of("challengeRefusal", "approveReferralLetter", "sendReferralLetter", "followReferral");

    @Test
    void thePoliceFileTheCaseAndGetTheGoods() {
        String caseNo = suspected();
        Map<String, Object> report = report();
        report.put("penalties", "长市监罚〔2025〕3号行政处罚决定书");
        report.put("others", "进货台账 1 册");
        does(OFFICER, "reportReferral", caseNo, report);
        does(SECOND, "confirmReferral", caseNo, Map.of("decision", "agree"));
        stands(caseNo, "PROPOSED");
        assertThat(clocks(OFFICER, caseNo)).contains("REFERRAL_DECISION RUNNING");
        sendsWhatItShows(CHIEF, "decideReferral", caseNo, Map.of("decision", "approve", "opinion", "同意移送"));
        eventually("both letters are issued", () -> letters(OFFICER, caseNo)
                .containsAll(List.of("REFERRAL", "REFERRAL_COPY")));
        assertThat(clocks(OFFICER, caseNo)).contains("REFERRAL_DECISION MET", "REFERRAL_HANDOVER RUNNING");
        assertThat(letter(OFFICER, caseNo, "REFERRAL").get("number").asText()).contains("涉罪移〔");
        assertThat(page(OFFICER, caseNo, letter(OFFICER, caseNo, "REFERRAL")))
                .contains("上海市公安局长宁分局", "销售假冒注册商标的商品罪", "抄送", "上海市长宁区人民检察院")
                .contains("进货台账 1 册", "长市监罚〔2025〕3号行政处罚决定书");
        delivered(caseNo, "REFERRAL");
        delivered(caseNo, "REFERRAL_COPY");
        stands(caseNo, "WITH_POLICE");
        assertThat(clocks(OFFICER, caseNo)).contains("REFERRAL_HANDOVER MET", "POLICE_DECISION RUNNING");
        isRefused(OFFICER, "conductCase", caseNo, penalty(), "不能以行政处罚代替移送");

        policeAnswer(caseNo, "REFERRAL", "FILED");
        waitingTask(OFFICER, "handOverGoods", caseNo);
        isRefused(OFFICER, "handOverGoods", caseNo, Map.of("decision", "handOver"), "没有填写“移交日期”");
        Map<String, Object> goods = new HashMap<>(goods(caseNo));
        goods.put("handedOverOn", day().plusDays(1).toString());
        isRefused(OFFICER, "handOverGoods", caseNo, goods, "“移交日期”（" + day().plusDays(1) + "）还没有到");
        goods.put("handedOverOn", day().toString());
        does(OFFICER, "handOverGoods", caseNo, goods);
        stands(caseNo, "HANDED_OVER");
        assertThat(path(referral(caseNo)))
                .containsExactlyElementsOf(Stream.of(HANDED_OVER, ANSWERED, List.of("handOverGoods", "followFiling"))
                        .flatMap(List::stream)
                        .toList());
        assertThat(clocks(OFFICER, caseNo)).contains("POLICE_DECISION MET", "REFERRAL_GOODS MET");
        assertThat(milestones(OFFICER, caseNo)).contains("POLICE_FILED", "GOODS_HANDED_OVER");
        isRefused(OFFICER, "conductCase", caseNo, penalty(), "不能以行政处罚代替移送");
        isRefused(OFFICER, "conductCase", caseNo, proposal("refer"), "不能再提出移送");
        approvedInCase(caseNo, proposal("decide", "outcome", "CRIMINAL_REFERRAL", "decisionNo", "长市监移〔2026〕1号"));
        waitingTask(OFFICER, "proposeClosing", caseNo);
    }

    @Test
    void whatWentWithTheLetterIsNotHandedOverAgain() {
        String caseNo = withPolice();
        policeAnswer(caseNo, "REFERRAL", "FILED");
        waitingTask(OFFICER, "handOverGoods", caseNo);
        isRefused(
                OFFICER,
                "handOverGoods",
                caseNo,
                Map.of("decision", "complete", "goodsList", "都移交了"),
                "“移交清单”不能少于 10 个字");

        String list = "某牌茶叶 320 盒、材料 3 册，送达移送书时由民警张某接收";
        does(OFFICER, "handOverGoods", caseNo, Map.of("decision", "complete", "goodsList", list));

        stands(caseNo, "HANDED_OVER");
        assertThat(clocks(OFFICER, caseNo)).contains("REFERRAL_GOODS MET");
        assertThat(caseFile(OFFICER, caseNo).toString()).contains("已随移送书全部移交：" + list);
        waitingTask(OFFICER, "followFiling", caseNo);
    }

    @Test
    void theChiefHeadRefusesWithReasonsAndTheCaseGoesOn() {
        String caseNo = suspected();
        reported(caseNo);
        waitingTask(CHIEF, "decideReferral", caseNo);
        isRefused(CHIEF, "decideReferral", caseNo, Map.of("decision", "refuse"), "没有填写“审批意见”");
        isRefused(OFFICER, "conductCase", caseNo, penalty(), "不能以行政处罚代替移送");
        does(CHIEF, "decideReferral", caseNo, Map.of("decision", "refuse", "opinion", "金额没有达到追诉标准，由本局处罚"));
        stands(caseNo, "REFUSED");
        assertThat(path(referral(caseNo)))
                .containsExactly(
                        "referralOrdered",
                        "openReferral",
                        "reportReferral",
                        "confirmReferral",
                        "decideReferral",
                        "referralRefused");
        approvedInCase(caseNo, penalty());
        waitingTask(OFFICER, "recordExecution", caseNo);
    }

    @Test
    void theSecondOfficerSendsTheReportBackAndTheFirstGivesUp() {
        String caseNo = suspected();
        isRefused(OFFICER, "reportReferral", caseNo, Map.of("decision", "report"), "没有填写“涉嫌的罪名”");
        does(OFFICER, "reportReferral", caseNo, report());
        waitingTask(SECOND, "confirmReferral", caseNo);
        isRefused(SECOND, "confirmReferral", caseNo, Map.of("decision", "return"), "没有填写“退回的原因”");
        does(SECOND, "confirmReferral", caseNo, Map.of("decision", "return", "reason", "金额还没有核实"));
        does(OFFICER, "reportReferral", caseNo, Map.of("decision", "abandon", "reason", "核实后金额不足，属于误报"));
        stands(caseNo, "ABANDONED");
        assertThat(path(referral(caseNo))).endsWith("confirmReferral", "reportReferral", "referralAbandoned");
        assertThat(letters(OFFICER, caseNo)).doesNotContain("REFERRAL");
        does(OFFICER, "conductCase", caseNo, proposal("refer"));
        waitingTask(OFFICER, "reportReferral", caseNo);
    }

    @Test
    void thePoliceUpholdTheirRefusalOnReviewAndTheBureauPunishes() {
        String caseNo = withPolice();
        policeAnswer(caseNo, "REFERRAL", "NOT_FILED");
        does(OFFICER, "challengeRefusal", caseNo, Map.of("decision", "review", "reason", "金额已达追诉标准"));
        sendsWhatItShows(HEAD, "approveReferralLetter", caseNo, Map.of("decision", "approve", "opinion", "同意提请"));
        delivered(caseNo, "REVIEW_REQUEST");
        stands(caseNo, "UNDER_REVIEW");
        assertThat(clocks(OFFICER, caseNo)).contains("REFERRAL_CHALLENGE MET", "POLICE_REVIEW RUNNING");
        policeAnswer(caseNo, "REVIEW_REQUEST", "NOT_FILED");
        stands(caseNo, "NOT_FILED");
        waitingTask(OFFICER, "challengeRefusal", caseNo);
        isRefused(OFFICER, "challengeRefusal", caseNo, Map.of("decision", "review", "reason", "仍有异议"), "不能再次提请");
        does(OFFICER, "challengeRefusal", caseNo, Map.of("decision", "abandon", "reason", "接受复议决定，由本局处罚"));
        stands(caseNo, "UNFILED");
        assertThat(path(referral(caseNo)))
                .containsExactlyElementsOf(Stream.of(
                                HANDED_OVER,
                                ANSWERED,
                                LETTER_SENT,
                                ANSWERED,
                                List.of("challengeRefusal", "referralUnfiled"))
                        .flatMap(List::stream)
                        .toList());
        approvedInCase(caseNo, penalty());
        waitingTask(OFFICER, "recordExecution", caseNo);
    }

    @Test
    void thePoliceChangeTheirDecisionOnReview() {
        String caseNo = withPolice();
        policeAnswer(caseNo, "REFERRAL", "NOT_FILED");
        does(OFFICER, "challengeRefusal", caseNo, Map.of("decision", "review", "reason", "金额已达追诉标准"));
        does(HEAD, "approveReferralLetter", caseNo, Map.of("decision", "refuse", "opinion", "请补充鉴定意见后再提请"));
        does(OFFICER, "challengeRefusal", caseNo, Map.of("decision", "review", "reason", "鉴定意见显示均为假冒"));
        does(HEAD, "approveReferralLetter", caseNo, Map.of("decision", "approve"));
        delivered(caseNo, "REVIEW_REQUEST");
        policeAnswer(caseNo, "REVIEW_REQUEST", "FILED");
        does(OFFICER, "handOverGoods", caseNo, goods(caseNo));
        assertThat(path(referral(caseNo)))
                .containsExactlyElementsOf(Stream.of(
                                HANDED_OVER,
                                ANSWERED,
                                List.of("challengeRefusal", "approveReferralLetter"),
                                LETTER_SENT,
                                ANSWERED,
                                List.of("handOverGoods", "followFiling"))
                        .flatMap(List::stream)
                        .toList());
    }

    @Test
    void theProcuratorateMakesThePoliceFile() {
        String caseNo = withPolice();
        policeAnswer(caseNo, "REFERRAL", "NOT_FILED");
        does(OFFICER, "challengeRefusal", caseNo, Map.of("decision", "supervise", "reason", "应当立案而不立案"));
        does(HEAD, "approveReferralLetter", caseNo, Map.of("decision", "approve"));
        delivered(caseNo, "SUPERVISION_REQUEST");
        stands(caseNo, "UNDER_SUPERVISION");
        assertThat(page(OFFICER, caseNo, letter(OFFICER, caseNo, "SUPERVISION_REQUEST")))
                .contains("上海市长宁区人民检察院");
        procuratorateAnswers(caseNo, "DEMANDED");
        eventually("the demand is on record", () -> milestones(OFFICER, caseNo).contains("FILING_DEMANDED"));
        waitingTask(OFFICER, "followReferral", caseNo);
        procuratorateAnswers(caseNo, "FILED");
        does(OFFICER, "handOverGoods", caseNo, goods(caseNo));
        stands(caseNo, "HANDED_OVER");
        assertThat(path(referral(caseNo)))
                .containsExactlyElementsOf(Stream.of(
                                HANDED_OVER,
                                ANSWERED,
                                LETTER_SENT,
                                ANSWERED,
                                List.of("followReferral"),
                                ANSWERED,
                                List.of("handOverGoods", "followFiling"))
                        .flatMap(List::stream)
                        .toList());
    }

    @Test
    void itIsForwardedForItsPlaceAndReturnedForItsMaterials() {
        String caseNo = withPolice();
        policeAnswer(caseNo, "REFERRAL", "FORWARDED");
        eventually("it was forwarded", () -> milestones(OFFICER, caseNo).contains("POLICE_FORWARDED"));
        waitingTask(OFFICER, "followReferral", caseNo);
        policeAnswer(caseNo, "REFERRAL", "RETURNED");
        stands(caseNo, "DRAFT");
        waitingTask(OFFICER, "reportReferral", caseNo);
        Map<String, Object> again = report();
        again.put("tests", "商标权利人鉴定意见 1 份：系假冒");
        does(OFFICER, "reportReferral", caseNo, again);
        does(SECOND, "confirmReferral", caseNo, Map.of("decision", "agree"));
        does(CHIEF, "decideReferral", caseNo, Map.of("decision", "approve"));
        eventually(
                "a second letter goes out",
                () -> letters(OFFICER, caseNo).stream()
                                .filter("REFERRAL"::equals)
                                .count()
                        == 2);
        delivered(caseNo, "REFERRAL");
        policeAnswer(caseNo, "REFERRAL", "FILED");
        waitingTask(OFFICER, "handOverGoods", caseNo);
        assertThat(path(referral(caseNo)))
                .containsExactlyElementsOf(Stream.of(
                                HANDED_OVER,
                                ANSWERED,
                                List.of("followReferral"),
                                ANSWERED,
                                HANDED_OVER.subList(2, HANDED_OVER.size()),
                                ANSWERED,
                                List.of("handOverGoods"))
                        .flatMap(List::stream)
                        .toList());
    }

    @Test
    void theHeadAndTheWayToThePoliceAreWatchedByTheHour() {
        String caseNo = suspected();
        reported(caseNo);
        waitingTask(CHIEF, "decideReferral", caseNo);
        assertThat(Duration.between(clock.instant(), dueAt(OFFICER, caseNo, "REFERRAL_DECISION")))
                .isBetween(Duration.ofDays(2), Duration.ofDays(12));
        fires("referralDecisionHalfway", caseNo);
        fires("referralDecisionFourFifths", caseNo);
        fires("referralDecisionOverdue", caseNo);
        supervised(caseNo);
        assertThat(clocks(OFFICER, caseNo)).contains("REFERRAL_DECISION MISSED");
        assertThat(milestones(OFFICER, caseNo)).contains("PERIOD_OVERDUE");
        does(CHIEF, "decideReferral", caseNo, Map.of("decision", "approve"));
        eventually("the letter is out", () -> letters(OFFICER, caseNo).contains("REFERRAL"));
        assertThat(Duration.between(clock.instant(), dueAt(OFFICER, caseNo, "REFERRAL_HANDOVER")))
                .isBetween(Duration.ofHours(23), Duration.ofHours(24));
        fires("referralHandoverHalfway", caseNo);
        fires("referralHandoverFourFifths", caseNo);
        fires("referralHandoverOverdue", caseNo);
        supervised(caseNo);
        assertThat(clocks(OFFICER, caseNo)).contains("REFERRAL_HANDOVER MISSED");
        delivered(caseNo, "REFERRAL");
        stands(caseNo, "WITH_POLICE");
        waitingTask(OFFICER, "followReferral", caseNo);
        assertThat(path(referral(caseNo)))
                .containsExactlyElementsOf(Stream.of(
                                HANDED_OVER.subList(0, 5),
                                late("referralDecision"),
                                HANDED_OVER.subList(5, 7),
                                late("referralHandover"),
                                HANDED_OVER.subList(7, 9))
                        .flatMap(List::stream)
                        .toList());
    }

    @Test
    void thePoliceAreChasedWhenTheyAreLateAndSoAreWe() {
        String caseNo = withPolice();
        lettersAreSentByNobody();
        fires("policeDecisionHalfway", caseNo);
        fires("policeDecisionFourFifths", caseNo);
        fires("policeDecisionOverdue", caseNo);
        eventually("a letter chases them", () -> letters(OFFICER, caseNo).contains("REFERRAL_REMINDER"));
        supervised(caseNo);
        assertThat(clocks(OFFICER, caseNo)).contains("POLICE_DECISION MISSED");
        delivered(caseNo, "REFERRAL_REMINDER");
        policeAnswer(caseNo, "REFERRAL", "NOT_FILED");
        waitingTask(OFFICER, "challengeRefusal", caseNo);
        fires("referralChallengeHalfway", caseNo);
        fires("referralChallengeFourFifths", caseNo);
        fires("referralChallengeOverdue", caseNo);
        supervised(caseNo);
        isRefused(OFFICER, "challengeRefusal", caseNo, Map.of("decision", "review", "reason", "金额已达追诉标准"), "提请复议的期限已于");
        does(OFFICER, "challengeRefusal", caseNo, Map.of("decision", "supervise", "reason", "应当立案而不立案"));
        does(HEAD, "approveReferralLetter", caseNo, Map.of("decision", "approve"));
        delivered(caseNo, "SUPERVISION_REQUEST");
        procuratorateAnswers(caseNo, "FILED");
        waitingTask(OFFICER, "handOverGoods", caseNo);
        fires("referralGoodsHalfway", caseNo);
        fires("referralGoodsFourFifths", caseNo);
        fires("referralGoodsOverdue", caseNo);
        supervised(caseNo);
        lettersAreSentByNobody();
        List<String> chased = new ArrayList<>(late("policeDecision"));
        chased.add(chased.indexOf("escalateReferral"), "chasePolice");
        assertThat(path(referral(caseNo)))
                .containsExactlyElementsOf(Stream.of(
                                HANDED_OVER,
                                chased,
                                ANSWERED,
                                List.of("challengeRefusal"),
                                late("referralChallenge"),
                                LETTER_SENT.subList(1, LETTER_SENT.size()),
                                ANSWERED,
                                List.of("handOverGoods"),
                                late("referralGoods"))
                        .flatMap(List::stream)
                        .toList());
    }

    @Test
    void whatWasReferredByMistakeIsAskedBackWithTheHeadsApproval() {
        String caseNo = withPolice();
        isRefused(OFFICER, "followReferral", caseNo, Map.of("decision", "withdraw"), "没有填写“理由”");
        does(OFFICER, "followReferral", caseNo, Map.of("decision", "withdraw", "reason", "当事人认定有误"));
        does(HEAD, "approveReferralLetter", caseNo, Map.of("decision", "refuse", "opinion", "请再核实当事人"));
        does(OFFICER, "followReferral", caseNo, Map.of("decision", "withdraw", "reason", "经核实确系他人所为"));
        does(HEAD, "approveReferralLetter", caseNo, Map.of("decision", "approve"));
        stands(caseNo, "WITHDRAWN");
        assertThat(letters(OFFICER, caseNo)).contains("REFERRAL_WITHDRAWAL");
        assertThat(path(referral(caseNo)))
                .endsWith(
                        "followReferral",
                        "approveReferralLetter",
                        "followReferral",
                        "approveReferralLetter",
                        "sendReferralLetter",
                        "referralWithdrawn");
        assertThat(clocks(OFFICER, caseNo)).contains("POLICE_DECISION CANCELLED");
        approvedInCase(caseNo, penalty());
        waitingTask(OFFICER, "recordExecution", caseNo);
    }

    @Test
    void whatIsNotProsecutedIsPunishedInTheCaseThatIsStillOpen() {
        String caseNo = withGoods();
        isRefused(OFFICER, "followFiling", caseNo, Map.of("decision", "punish"), "没有填写“处理结果”");
        Map<String, Object> early = ended(caseNo, "punish", "NOT_PROSECUTED");
        early.put("documentOn", day().plusDays(1).toString());
        isRefused(OFFICER, "followFiling", caseNo, early, "早于文书日期");
        early.put("documentOn", day().minusYears(10).toString());
        isRefused(OFFICER, "followFiling", caseNo, early, "早于提出移送的日期");
        isRefused(OFFICER, "followFiling", caseNo, ended(caseNo, "punish", "SENTENCED"), "没有“人民法院判处刑罚”这个选项");
        does(OFFICER, "followFiling", caseNo, ended(caseNo, "spare", "NOT_PROSECUTED"));
        stands(caseNo, "GIVEN_BACK");
        assertThat(item(caseNo).get("outcome").asText()).contains("人民检察院不起诉", "沪长检刑不诉〔2026〕8号");
        isRefused(OFFICER, "conductCase", caseNo, penalty(), "不能以行政处罚代替移送");
        isRefused(HEAD, "decideEndedCase", caseNo, Map.of("decision", "return"), "没有填写“审批意见”");
        does(HEAD, "decideEndedCase", caseNo, Map.of("decision", "return", "opinion", "检察意见建议给予处罚，请重新研究"));
        does(OFFICER, "followFiling", caseNo, ended(caseNo, "punish", "NOT_PROSECUTED"));
        does(HEAD, "decideEndedCase", caseNo, Map.of("decision", "punish"));
        stands(caseNo, "PUNISHABLE");
        assertThat(referral(caseNo)).isEnded();
        assertThat(path(referral(caseNo)))
                .containsExactlyElementsOf(Stream.of(
                                HANDED_OVER,
                                ANSWERED,
                                List.of("handOverGoods"),
                                List.of("followFiling", "decideEndedCase", "followFiling", "decideEndedCase"),
                                List.of("penaltyDue"))
                        .flatMap(List::stream)
                        .toList());
        isRefused(
                OFFICER,
                "conductCase",
                caseNo,
                proposal("decide", "outcome", "CRIMINAL_REFERRAL", "decisionNo", "长市监移〔2026〕3号"),
                "不能再以移送公安机关作出决定");
        approvedInCase(caseNo, penalty());
        waitingTask(OFFICER, "recordExecution", caseNo);
    }

    @Test
    void whatThePoliceDropIsVerifiedAnewWhereTheCaseWasClosed() {
        String caseNo = withGoods();
        approvedInCase(caseNo, proposal("decide", "outcome", "CRIMINAL_REFERRAL", "decisionNo", "长市监移〔2026〕2号"));
        does(OFFICER, "proposeClosing", caseNo, Map.of("decision", "close", "reason", "已移送公安机关"));
        does(HEAD, "approveClosing", caseNo, Map.of("decision", "approve"));
        assertThat(handlingOfCase(caseNo)).isEnded();
        // Found in time, whatever has passed since.
        jdbc.sql("update clue set limitation_until = current_date - 10 where case_no = ?")
                .param(caseNo)
                .update();
        does(OFFICER, "followFiling", caseNo, ended(caseNo, "punish", "DROPPED"));
        does(HEAD, "decideEndedCase", caseNo, Map.of("decision", "punish", "opinion", "重新核查"));
        does(
                UNIT_HEAD,
                "assignVerification",
                caseNo,
                Map.of("decision", "assign", "leadCertificateNo", "31010501001", "secondCertificateNo", "31010501002"));
        approved(caseNo, proposal("file", "filingNo", "长市监案〔2026〕9" + caseNo.substring(caseNo.length() - 5) + "号"));
        approvedInCase(caseNo, penalty());
        waitingTask(OFFICER, "recordExecution", caseNo);
    }

    @Test
    void whoWasSentencedIsNotPunishedASecondTime() {
        String caseNo = withGoods();
        Map<String, Object> sentenced = ended(caseNo, "sentenced", "SENTENCED");
        sentenced.remove("outcome");
        does(OFFICER, "followFiling", caseNo, sentenced);
        stands(caseNo, "SENTENCED");
        assertThat(path(referral(caseNo)))
                .containsExactlyElementsOf(
                        Stream.of(HANDED_OVER, ANSWERED, List.of("handOverGoods", "followFiling", "referralSentenced"))
                                .flatMap(List::stream)
                                .toList());
        isRefused(OFFICER, "conductCase", caseNo, penalty(), "不能以行政处罚代替移送");
    }

    @Test
    void whereNobodyIsGuiltyTheBureauLeavesItAtThat() {
        String caseNo = withGoods();
        does(OFFICER, "followFiling", caseNo, ended(caseNo, "spare", "ACQUITTED"));
        isRefused(HEAD, "decideEndedCase", caseNo, Map.of("decision", "spare"), "没有填写“审批意见”");
        does(HEAD, "decideEndedCase", caseNo, Map.of("decision", "spare", "opinion", "违法事实不能成立"));
        stands(caseNo, "SETTLED");
        assertThat(path(referral(caseNo)))
                .containsExactlyElementsOf(Stream.of(
                                HANDED_OVER,
                                ANSWERED,
                                List.of("handOverGoods", "followFiling", "decideEndedCase", "referralSettled"))
                        .flatMap(List::stream)
                        .toList());
        assertThat(milestones(OFFICER, caseNo)).contains("OUTCOME_RECORDED", "NO_PENALTY_DUE");
        isRefused(OFFICER, "conductCase", caseNo, penalty(), "不能以行政处罚代替移送");
    }

    @Test
    void aClueGoesToThePoliceBeforeItIsFiled() {
        String caseNo = assigned();
        does(OFFICER, "verifyClue", caseNo, proposal("refer"));
        waitingTask(OFFICER, "verifyClue", caseNo);
        does(OFFICER, "reportReferral", caseNo, report());
        does(SECOND, "confirmReferral", caseNo, Map.of("decision", "agree"));
        stands(caseNo, "PROPOSED");
        approved(caseNo, proposal("file", "filingNo", filingNo(caseNo)));
        waitingTask(OFFICER, "conductCase", caseNo);
        isRefused(OFFICER, "conductCase", caseNo, penalty(), "不能以行政处罚代替移送");
    }

    /** What a period does that nobody keeps: it reminds twice, and then the supervisor sees to it. */
    private static List<String> late(String timers) {
        return List.of(
                timers + "Halfway",
                "remindReferral",
                "referralReminded",
                timers + "FourFifths",
                "remindReferral",
                "referralReminded",
                timers + "Overdue",
                "escalateReferral",
                "superviseReferral",
                "referralSupervised");
    }

    private void supervised(String caseNo) {
        does("supervisor310105", "superviseReferral", caseNo, Map.of("decision", "noted", "note", "已督促尽快办理"));
    }
}
