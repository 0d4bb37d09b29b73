package org.redshield.bridge.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.redshield.bridge.support.Flow.assertThat;
import static org.redshield.bridge.support.Flow.instance;

import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.TaskService;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.redshield.bridge.support.DraftFields;
import org.redshield.bridge.support.ForcedModel;
import org.redshield.bridge.support.Http;
import org.springframework.beans.factory.annotation.Autowired;

/**
 * In each feature an arrow is moved past the decision, under the gate: the act stops at its door as a fault that says what is missing,
 * nothing has gone out, and the case goes on to its end when the model is mended. What supervisors order ({@code supervision.bpmn}) no
 * arrow leads to; an extension and a suspension take effect with the decision itself, so that no arrow can reach them either.
 */
class MovedArrowsTest extends CampaignScenario {

    private static final Map<String, Object> YES = Map.of("decision", "approve");
    private static final String ABOVE = "100000";
    private static final String UNDECIDED = "须经批准才能发出，现在没有对它的批准";
    private static final String UNSIGNED = "的函件还没有经负责人批准，不能发出";
    private static final String UNCOVERED = "须以本局在本案中作出的批准为前提，本案还没有这样的批准";

    /** What may follow in a disposition is asked before its ground is. */
    private static final String UNAPPROVED = "处置目前处于“待审批”，不能进行这一步";

    @Autowired
    private ProcessEngine engine;

    @Autowired
    private TaskService engineTasks;

    /**
     * @param process in which the arrow from that node is moved
     * @param decision where the arrow led, and where the case goes on when the model is mended
     * @param to where it leads now
     * @param act the step that stops
     * @param sentence what it says
     * @param letter of which there is none
     * @param recorded what is not on record
     * @param reach the way to the moved arrow; its case
     * @param end from the decision on
     */
    private record Play(
            String process,
            String tenant,
            String from,
            String decision,
            String to,
            String act,
            String sentence,
            String letter,
            String recorded,
            Function<MovedArrowsTest, String> reach,
            BiConsumer<MovedArrowsTest, String> end) {

        /** The arrow leads to the act itself. */
        Play(
                String process,
                String tenant,
                String from,
                String decision,
                String act,
                String sentence,
                String letter,
                String recorded,
                Function<MovedArrowsTest, String> reach,
                BiConsumer<MovedArrowsTest, String> end) {
            this(process, tenant, from, decision, act, act, sentence, letter, recorded, reach, end);
        }

        @Override
        public String toString() {
            return act + " past " + decision + " of " + process;
        }
    }

    private static Stream<Play> plays() {
        return Stream.of(
                        ofAssistance(),
                        ofTransfer(),
                        ofDesignation(),
                        ofReferral(),
                        ofCampaign(),
                        ofOrders(),
                        ofDisposition())
                .flatMap(List::stream);
    }

