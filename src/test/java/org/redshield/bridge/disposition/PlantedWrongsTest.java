package org.redshield.bridge.disposition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.redshield.bridge.Refusal;
import org.redshield.bridge.cases.CaseEvents;
import org.redshield.bridge.disposition.DispositionDatabase.Hand;
import org.redshield.bridge.disposition.DispositionDatabase.Platform;
import org.redshield.bridge.disposition.draft.DispositionDesk;
import org.redshield.bridge.disposition.draft.DispositionDesk.WhyBeyond;
import org.redshield.bridge.disposition.execution.DispositionExecution;
import org.redshield.bridge.disposition.execution.Publicities;
import org.redshield.bridge.disposition.file.DispositionLetter;
import org.redshield.bridge.disposition.file.DispositionStage;
import org.redshield.bridge.disposition.lift.Lifts;
import org.redshield.bridge.letter.LetterDraft;
import org.redshield.bridge.letter.Letters;
import org.redshield.bridge.letter.ReceiptStage;
import org.redshield.bridge.platform.gateway.DispositionStatus;
import org.redshield.bridge.platform.poll.DispositionAnswers;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.junit.jupiter.SpringJUnitConfig;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** What must not be asked of a platform is not: each with a sentence, and at whose desk it stops. */
@SpringJUnitConfig(DispositionDatabase.class)
class PlantedWrongsTest {

    private static final String OFFICER = "officer330110";
    private static final Set<String> UNIT_HEAD = Set.of("unitHead");
    private static final Set<String> BUREAU_HEAD = Set.of("bureauHead");
    private static final Set<String> CHIEF_HEAD = Set.of("chiefHead");
    private static final String WHY = "处置协助函没有列明的对象，经核实属于同一经营者。";
    private static final String HOOK = "电子商务法第三十六条、网络交易监督管理办法第二十九条、第三十条、直播电商监督管理办法第十二条、第十四条";
    private static final Instant START = Instant.parse("2026-09-18T02:00:00Z");

    @Autowired
    DispositionDesk desk;

    @Autowired
    DispositionExecution execution;

    @Autowired
    Publicities publicities;

    @Autowired
    DispositionFollowUp followUp;

    @Autowired
    DispositionAnswers watch;

    @Autowired
    Lifts lifts;

    @Autowired
    Dispositions dispositions;

    @Autowired
    CaseEvents events;

    @Autowired
    Letters letters;

    @Autowired
    JdbcClient db;

    @Autowired
    PlatformTransactionManager transactions;

    @Autowired
    Platform platform;

    @Autowired
    Hand time;

    private String caseNo;
    private String id;

    @BeforeEach
    void nothingIsAsked() {
        time.set(START);
        platform.ledger.clear();
        caseNo = "310105-2026-" + UUID.randomUUID();
        id = caseNo + "-R1-D1";
    }

    /** Neither an object nor a measure beyond the request is drafted without a reason. */
    @ParameterizedTest(name = "asked {0} of {1}, drafted {4} against {2} {3}")
    @CsvSource({
        "WARNING,              -,                  SHOP,    S1000002,     WARNING,            对象未列明",
        "WARNING,              -,                  SHOP,    S1000001,     SHOP_CLOSE,         重于商请的措施",
        "WARNING,              -,                  SHOP,    S1000002,     SHOP_CLOSE,         对象未列明，且重于商请的措施",
        "WARNING,              -,                  SHOP,    S1000001,     TRAFFIC_LIMIT,      重于商请的措施",
        "SHOP_SUSPEND,         -,                  SHOP,    S1000001,     SHOP_CLOSE,         重于商请的措施",
        "SHOP_CLOSE,           -,                  SHOP,    S1000001,     BLACKLIST,          重于商请的措施",
        "ITEM_TAKEDOWN,        items=60001,        ITEM,    60002,        ITEM_TAKEDOWN,      对象未列明",
        "ITEM_TAKEDOWN,        -,                  ITEM,    60001,        ITEM_TAKEDOWN,      对象未列明",
        "ITEM_TAKEDOWN,        items=60001,        SHOP,    S1000001,     SHOP_SUSPEND,       重于商请的措施",
        "SHOP_SUSPEND,         -,                  ACCOUNT, seller_1,     SHOP_SUSPEND,       对象未列明",
        "SHOP_SUSPEND,         accounts=seller_1,  ACCOUNT, seller_2,     WARNING,            对象未列明",
        "KEYWORD_SWEEP,        keywords=三天祛斑,   KEYWORD, 祛斑,          KEYWORD_SWEEP,      对象未列明",
        "WARNING,              keywords=三天祛斑,   KEYWORD, 三天祛斑,       KEYWORD_SWEEP,      重于商请的措施",
        "请予严肃处理,          -,                  SHOP,    S1000001,     WARNING,            重于商请的措施",
    })
    void whatGoesBeyondTheRequestNeedsAReasonAndAHigherHead(
            String asked, String objects, String type, String object, String measure, String how) {
        asked(asked, objects);
        assertThatExceptionOfType(Refusal.class)
                .isThrownBy(() -> draft(Optional.empty(), item(type, object, measure)))
                .satisfies(refusal -> assertThat(refusal.code()).isEqualTo("disposition.beyond-request"))
                .withMessageContaining("（" + how + "）")
                .withMessageContaining("网店 S1000001")
                .withMessageContaining("由部门负责人审批");
        refused("disposition.beyond-request", () -> draft(Optional.of("有必要"), item(type, object, measure)));
        assertThat(dispositions.get(id).stage()).isEqualTo(DispositionStage.REQUESTED);

        draft(Optional.of(WHY), item(type, object, measure));
        assertThat(events.of(caseNo, "330110"))
                .last()
                .satisfies(event -> assertThat(event.note().orElseThrow()).contains(how, WHY));
        assertThat(desk.weights(id)).contains("DISPOSITION_BEYOND_REQUEST");
        stopsAtTheUnitHead();
        approve(BUREAU_HEAD);
        assertThat(dispositions.get(id).stage()).isEqualTo(DispositionStage.APPROVED);
    }

