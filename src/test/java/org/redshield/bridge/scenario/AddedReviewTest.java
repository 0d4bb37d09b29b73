package org.redshield.bridge.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.RepositoryService;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.redshield.bridge.Refusal;
import org.redshield.bridge.support.Deployments;
import org.redshield.bridge.support.Http;
import org.redshield.bridge.support.ReviewStep;
import org.springframework.beans.factory.annotation.Autowired;

/**
 * 法制审核 as {@code docs/modeling.md} tells a modeler to draw it, before approvals of each cooperation, through the modeler's door: given
 * back twice, and played to the end.
 */
class AddedReviewTest extends DispositionScenario {

    private static final String REVIEWER = "reviewer310105";
    private static final Map<String, Object> AGREE = Map.of("decision", "agree", "reason", "管辖明确，程序合法");
    private static final Map<String, Object> BACK = Map.of("decision", "return", "reason", "请补充线索来源");

    @Autowired
    private RepositoryService repository;

    @Autowired
    private IdentityService identity;

    @AfterEach
    void undeploy() {
        Deployments.undeploy(repository);
    }

    private void deploy(String model, String step, String before, String back) {
        Http.Answer answer = as("modeler").deploy(ReviewStep.files(model, step, "reviewer", before, back));
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
    }

    @Test
    void aRequestIsGivenBackTwiceAndThenGoesOut() throws Exception {
        deploy("assistance", "legalReview", "approveRequest", "completeRequest");
        String caseNo = raised("officer310105", Requests.direct("SHOP_SUBJECT"));
        for (int round = 1; round <= 2; round++) {
            does(REVIEWER, "legalReview", caseNo, BACK);
            does(
                    "officer310105",
                    "completeRequest",
                    caseNo,
                    Map.of("decision", "resubmit", "sourceNo", "线索〔2026〕" + round + "号"));
        }
        JsonNode review = waitingTask(REVIEWER, "legalReview", caseNo);
        assertThat(as(REVIEWER)
                        .get("/engine-rest/task/" + review.get("id").asText() + "/form-variables")
                        .json()
                        .at("/summary/value")
                        .asText())
                .as("what is reviewed")
                .isNotBlank();
        does(REVIEWER, "legalReview", caseNo, AGREE);
        approve(caseNo);
        close(caseNo);

        assertThat(reviews("officer310105", caseNo))
                .containsExactly(
                        "审核（法制审核：退回） 上海市长宁区市场监督管理局法制审核人员 法制审核人员 请补充线索来源",
                        "审核（法制审核：退回） 上海市长宁区市场监督管理局法制审核人员 法制审核人员 请补充线索来源",
                        "审核（法制审核：同意报批） 上海市长宁区市场监督管理局法制审核人员 法制审核人员 管辖明确，程序合法");
        String bound = BoundFile.text(
                BoundFile.get(address() + "/api/cases/" + caseNo + "/dossier", "officer310105", "application/pdf")
                        .body());
        assertThat(bound)
                .contains("有关事项审核表（审核（法制审核：退回））", "审核意见请补充线索来源审核人上海市长宁区市场监督管理局法制审核人员")
                .contains("有关事项审核表（审核（法制审核：同意报批））", "审核意见管辖明确，程序合法审核人上海市长宁区市场监督管理局法制审核人员")
                .contains("有关事项审批表（批准协查请求）");
    }

    @Test
    void theLetterThatWouldGoOutLiesBesideTheReview() {
        deploy("assistance", "legalReview", "approveRequest", "completeRequest");
        String caseNo = raised("officer310105", Requests.throughHomeBureau("SHOP_SUBJECT"));
        assertThat(pending(REVIEWER, "legalReview", caseNo).text()).contains("（草稿）", "协助调查函");
        does(REVIEWER, "legalReview", caseNo, AGREE);
        approve(caseNo);
        waitingTask("officer330110", "acknowledgeLetter", caseNo);
    }

    @Test
    void whoPreparesReviewsAndApprovesAreThree() {
        deploy("assistance", "legalReview", "approveRequest", "completeRequest");
        String caseNo = raised("officer310105", Requests.direct("SHOP_SUBJECT"));
        isNotFor("officer310105", "reviewer", "legalReview", caseNo, AGREE, "engine.own-review");
        does(REVIEWER, "legalReview", caseNo, AGREE);
        isNotFor(
                REVIEWER,
                "unitHead",
                "approveRequest",
                caseNo,
                Map.of("decision", "approve", "reason", "同意协查"),
                "engine.reviewed-before");
        isNotFor(
                REVIEWER,
                "unitHead",
                "approveRequest",
                caseNo,
                Map.of("decision", "return", "reason", "请再补充"),
                "engine.reviewed-before");
        approve(caseNo);
        close(caseNo);
    }

    /** He has the role as well, and takes the task; he is told why it is not his, and does not keep it. */
    private void isNotFor(
            String user, String role, String task, String caseNo, Map<String, Object> fields, String code) {
        identity.createMembership(user, role);
        try {
            isRefused(user, task, caseNo, fields, new Refusal(code).getMessage());
            assertThat(waitingTask(user, task, caseNo).get("assignee").isNull())
                    .as("%s keeps %s", user, task)
                    .isTrue();
        } finally {
            identity.deleteMembership(user, role);
        }
    }

    @Test
    void aReplyIsGivenBackTwiceAndThenGoesOut() {
        deploy("assistance-handling", "replyReview", "approveReply", "investigate");
        String caseNo = approved(Requests.throughHomeBureau("SHOP_SUBJECT"));
        accept(caseNo);
        for (int round = 1; round <= 2; round++) {
            findAndConfirm(caseNo);
            does("reviewer330110", "replyReview", caseNo, BACK);
        }
        findAndConfirm(caseNo);
        does("reviewer330110", "replyReview", caseNo, AGREE);
        does("unithead330110", "approveReply", caseNo, Map.of("decision", "approve", "reason", "同意答复"));
        confirmAndClose(caseNo);
        assertThat(reviews("officer330110", caseNo)).hasSize(3);
    }

    private void findAndConfirm(String caseNo) {
        does("officer330110", "investigate", caseNo, Requests.findings());
        does("officer2330110", "confirmFindings", caseNo, Map.of("decision", "confirm"));
    }

    @Test
    void aDispositionIsGivenBackTwiceAndThenCarriedOut() {
        deploy("merchant-disposition", "dispositionReview", "approveDisposition", "draftDisposition");
        String caseNo = dispositionWanted("both");
        for (int round = 1; round <= 2; round++) {
            draft(caseNo, SHOP);
            does("reviewer330110", "dispositionReview", caseNo, BACK);
        }
        draft(caseNo, SHOP);
        does("reviewer330110", "dispositionReview", caseNo, AGREE);
        approveDraft(caseNo);
        closeFollowing(caseNo);
        assertThat(reviews("officer330110", caseNo)).hasSize(3);
    }

    private List<String> reviews(String user, String caseNo) {
        return each(caseFile(user, caseNo).get("milestones"))
                .filter(one -> one.get("what").asText().equals("STEP_REVIEWED"))
                .map(one -> one.get("title").asText() + " " + one.get("by").asText() + " "
                        + one.get("role").asText() + " " + one.get("note").asText())
                .toList();
    }
}