    private static List<Play> ofAssistance() {
        return List.of(
                new Play(
                        "assistanceRequest",
                        CHANGNING,
                        "isComplete",
                        "approveRequest",
                        "issueRequestLetter",
                        "协助调查函" + UNDECIDED,
                        "REQUEST",
                        "LETTER_ISSUED",
                        t -> t.raised(OFFICER, Requests.question()),
                        (t, no) -> {
                            t.approve(no);
                            t.accept(no);
                            t.reply(no);
                            t.confirmAndClose(no);
                        }),
                new Play(
                        "assistanceHandling",
                        YUHANG,
                        "isDelayed",
                        "approveDelay",
                        "sendDelayNotice",
                        "延期告知函" + UNDECIDED,
                        "DELAY",
                        "DELAY_NOTIFIED",
                        t -> {
                            String no = t.approved(Requests.question());
                            t.accept(no);
                            t.does("officer" + YUHANG, "investigate", no, t.delaying());
                            return no;
                        },
                        (t, no) -> {
                            t.does("unithead" + YUHANG, "approveDelay", no, YES);
                            t.eventually(
                                    "it is told", () -> t.letters(OFFICER, no).contains("DELAY"));
                            t.reply(no);
                            t.confirmAndClose(no);
                        }),
                new Play(
                        "assistanceRequest",
                        CHANGNING,
                        "isSufficient",
                        "approveSupplement",
                        "issueSupplement",
                        "补充协助调查函" + UNDECIDED,
                        "SUPPLEMENT",
                        "SUPPLEMENT_ISSUED",
                        t -> {
                            String no = t.approved(Requests.question());
                            t.accept(no);
                            t.reply(no);
                            t.does(
                                    OFFICER,
                                    "reviewReply",
                                    no,
                                    Map.of("decision", "supplement", "supplementText", "请补充仓库的地址"));
                            return no;
                        },
                        (t, no) -> {
                            t.does(UNIT_HEAD, "approveSupplement", no, YES);
                            t.reply(no);
                            t.confirmAndClose(no);
                        }),
                new Play(
                        "assistanceRequest",
                        CHANGNING,
                        "withdrawalSigningStarts",
                        "approveWithdrawal",
                        "withdrawalApproved",
                        "withdrawRequest",
                        "撤回协助调查函" + UNDECIDED,
                        "WITHDRAWAL",
                        "REQUEST_WITHDRAWN",
                        t -> {
                            String no = t.approved(Requests.question());
                            t.acknowledge(no);
                            t.does(
                                    OFFICER,
                                    "followRequest",
                                    no,
                                    Map.of("decision", "withdraw", "reason", "当事人已主动说明情况"));
                            return no;
                        },
                        (t, no) -> {
                            t.does(UNIT_HEAD, "approveWithdrawal", no, YES);
                            assertThat(request(no)).isEnded();
                            assertThat(handling(no)).isEnded();
                        }),
                ofRejection(
                        "sendReturn",
                        "协助调查退回补正通知",
                        "RETURN",
                        "LETTER_RETURNED",
                        Map.of("decision", "return", "missingItems", "请写明需要查明的期间")),
                ofRejection(
                        "sendDecline",
                        "不予协助调查复函",
                        "DECLINE",
                        "LETTER_DECLINED",
                        Map.of("decision", "decline", "declineReason", "NOT_COMPETENT", "reason", "该店铺不在本局辖区")));
    }

    /** An officer wanted it and the head did not; the letter is answered, and the arrow leads to what was not wanted. */
    private static Play ofRejection(
            String act, String title, String letter, String recorded, Map<String, Object> wanted) {
        return new Play(
                "assistanceHandling",
                YUHANG,
                "whatWasDecided",
                "issueReply",
                act,
                title + UNDECIDED,
                letter,
                recorded,
                t -> {
                    String no = t.approved(Requests.question());
                    t.acknowledge(no);
                    t.does("officer" + YUHANG, "reviewLetter", no, wanted);
                    t.does("unithead" + YUHANG, "approveRejection", no, Map.of("decision", "return", "reason", "请予受理"));
                    t.acceptAcknowledged(no);
                    t.reply(no);
                    return no;
                },
                AssistanceScenario::confirmAndClose);
    }

    private Map<String, Object> delaying() {
        return Map.of("decision", "delay", "delayUntil", day(60), "delayReason", "需要到仓库现场核查");
    }

