package org.redshield.bridge.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.redshield.bridge.support.Flow.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What happens in Yuhang before anything is asked of the platform. */
class DispositionDraftTest extends DispositionScenario {

    private static final Map<String, Object> DECLINE =
            Map.of("decision", "decline", "declineReason", "现有证据不足以认定该店存在违法行为。");

    @Test
    void whatIsDeclinedGoesOutOnlyApproved() {
        String caseNo = dispositionWanted("disposition");
        does("officer330110", "draftDisposition", caseNo, DECLINE);
        JsonNode approval = waitingTask("unithead330110", "approveDisposition", caseNo);
        assertThat(as("unithead330110")
                        .get("/engine-rest/task/" + approval.get("id").asText() + "/form-variables")
                        .json()
                        .at("/summary/value")
                        .asText())
                .contains(caseNo, "拟不予处置：现有证据不足以认定该店存在违法行为。");
        assertThat(letters("officer330110", caseNo)).containsExactly("DISPOSITION_REQUEST");
        isRefused("unithead330110", "approveDisposition", caseNo, Map.of("decision", "return"), "没有写明理由，或少于十个字。");
        does("unithead330110", "approveDisposition", caseNo, Map.of("decision", "return", "reason", "理由过于笼统，请补充说明。"));
        does("officer330110", "draftDisposition", caseNo, DECLINE);
        approveDraft(caseNo);
        assertThat(merchantDisposition(caseNo)).isEnded();
        does("officer310105", "reviewDispositionReport", caseNo, Map.of("decision", "close", "note", "已知悉"));
        assertThat(request(caseNo)).isEnded();

        assertThat(merchantDisposition(caseNo))
                .passedExactly(
                        "dispositionRequested",
                        "takeOverRequest",
                        "draftDisposition",
                        "approveDisposition",
                        "draftDisposition",
                        "approveDisposition",
                        "declineDisposition",
                        "dispositionDeclined");
        assertThat(stage(caseNo)).isEqualTo("DECLINED");
        assertThat(letters("officer310105", caseNo)).endsWith("DISPOSITION_REQUEST", "DISPOSITION_REPORT");
        assertThat(letter("officer310105", caseNo, "DISPOSITION_REPORT")
                        .get("paragraphs")
                        .toString())
                .contains("现有证据不足以认定该店存在违法行为。");
        assertThat(clocks("officer330110", caseNo)).isEmpty();
    }

    @Test
    void aReturnedDraftIsChangedAndApprovedAgain() {
        String caseNo = dispositionWanted("both");
        draft(caseNo, SHOP, ITEM);
        does("bureauhead330110", "approveDisposition", caseNo, Map.of("decision", "return", "reason", "商品一项证据不足，请删去。"));
        JsonNode task = waitingTask("officer330110", "draftDisposition", caseNo);
        assertThat(as("officer330110")
                        .get("/engine-rest/task/" + task.get("id").asText() + "/form-variables")
                        .json()
                        .toString())
                .contains("S1000001", "710000010001")
                .contains("measureOptions", "删除虚假销量和评价（订单）", "targetTypeOptions", "关键字");
        draft(caseNo, SHOP);
        approveDraft(caseNo);
        closeFollowing(caseNo);

        assertThat(merchantDisposition(caseNo))
                .passedExactly(
                        "dispositionRequested",
                        "takeOverRequest",
                        "draftDisposition",
                        "approveDisposition",
                        "draftDisposition",
                        "approveDisposition",
                        "issueDispositionLetter",
                        EXECUTED,
                        PUBLISHED,
                        REPORTED,
                        DISPOSED);
        assertThat(targetStates(caseNo)).containsExactly("PUBLISHED");
        assertThat(ledger(caseNo)).hasSize(1);
    }

    @Test
    void eachMeasureThatWasAskedForIsThereAlready() {
        String caseNo = approved(Requests.direct("SHOP_SUBJECT"));
        wantDisposition(caseNo, "both", "SALES_RESET", "WARNING");
        JsonNode task = waitingTask("officer330110", "draftDisposition", caseNo);
        JsonNode form = as("officer330110")
                .get("/engine-rest/task/" + task.get("id").asText() + "/form-variables")
                .json();
        assertThat(form.at("/measure1/value").asText()).isEqualTo("WARNING");
        assertThat(form.at("/targetValue1/value").asText()).isEqualTo("S1000001");
        assertThat(form.at("/measure2/value").asText()).isEqualTo("SALES_RESET");
        assertThat(form.at("/targetType2/value").asText()).isEqualTo("ORDER");
        // Which orders, only the officer knows.
        assertThat(form.at("/targetValue2/value").asText()).isEmpty();
    }

    @Test
    void aDeclineMayBecomeADispositionAfterAll() {
        String caseNo = dispositionWanted("both");
        does("officer330110", "draftDisposition", caseNo, DECLINE);
        does("unithead330110", "approveDisposition", caseNo, Map.of("decision", "return", "reason", "证据已经充分，应当予以处置。"));
        draft(caseNo, SHOP);
        approveDraft(caseNo);
        closeFollowing(caseNo);

        assertThat(merchantDisposition(caseNo))
                .hasPassed("issueDispositionLetter")
                .hasNotPassed("declineDisposition");
        assertThat(targetStates(caseNo)).containsExactly("PUBLISHED");
    }

    @Test
    void whoDraftedItCannotTakeTheApproval() {
        String caseNo = dispositionWanted("both");
        draft(caseNo, SHOP);
        String approval = waitingTask("unithead330110", "approveDisposition", caseNo)
                .get("id")
                .asText();

        assertThat(as("officer330110")
                        .post("/engine-rest/task/" + approval + "/claim", Map.of("userId", "officer330110"))
                        .status())
                .isGreaterThanOrEqualTo(400);
        assertThat(stage(caseNo)).isEqualTo("DRAFTED");
        assertThat(letters("officer330110", caseNo)).isEqualTo(List.of("DISPOSITION_REQUEST"));
    }
}