    /** Within the request, the measure says who decides. */
    @ParameterizedTest(name = "{4} against {2} {3} is decided by {5}")
    @CsvSource({
        "WARNING,                     -,                 SHOP,    S1000001, WARNING,              unitHead",
        "'WARNING,SHOP_CLOSE',        -,                 SHOP,    S1000001, WARNING,              unitHead",
        "INFO_UPDATE_REMINDER,        -,                 SHOP,    S1000001, INFO_UPDATE_REMINDER, unitHead",
        "警示,                         -,                 SHOP,    S1000001, WARNING,              unitHead",
        "TRAFFIC_LIMIT,               -,                 SHOP,    S1000001, FEATURE_LIMIT,        bureauHead",
        "SHOP_CLOSE,                  -,                 SHOP,    S1000001, SHOP_SUSPEND,         bureauHead",
        "SHOP_CLOSE,                  -,                 SHOP,    S1000001, SHOP_CLOSE,           bureauHead",
        "BLACKLIST,                   accounts=seller_1, ACCOUNT, seller_1, REREGISTRATION_BAN,   bureauHead",
        "ITEM_TAKEDOWN,               items=60001,       ITEM,    60001,    ITEM_BLOCK,           bureauHead",
        "KEYWORD_SWEEP,               keywords=三天祛斑,  KEYWORD, 三天祛斑,   KEYWORD_SWEEP,        bureauHead",
    })
    void whatWasAskedForNeedsNoReason(
            String asked, String objects, String type, String object, String measure, String head) {
        asked(asked, objects);
        draft(Optional.empty(), item(type, object, measure));
        if (head.equals("bureauHead")) {
            stopsAtTheUnitHead();
        }
        approve(Set.of(head));
        assertThat(dispositions.get(id).stage()).isEqualTo(DispositionStage.APPROVED);
    }

    /** A list of orders may name none that was not asked for. */
    @Test
    void oneOrderMoreIsBeyondTheRequest() {
        asked("SALES_RESET", "orders=4100000120563000000,4100000120563000001");
        Map<String, String> orders = item("ORDER", "4100000120563000000\n4100000120563000009", "SALES_RESET");
        refused("disposition.beyond-request", () -> draft(Optional.empty(), orders));
        draft(Optional.empty(), item("ORDER", "4100000120563000000", "SALES_RESET"));
        assertThat(desk.weights(id)).containsExactly("DISPOSITION_ABOVE_WARNING");
    }

    @ParameterizedTest
    @CsvSource({"''", "酒", "查一查", "********"})
    void aSweepSaysWhatItIsAbout(String about) {
        asked("KEYWORD_SWEEP", "keywords=三天祛斑");
        Map<String, String> sweep = item("KEYWORD", "三天祛斑", "KEYWORD_SWEEP");
        sweep.put("about", about);
        refused("disposition.keyword-purpose-missing", () -> draft(Optional.of(WHY), sweep));
        sweep.put("about", "宣称三天祛斑的未备案化妆品");
        draft(Optional.of(WHY), sweep);
        assertThat(dispositions.targets(id).get(0).plan().describe()).contains("所指：宣称三天祛斑的未备案化妆品");
        assertThat(desk.weights(id)).contains("KEYWORD_SWEEP");
        assertThat(desk.pendingLetter(id)).isPresent();
    }