    private static List<Play> ofTransfer() {
        return List.of(
                new Play(
                        "caseTransfer",
                        CHANGNING,
                        "isReady",
                        "approveTransfer",
                        "issueTransfer",
                        "案件（线索）移送函" + UNDECIDED,
                        "TRANSFER",
                        "TRANSFER_ISSUED",
                        t -> t.raisedTransfer(TransferScenario.clue(Map.of())),
                        (t, no) -> {
                            t.does(HEAD, "approveTransfer", no, YES);
                            t.signs(no);
                            t.does("officer" + LINPING, "reviewTransfer", no, Map.of("decision", "accept"));
                            t.stands(OFFICER, no, "ACCEPTED");
                        }),
                new Play(
                        "transferHandling",
                        LINPING,
                        "isTransferTaken",
                        "approveTransferReturn",
                        "sendTransferReturn",
                        "移送回执（材料不全）" + UNDECIDED,
                        "TRANSFER_INCOMPLETE",
                        "LETTER_RETURNED",
                        t -> t.reviewed(
                                TransferScenario.clue(Map.of()),
                                Map.of("decision", "return", "missingMaterials", "缺少购买记录")),
                        (t, no) -> {
                            t.does("unithead" + LINPING, "approveTransferReturn", no, YES);
                            t.waitingTask(OFFICER, "completeTransfer", no);
                        }),
                new Play(
                        "transferHandling",
                        LINPING,
                        "isTransferTaken",
                        "approveTransferAnswer",
                        "sendTransferAnswer",
                        "移送回执（管辖异议）" + UNDECIDED,
                        "TRANSFER_DISPUTE",
                        "DISPUTE_RECEIVED",
                        t -> t.reviewed(
                                TransferScenario.filedCase(Map.of()),
                                Map.of("decision", "dispute", "objection", "经核实经营地不在本局辖区")),
                        (t, no) -> {
                            t.does("bureauhead" + LINPING, "approveTransferAnswer", no, YES);
                            t.settles(no, "keep");
                            t.isKept(no);
                        }));
    }

    private static List<Play> ofDesignation() {
        return List.of(
                new Play(
                        "jurisdictionNegotiation",
                        CHANGNING,
                        "settleDispute",
                        "approveSettlement",
                        "settlementApproved",
                        "requestDesignation",
                        "报请指定管辖函" + UNDECIDED,
                        "DESIGNATION_REQUEST",
                        "DESIGNATION_REQUESTED",
                        t -> t.settling("report"),
                        (t, no) -> {
                            t.does(HEAD, "approveSettlement", no, YES);
                            t.waitingTask("officer" + ABOVE, "designateJurisdiction", no);
                        }),
                new Play(
                        "jurisdictionNegotiation",
                        CHANGNING,
                        "settleDispute",
                        "approveSettlement",
                        "settlementApproved",
                        "sendTransferKept",
                        "撤回移送告知函" + UNDECIDED,
                        "TRANSFER_KEPT",
                        "TRANSFER_KEPT",
                        t -> t.settling("keep"),
                        MovedArrowsTest::isKept),
                new Play(
                        "jurisdictionDispute",
                        ABOVE,
                        "designateJurisdiction",
                        "approveDesignation",
                        "issueDesignation",
                        "指定管辖通知书" + UNDECIDED,
                        "DESIGNATION",
                        "DESIGNATION_ISSUED",
                        t -> {
                            String no = t.settling("report");
                            t.does(HEAD, "approveSettlement", no, YES);
                            t.does(
                                    "officer" + ABOVE,
                                    "designateJurisdiction",
                                    no,
                                    Map.of(
                                            "decision",
                                            "designate",
                                            "designatedBureau",
                                            LINPING,
                                            "designationReason",
                                            "当事人实际经营地在其辖区"));
                            return no;
                        },
                        (t, no) -> {
                            t.does("bureauhead" + ABOVE, "approveDesignation", no, YES);
                            t.stands(OFFICER, no, "ACCEPTED");
                        }));
    }

