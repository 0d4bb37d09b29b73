package org.redshield.bridge.scenario;

import static org.redshield.bridge.support.Flow.instance;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.runtime.ProcessInstance;
import org.redshield.bridge.ChinaTime;
import org.springframework.beans.factory.annotation.Autowired;

/** Referrals to the police, and what people register of the letters' way, of which there are several in a case. */
public abstract class ReferralScenario extends ClueScenario {

    protected static final String CHIEF = "chiefhead310105";

    /** From the order to the hand-over. */
    protected static final List<String> HANDED_OVER = List.of(
            "referralOrdered",
            "openReferral",
            "reportReferral",
            "confirmReferral",
            "decideReferral",
            "sendReferral",
            "awaitHandover",
            "recordHandover",
            "followReferral");

    @Autowired
    private TaskService engineTasks;

    protected static ProcessInstance referral(String caseNo) {
        return instance("criminalReferral", CHANGNING, caseNo);
    }

    protected static Map<String, Object> report() {
        return new HashMap<>(Map.of(
                "decision", "report",
                "crime", "销售假冒注册商标的商品罪",
                "content", "经查，当事人自 2026 年 3 月起销售假冒茶叶，已售金额 32 万元，有交易记录和鉴定意见证实。",
                "goods", "某牌茶叶 320 盒，扣押于本局仓库",
                "police", "上海市公安局长宁分局",
                "procuratorate", "上海市长宁区人民检察院"));
    }

    /** A filed case in which the officers want to go to the police. */
    protected String suspected() {
        String caseNo = filed();
        does(OFFICER, "conductCase", caseNo, proposal("refer"));
        return caseNo;
    }

    protected void reported(String caseNo) {
        does(OFFICER, "reportReferral", caseNo, report());
        does(SECOND, "confirmReferral", caseNo, Map.of("decision", "agree"));
    }

    /** Approved, and on its way. */
    protected String sent() {
        String caseNo = suspected();
        reported(caseNo);
        does(CHIEF, "decideReferral", caseNo, Map.of("decision", "approve", "opinion", "同意移送"));
        return caseNo;
    }

    /** The police have signed for it. */
    protected String withPolice() {
        String caseNo = sent();
        delivered(caseNo, "REFERRAL");
        waitingTask(OFFICER, "followReferral", caseNo);
        return caseNo;
    }

    private ReferralPost post(String caseNo) {
        return new ReferralPost(as(OFFICER), OFFICER, engineTasks, caseNo, day());
    }

    protected void delivered(String caseNo, String letter) {
        post(caseNo).delivered(letter);
    }

    protected void policeAnswer(String caseNo, String letter, String decision) {
        post(caseNo).policeAnswer(letter, decision);
    }

    protected void procuratorateAnswers(String caseNo, String decision) {
        post(caseNo).procuratorateAnswers(decision);
    }

    /** A task about the newest letter of that type. @return its id */
    protected String paperTask(String task, String caseNo, String letter) {
        return post(caseNo).task(task, letter);
    }

    protected LocalDate day() {
        return ChinaTime.day(clock.instant());
    }

    protected String scan(String caseNo) {
        return PaperScenario.scan(as(OFFICER), caseNo);
    }

    protected JsonNode item(String caseNo) {
        JsonNode items = caseFile(OFFICER, caseNo).get("referrals");
        return items.get(items.size() - 1);
    }

    protected void stands(String caseNo, String state) {
        eventually(
                "the referral of " + caseNo + " is " + state,
                () -> item(caseNo).get("state").asText().equals(state));
    }

    protected Map<String, Object> goods(String caseNo) {
        return Map.of(
                "decision", "handOver",
                "handedOverOn", day().toString(),
                "receivedBy", "民警张某",
                "goodsList", "某牌茶叶 320 盒；证据材料 3 册",
                "scan", scan(caseNo));
    }

    /** The police have filed, and have the goods. */
    protected String withGoods() {
        String caseNo = withPolice();
        policeAnswer(caseNo, "REFERRAL", "FILED");
        does(OFFICER, "handOverGoods", caseNo, goods(caseNo));
        waitingTask(OFFICER, "followFiling", caseNo);
        return caseNo;
    }

    /** How the criminal case ended, and what the officers propose. */
    protected Map<String, Object> ended(String caseNo, String decision, String outcome) {
        return ended(day(), scan(caseNo), decision, outcome);
    }

    static Map<String, Object> ended(LocalDate day, String scan, String decision, String outcome) {
        return new HashMap<>(Map.of(
                "decision",
                decision,
                "outcome",
                outcome,
                "documentNo",
                "沪长检刑不诉〔2026〕8号",
                "documentOn",
                day.toString(),
                "arrivedOn",
                day.toString(),
                "scan",
                scan,
                "reason",
                "犯罪情节轻微，检察意见建议给予行政处罚"));
    }

    protected static Map<String, Object> penalty() {
        return proposal("decide", "outcome", "PENALTY", "decisionNo", "长市监罚〔2026〕88号");
    }
}