    /** Whoever widens what he was asked for does not leave it to his own rank. */
    @Test
    void aBureauHeadsOwnWideningIsTheChiefHeads() {
        asked("WARNING", "-");
        desk.draft(
                id,
                List.of(item("SHOP", "S1000002", "WARNING")),
                Optional.of(HOOK),
                Optional.of("经查，该店销售假冒注册商标的商品。"),
                Optional.empty(),
                new WhyBeyond(true, Optional.of(WHY)),
                "bureauhead330110");
        assertThat(desk.weights(id)).contains("DISPOSITION_BEYOND_BY_HEAD");
        refused("disposition.higher-head", () -> approve(BUREAU_HEAD));
        approve(CHIEF_HEAD);
    }

    /** What was drafted before any of this was asked waits at a unit head's desk, and says nothing of why. */
    @Test
    void aDraftFromBeforeIsWeighedAtItsApproval() {
        asked("WARNING", "-");
        draft(Optional.of(WHY), item("SHOP", "S1000002", "SHOP_CLOSE"));
        db.sql("update disposition set beyond_reason = null, heads_decisions = null, measure_order = null where id = ?")
                .param(id)
                .update();
        assertThat(desk.weights(id)).contains("DISPOSITION_BEYOND_REQUEST", "DISPOSITION_ABOVE_WARNING");
        stopsAtTheUnitHead();
        refused("disposition.beyond-unreasoned", () -> approve(BUREAU_HEAD));
        desk.approve(id, Optional.of("两店为同一经营者所开，同意一并关闭。"), "bureauhead330110", BUREAU_HEAD);
        assertThat(dispositions.get(id).stage()).isEqualTo(DispositionStage.APPROVED);
    }

    /** Its form did not ask what the keyword stands for either. */
    @Test
    void aSweepFromBeforeSaysItByItsHead() {
        asked("KEYWORD_SWEEP", "keywords=三天祛斑");
        Map<String, String> sweep = item("KEYWORD", "三天祛斑", "KEYWORD_SWEEP");
        sweep.remove("about");
        sweep.put("aboutNotAsked", "");
        draft(Optional.empty(), sweep);
        refused("disposition.purpose-unreasoned", () -> approve(BUREAU_HEAD));
        desk.approve(id, Optional.of("排查宣称三天祛斑的未备案化妆品。"), "bureauhead330110", BUREAU_HEAD);
    }

    @Test
    void theFormerFormAsksForNoReasonButItsHeadGivesOne() {
        asked("WARNING", "-");
        desk.draft(
                id,
                List.of(item("SHOP", "S1000002", "WARNING")),
                Optional.of(HOOK),
                Optional.of("经查，该店销售假冒注册商标的商品。"),
                Optional.empty(),
                new WhyBeyond(false, Optional.empty()),
                OFFICER);
        refused("disposition.beyond-unreasoned", () -> approve(BUREAU_HEAD));
    }

    /** Only what is in force is lifted, and by the head who could have imposed it. */
    @Test
    void aLiftGoesByWhatItTakesBack() {
        asked("'WARNING,SHOP_SUSPEND'", "-");
        draft(Optional.empty(), item("SHOP", "S1000001", "WARNING"), item("SHOP", "S1000001", "SHOP_SUSPEND"));
        refused("disposition.wrong-stage", () -> lifts.draft(id, List.of(id + "-T1"), Optional.of(WHY), OFFICER));
        approve(BUREAU_HEAD);
        desk.issue(id);
        List<String> ids = dispositions.openTargets(id);
        ids.forEach(execution::submit);
        for (int index = 0; index < ids.size(); index++) {
            answered(index);
        }
        ids.forEach(execution::recordResult);
        publicities.check(id);
        followUp.report(id);

        refused("disposition.no-lift-targets", () -> lifts.draft(id, List.of(), Optional.of(WHY), OFFICER));
        refused(
                "disposition.lift-target-unknown",
                () -> lifts.draft(id, List.of(id + "-T3"), Optional.of(WHY), OFFICER));
        refused(
                "disposition.lift-target-unknown",
                () -> lifts.draft(id, List.of(caseNo + "-R9-D1-T1"), Optional.of(WHY), OFFICER));
        refused("disposition.reason-missing", () -> lifts.draft(id, List.of(ids.get(0)), Optional.of("同意"), OFFICER));
        lifts.draft(id, List.of(ids.get(1)), Optional.of(WHY), OFFICER);
        assertThat(lifts.weights(id)).containsExactly("LIFT_ABOVE_WARNING");
        refused("disposition.higher-head", () -> approveLift(UNIT_HEAD));
        lifts.draft(id, List.of(ids.get(0)), Optional.of(WHY), OFFICER);
        assertThat(lifts.weights(id)).isEmpty();
        approveLift(UNIT_HEAD);
    }