    private static List<Play> ofReferral() {
        return List.of(
                new Play(
                        "criminalReferral",
                        CHANGNING,
                        "isReferralConfirmed",
                        "decideReferral",
                        "sendReferral",
                        "涉嫌犯罪案件移送书" + UNDECIDED,
                        "REFERRAL",
                        "REFERRAL_SENT",
                        MovedArrowsTest::reported,
                        (t, no) -> {
                            t.referred(no);
                            t.wantsReferralBack(no);
                            t.isTakenBack(no);
                        }),
                new Play(
                        "criminalReferral",
                        CHANGNING,
                        "followReferral",
                        "approveReferralLetter",
                        "sendReferralLetter",
                        "“撤回移送”" + UNSIGNED,
                        "REFERRAL_WITHDRAWAL",
                        "REFERRAL_WITHDRAWN",
                        t -> {
                            String no = t.reported();
                            t.referred(no);
                            t.wantsReferralBack(no);
                            return no;
                        },
                        MovedArrowsTest::isTakenBack),
                // Nobody has even written what the step is to send.
                new Play(
                        "criminalReferral",
                        CHANGNING,
                        "recordHandover",
                        "followReferral",
                        "sendReferralLetter",
                        "“发出复议、监督或者撤回的函件”所需的内容还没有人拟写或者登记",
                        "REFERRAL_WITHDRAWAL",
                        "REFERRAL_WITHDRAWN",
                        t -> {
                            String no = t.reported();
                            t.does("chiefhead310105", "decideReferral", no, YES);
                            t.post(no).delivered("REFERRAL");
                            return no;
                        },
                        (t, no) -> {
                            t.wantsReferralBack(no);
                            t.isTakenBack(no);
                        }),
                ofChallenge(
                        "review",
                        "提请公安机关复议",
                        "REVIEW_REQUEST",
                        "REVIEW_ASKED",
                        post -> post.policeAnswer("REVIEW_REQUEST", "NOT_FILED")),
                ofChallenge(
                        "supervise",
                        "建议检察院进行立案监督",
                        "SUPERVISION_REQUEST",
                        "SUPERVISION_ASKED",
                        post -> post.procuratorateAnswers("NOT_FILED")));
    }

    /** The police do not file, and the bureau wants that changed; it stays so, and the bureau accepts it. */
    private static Play ofChallenge(
            String how, String title, String letter, String recorded, Consumer<ReferralPost> answer) {
        return new Play(
                "criminalReferral",
                CHANGNING,
                "howToChallenge",
                "approveReferralLetter",
                "sendReferralLetter",
                "“" + title + "”" + UNSIGNED,
                letter,
                recorded,
                t -> {
                    String no = t.reported();
                    t.referred(no);
                    t.post(no).policeAnswer("REFERRAL", "NOT_FILED");
                    t.does(OFFICER, "challengeRefusal", no, Map.of("decision", how, "reason", "金额已达追诉标准"));
                    return no;
                },
                (t, no) -> {
                    t.does(HEAD, "approveReferralLetter", no, YES);
                    t.post(no).delivered(letter);
                    answer.accept(t.post(no));
                    t.does(OFFICER, "challengeRefusal", no, Map.of("decision", "abandon", "reason", "由本局处罚"));
                    assertThat(instance("criminalReferral", CHANGNING, no)).isEnded();
                });
    }

    private static List<Play> ofCampaign() {
        return List.of(
                new Play(
                        "jointCampaign",
                        CHANGNING,
                        "isOrderedFromAbove",
                        "approveCampaign",
                        "inviteMembers",
                        "须经批准才能邀请成员单位，现在处于“待部门负责人批准”",
                        "CAMPAIGN_INVITATION",
                        "MEMBER_INVITED",
                        t -> t.proposed(List.of(YUHANG)),
                        (t, no) -> {
                            t.sendsInvitations(no);
                            t.joins(YUHANG, no);
                            t.ends(no);
                        }),
                new Play(
                        "jointCampaign",
                        CHANGNING,
                        "inviteMembers",
                        "conductCampaign",
                        "closeCampaign",
                        "负责人没有决定提前结束，现在不能发出总结",
                        "CAMPAIGN_CLOSURE",
                        "CAMPAIGN_ENDED",
                        t -> {
                            String no = t.proposed(List.of(YUHANG));
                            t.sendsInvitations(no);
                            return no;
                        },
                        (t, no) -> {
                            t.joins(YUHANG, no);
                            t.ends(no);
                        }),
                new Play(
                        "campaignMembership",
                        YUHANG,
                        "registerInvitation",
                        "decideInvitation",
                        "answerInvitation",
                        "不参加联合行动复函" + UNCOVERED,
                        "CAMPAIGN_DECLINE",
                        "MEMBER_DECLINED",
                        t -> {
                            String no = t.proposed(List.of(YUHANG));
                            t.sendsInvitations(no);
                            return no;
                        },
                        (t, no) -> {
                            t.joins(YUHANG, no);
                            t.ends(no);
                        }),
                new Play(
                        "campaignMembership",
                        YUHANG,
                        "doesBureauJoin",
                        "takePartInCampaign",
                        "leaveCampaign",
                        "退出联合行动函" + UNCOVERED,
                        "CAMPAIGN_LEAVING",
                        "MEMBER_LEFT",
                        t -> t.joined(YUHANG),
                        (t, no) -> {
                            t.does(
                                    "bureauhead" + YUHANG,
                                    "takePartInCampaign",
                                    no,
                                    Map.of("decision", "leave", "leaveReason", "机构改革，无法继续参加"));
                            t.eventually(
                                    "it has left", () -> t.member(no, YUHANG).equals("LEFT"));
                            t.ends(no);
                        }),
                new Play(
                        "jointQuestion",
                        CHANGNING,
                        "isStep",
                        "approveQuestion",
                        "circulateQuestion",
                        "统一协查通知函" + UNCOVERED,
                        "CAMPAIGN_QUESTION",
                        "QUESTION_CIRCULATED",
                        t -> {
                            String no = t.joined(YUHANG);
                            t.worked("officer" + YUHANG, no);
                            Http.Answer asked =
                                    t.as(OFFICER).post("/api/campaigns/" + no + "/questions", question(Map.of()));
                            assertThat(asked.status()).as(asked.text()).isEqualTo(200);
                            return no;
                        },
                        (t, no) -> {
                            t.does(HEAD, "approveQuestion", no, YES);
                            t.does("officer" + YUHANG, "prepareQuestion", no, t.joinsWith("officer" + YUHANG, no));
                            t.ends(no);
                        }));
    }

    private static List<Play> ofOrders() {
        return List.of(
                new Play(
                        "jointCampaign",
                        HANGZHOU,
                        "isOrderedFromAbove",
                        "approveCampaign",
                        "orderCampaign",
                        "部署联合行动通知" + UNDECIDED,
                        "CAMPAIGN_ORDER",
                        "CAMPAIGN_ORDERED",
                        t -> t.order(YUHANG, List.of(LINPING))
                                .json()
                                .get("businessKey")
                                .asText(),
                        (t, no) -> {
                            t.does("bureauhead" + HANGZHOU, "approveCampaign", no, YES);
                            t.endsFromAbove(no);
                        }),
                new Play(
                        "campaignTakeUp",
                        YUHANG,
                        "registerCampaignOrder",
                        "acknowledgeCampaign",
                        "takeUpCampaign",
                        "参加联合行动复函" + UNCOVERED,
                        "CAMPAIGN_ACCEPTANCE",
                        "TAKING_UP_SENT",
                        t -> {
                            String no = t.order(YUHANG, List.of(LINPING))
                                    .json()
                                    .get("businessKey")
                                    .asText();
                            t.does("bureauhead" + HANGZHOU, "approveCampaign", no, YES);
                            return no;
                        },
                        (t, no) -> {
                            t.does("bureauhead" + YUHANG, "acknowledgeCampaign", no, takingUp(List.of(CHANGNING)));
                            t.endsFromAbove(no);
                        }),
                new Play(
                        "campaignFollow",
                        HANGZHOU,
                        "campaignOrdered",
                        "followCampaign",
                        "endCampaignOrder",
                        "提前结束联合行动通知" + UNCOVERED,
                        "CAMPAIGN_ORDER_END",
                        "ENDED_FROM_ABOVE",
                        t -> t.ordered(YUHANG, List.of(LINPING)),
                        MovedArrowsTest::endsFromAbove));
    }