    private void stopsAtTheUnitHead() {
        assertThatExceptionOfType(Refusal.class)
                .isThrownBy(() -> approve(UNIT_HEAD))
                .satisfies(refusal -> assertThat(refusal.code()).isEqualTo("disposition.higher-head"))
                .withMessageContaining("须由部门负责人批准");
        assertThat(dispositions.get(id).stage()).isEqualTo(DispositionStage.DRAFTED);
        refused("disposition.wrong-stage", () -> desk.issue(id));
        assertThat(letters.latest(id, DispositionLetter.DISPOSITION)).isEmpty();
        assertThat(platform.ledger).isEmpty();
    }

    private void approve(Set<String> groups) {
        desk.approve(id, Optional.empty(), "bureauhead2330110", groups);
    }

    private void approveLift(Set<String> groups) {
        lifts.approve(id, Optional.empty(), "bureauhead2330110", groups);
    }

    private void answered(int index) {
        String docName = dispositions.targets(id).get(index).task().docName().orElseThrow();
        watch.answered(new DispositionStatus(
                Platform.taskId(docName),
                Optional.empty(),
                "已处置",
                Optional.of("已处置"),
                Optional.of(new DispositionStatus.Outcome(
                        Optional.empty(),
                        Optional.of(DispositionStatus.Execution.EXECUTED),
                        Optional.of(START),
                        Optional.of("https://rule.example/" + index),
                        Optional.empty(),
                        Optional.empty())),
                Optional.empty(),
                Optional.empty(),
                Optional.empty()));
    }

    private static Map<String, String> item(String type, String object, String measure) {
        Map<String, String> item = new HashMap<>(
                Map.of("targetType", type, "targetValue", object, "measure", measure, "about", "宣称三天祛斑的未备案化妆品"));
        if (!List.of("WARNING", "SHOP_CLOSE", "INFO_UPDATE_REMINDER").contains(measure) && !type.equals("ORDER")) {
            item.put("term", "30日");
        }
        return item;
    }

    @SafeVarargs
    private void draft(Optional<String> why, Map<String, String>... items) {
        desk.draft(
                id,
                List.of(items),
                Optional.of(HOOK
                        + (items[0].get("measure").equals("SALES_RESET") ? "、反不正当竞争法第二十一条" : "")
                        + (items[0].get("measure").equals("INFO_UPDATE_REMINDER") ? "、直播电商监督管理办法第二十二条" : "")),
                Optional.of("经查，该店销售假冒注册商标的商品。"),
                Optional.of("鉴定报告 J-1"),
                new WhyBeyond(true, why),
                OFFICER);
    }

    /** @param objects {@code <fact>=<what it lists>}, or a dash */
    private void asked(String measures, String objects) {
        Map<String, String> facts = new HashMap<>(Map.of(
                "platform",
                "taobao",
                "requestId",
                caseNo + "-R1",
                "targetId",
                "S1000001",
                "measures",
                measures.replace("'", "")));
        if (!objects.equals("-")) {
            List<String> named = new ArrayList<>(List.of(objects.split("=")));
            facts.put(named.get(0), named.get(1));
        }
        new TransactionTemplate(transactions)
                .executeWithoutResult(status -> letters.passed(
                        letters.issue(new LetterDraft(
                                                DispositionLetter.DISPOSITION_REQUEST,
                                                id + "/REQUEST",
                                                caseNo,
                                                id,
                                                "310105",
                                                "330110")
                                        .by("officer310105", Optional.of("unithead310105"))
                                        .word("cause", "售假")
                                        .word("platformName", "淘宝网")
                                        .word("targetId", "S1000001")
                                        .word("measureTitles", "警示")
                                        .word("contactName", "长宁甲")
                                        .word("officerCertificateNo", "31010501001")
                                        .word("contactPhone", "021-1")
                                        .facts(facts))
                                .id(),
                        START,
                        ReceiptStage.DELIVERED));
        desk.takeOver(id, "330110");
    }

    private static void refused(String code, org.assertj.core.api.ThrowableAssert.ThrowingCallable call) {
        assertThatExceptionOfType(Refusal.class).isThrownBy(call).satisfies(refusal -> assertThat(refusal.code())
                .isEqualTo(code));
    }
}