    private static List<Play> ofDisposition() {
        return List.of(
                new Play(
                        "assistanceRequest",
                        CHANGNING,
                        "isDispositionWanted",
                        "approveDispositionRequest",
                        "requestDisposition",
                        "商家处置协助函" + UNDECIDED,
                        "DISPOSITION_REQUEST",
                        "DISPOSITION_REQUESTED",
                        t -> {
                            String no = t.approved(Requests.direct("SHOP_SUBJECT"));
                            t.wantsMeasures(no);
                            return no;
                        },
                        (t, no) -> {
                            t.does(UNIT_HEAD, "approveDispositionRequest", no, YES);
                            t.wantsNothingDone(no);
                            t.nothingIsDone(no);
                        }),
                new Play(
                        "merchantDisposition",
                        YUHANG,
                        "draftDisposition",
                        "approveDisposition",
                        "issueDispositionLetter",
                        UNAPPROVED,
                        "DISPOSITION",
                        "SUBMITTED",
                        t -> {
                            String no = t.measuresWanted();
                            t.does(
                                    "officer" + YUHANG,
                                    "draftDisposition",
                                    no,
                                    DraftFields.beyond(DraftFields.submitted(
                                            "网络交易监督管理办法第二十九条、第三十条",
                                            DispositionScenario.ENOUGH_FACTS,
                                            DispositionScenario.SHOP)));
                            return no;
                        },
                        (t, no) -> {
                            t.does("unithead" + YUHANG, "approveDisposition", no, YES);
                            t.eventually("the platform has it", () -> t.milestones("officer" + YUHANG, no)
                                    .contains("SUBMITTED"));
                        }),
                new Play(
                        "merchantDisposition",
                        YUHANG,
                        "draftDisposition",
                        "approveDisposition",
                        "declineDisposition",
                        UNAPPROVED,
                        "DISPOSITION_REPORT",
                        "DECLINED",
                        t -> {
                            String no = t.measuresWanted();
                            t.wantsNothingDone(no);
                            return no;
                        },
                        MovedArrowsTest::nothingIsDone));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("plays")
    void stopsAtTheDoorAndGoesOn(Play play) {
        String caseNo;
        try (ForcedModel past = new ForcedModel(
                engine, jdbc, play.process, arrow(play.from, play.decision), arrow(play.from, play.to))) {
            caseNo = play.reach.apply(this);
            stops(caseNo, play.sentence);
        }
        assertThat(left(caseNo, play.letter, play.recorded)).isEmpty();
        isMended(play.process, play.tenant, caseNo, play.act, play.decision);
        play.end.accept(this, caseNo);
        assertThat(faults(caseNo)).isEmpty();
    }

    private void stops(String caseNo, String sentence) {
        eventually(caseNo + " waits as a fault", () -> !faults(caseNo).isEmpty());
        assertThat(faults(caseNo)).allSatisfy(fault -> assertThat(fault).contains(sentence));
    }

    /** What is numbered, what waits to be sent and what is on record of it. */
    private List<String> left(String caseNo, String letter, String recorded) {
        return jdbc.sql("""
                        select number from letter where type = :letter and case_no = :case
                        union all select 'outbox' from outbox where kind = :letter and case_no = :case
                        union all select what from case_event where what = :recorded and case_no = :case
                        """)
                .param("letter", letter)
                .param("recorded", recorded)
                .param("case", caseNo)
                .query(String.class)
                .list();
    }

    /** The first reply has its decision, and the second would go on it. */
    @Test
    void noReplyGoesPastTheHead() {
        String caseNo = approved(Requests.question());
        accept(caseNo);
        reply(caseNo);
        supplement(caseNo, "请补充仓库的地址");
        List<String> first = left(caseNo, "REPLY", "REPLY_ISSUED");
        try (ForcedModel past = new ForcedModel(
                engine,
                jdbc,
                "assistanceHandling",
                arrow("areFindingsConfirmed", "approveReply"),
                arrow("areFindingsConfirmed", "replyApproved"))) {
            does("officer" + YUHANG, "investigate", caseNo, Requests.findings());
            does("officer2" + YUHANG, "confirmFindings", caseNo, Map.of("decision", "confirm"));
            stops(caseNo, "协助调查复函与批准时的内容不一致");
        }
        assertThat(left(caseNo, "REPLY", "REPLY_ISSUED")).isEqualTo(first);
        isMended("assistanceHandling", YUHANG, caseNo, "issueReply", "approveReply");
        does("unithead" + YUHANG, "approveReply", caseNo, YES);
        confirmAndClose(caseNo);
        assertThat(faults(caseNo)).isEmpty();
    }

    /** More time and a pause begin with the decision; where none is taken, nothing moves, and nobody decides what nobody asked. */
    @Test
    void noPeriodIsExtendedPastTheHead() {
        String caseNo;
        try (ForcedModel past = new ForcedModel(
                engine,
                jdbc,
                "caseDeadline",
                arrow("whatBecomesOfDeadline", "approveExtension"),
                arrow("whatBecomesOfDeadline", "followDeadline"))) {
            caseNo = deadline();
            String due = dueAt(caseNo);
            does(OFFICER, "followDeadline", caseNo, Map.of("decision", "extend", "reason", "商户在外地，需要补充核查"));
            waitingTask(OFFICER, "followDeadline", caseNo);
            assertThat(dueAt(caseNo)).isEqualTo(due);
            isMended("caseDeadline", CHANGNING, caseNo, "followDeadline", "approveExtension");
            does(HEAD, "approveExtension", caseNo, YES);
            assertThat(dueAt(caseNo)).isNotEqualTo(due);
        }
        String decided = dueAt(caseNo);
        try (ForcedModel past = new ForcedModel(
                engine,
                jdbc,
                "caseDeadline",
                arrow("whatBecomesOfDeadline", "deadlineMet"),
                arrow("whatBecomesOfDeadline", "approveExtension"))) {
            does(OFFICER, "followDeadline", caseNo, Map.of("decision", "complete"));
            isRefused(HEAD, "approveExtension", caseNo, YES, "没有人申请延长这一期限，不能审批");
        }
        assertThat(dueAt(caseNo)).isEqualTo(decided);
        isMended("caseDeadline", CHANGNING, caseNo, "approveExtension", "deadlineMet");
        assertThat(instance("caseDeadline", CHANGNING, caseNo)).isEnded();
    }

    @Test
    void noCaseIsSuspendedPastTheHead() {
        String caseNo = filed();
        try (ForcedModel past = new ForcedModel(
                engine,
                jdbc,
                "caseHandling",
                arrow("isCaseMatterSupported", "decideCaseMatter"),
                arrow("isCaseMatterSupported", "resumeCase"))) {
            does(OFFICER, "conductCase", caseNo, proposal("suspend", "ground", "FORCE_MAJEURE"));
            does(UNIT_HEAD, "reviewCaseMatter", caseNo, Map.of("decision", "agree"));
            waitingTask(OFFICER, "resumeCase", caseNo);
        }
        assertThat(clocks(OFFICER, caseNo)).contains("CASE_HANDLING RUNNING");
        assertThat(state(OFFICER, caseNo)).isEqualTo("FILED");
        isMended("caseHandling", CHANGNING, caseNo, "resumeCase", "decideCaseMatter");
        does(HEAD, "decideCaseMatter", caseNo, YES);
        assertThat(state(OFFICER, caseNo)).isEqualTo("SUSPENDED");
    }

    private static String arrow(String from, String to) {
        return "sourceRef=\"" + from + "\" targetRef=\"" + to + "\"";
    }

    private void isMended(String process, String tenant, String caseNo, String at, String decision) {
        ForcedModel.goesOn(engine, instance(process, tenant, caseNo), at, decision);
    }

    private List<String> faults(String caseNo) {
        return ForcedModel.faults(jdbc, caseNo);
    }

    private String raisedTransfer(Map<String, Object> fields) {
        Http.Answer answer = as(OFFICER)
                .post(
                        "/engine-rest/process-definition/key/caseTransfer/submit-form",
                        Map.of("variables", variables(fields)));
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        return answer.json().get("businessKey").asText();
    }

    private void signs(String caseNo) {
        does("officer" + LINPING, "signTransfer", caseNo, Map.of("decision", "sign", "materialsComplete", true));
    }

    /** Handed over to Linping, which wants to answer so. */
    private String reviewed(Map<String, Object> fields, Map<String, Object> review) {
        String caseNo = raisedTransfer(fields);
        does(HEAD, "approveTransfer", caseNo, YES);
        signs(caseNo);
        does("officer" + LINPING, "reviewTransfer", caseNo, review);
        return caseNo;
    }

    /** Linping disputes it, and Changning wants to end that so. */
    private String settling(String how) {
        String caseNo = reviewed(
                TransferScenario.filedCase(Map.of()), Map.of("decision", "dispute", "objection", "经核实经营地不在本局辖区"));
        does("bureauhead" + LINPING, "approveTransferAnswer", caseNo, YES);
        settles(caseNo, how);
        return caseNo;
    }

    private void settles(String caseNo, String how) {
        does(OFFICER, "settleDispute", caseNo, Map.of("decision", how, "ownView", "当事人的仓库在对方辖区"));
    }

    private void isKept(String caseNo) {
        does(HEAD, "approveSettlement", caseNo, YES);
        assertThat(instance("caseTransfer", CHANGNING, caseNo)).isEnded();
    }

    private void stands(String user, String caseNo, String state) {
        eventually(caseNo + " is " + state, () -> state(user, caseNo).equals(state));
    }

    private void referred(String caseNo) {
        does("chiefhead310105", "decideReferral", caseNo, YES);
        post(caseNo).delivered("REFERRAL");
        waitingTask(OFFICER, "followReferral", caseNo);
    }

    private void wantsReferralBack(String caseNo) {
        does(OFFICER, "followReferral", caseNo, Map.of("decision", "withdraw", "reason", "经核实确系他人所为"));
    }

    private void isTakenBack(String caseNo) {
        does(HEAD, "approveReferralLetter", caseNo, YES);
        assertThat(instance("criminalReferral", CHANGNING, caseNo)).isEnded();
    }

    private String reported() {
        String caseNo = filed();
        does(OFFICER, "conductCase", caseNo, proposal("refer"));
        does(OFFICER, "reportReferral", caseNo, ReferralScenario.report());
        does(SECOND, "confirmReferral", caseNo, Map.of("decision", "agree"));
        return caseNo;
    }

    private ReferralPost post(String caseNo) {
        return new ReferralPost(as(OFFICER), OFFICER, engineTasks, caseNo, today());
    }

    private void endsFromAbove(String caseNo) {
        does("bureauhead" + HANGZHOU, "followCampaign", caseNo, Map.of("decision", "end", "endReason", "合并到全省的行动中开展"));
        assertThat(instance("campaignFollow", HANGZHOU, caseNo)).isEnded();
    }

    private void wantsMeasures(String caseNo) {
        does(
                OFFICER,
                "decideOutcome",
                caseNo,
                Map.of(
                        "decision",
                        "disposition",
                        "measures",
                        List.of("WARNING"),
                        "legalHook",
                        "网络交易监督管理办法第三十条",
                        "note",
                        "刷单事实清楚"));
    }

    private String measuresWanted() {
        String caseNo = approved(Requests.direct("SHOP_SUBJECT"));
        wantsMeasures(caseNo);
        does(UNIT_HEAD, "approveDispositionRequest", caseNo, YES);
        return caseNo;
    }

    private void wantsNothingDone(String caseNo) {
        does(
                "officer" + YUHANG,
                "draftDisposition",
                caseNo,
                Map.of("decision", "decline", "declineReason", "现有证据不足以认定该店存在违法行为。"));
    }

    private void nothingIsDone(String caseNo) {
        does("unithead" + YUHANG, "approveDisposition", caseNo, YES);
        assertThat(merchantDisposition(caseNo)).isEnded();
        does(OFFICER, "reviewDispositionReport", caseNo, Map.of("decision", "close", "note", "已知悉"));
        assertThat(request(caseNo)).isEnded();
    }

    private String deadline() {
        Http.Answer answer = as(OFFICER)
                .post(
                        "/engine-rest/process-definition/key/caseDeadline/submit-form",
                        Map.of(
                                "variables",
                                variables(Map.of(
                                        "causeOfCase",
                                        "涉嫌虚假宣传",
                                        "deadlineKind",
                                        "CASE_FILING",
                                        "startedOn",
                                        today().toString(),
                                        "ground",
                                        "收到移送材料"))));
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        return answer.json().get("businessKey").asText();
    }

    private String dueAt(String caseNo) {
        return caseFile(OFFICER, caseNo).at("/clocks/0/dueAt").asText();
    }
}
