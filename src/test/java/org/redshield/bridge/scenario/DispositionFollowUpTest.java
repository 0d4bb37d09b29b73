package org.redshield.bridge.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.redshield.bridge.support.CaseAssert.steps;
import static org.redshield.bridge.support.Flow.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Publicity, appeals and lifts. */
class DispositionFollowUpTest extends DispositionScenario {

    private String unpublished() {
        String caseNo = dispositionWanted("both");
        draft(caseNo, SHOP);
        platformFault("处置", "PUBLICITY_MISSING", "submit", 1);
        approveDraft(caseNo);
        fires("publicityMissing", caseNo);
        assertThat(clocks("officer330110", caseNo)).contains("PUBLICITY MISSED");
        return caseNo;
    }

    @Test
    void aMissingPublicityIsChasedUntilItIsThere() {
        String caseNo = unpublished();
        isRefused(
                "officer330110",
                "chasePublicity",
                caseNo,
                Map.of("decision", "published", "publicityUrl", "见平台首页"),
                "公示网址“见平台首页”不是有效的网址。");
        does(
                "officer330110",
                "chasePublicity",
                caseNo,
                Map.of("decision", "published", "publicityUrl", "https://rule.example.invalid/notice/1"));
        closeFollowing(caseNo);

        assertThat(merchantDisposition(caseNo))
                .passedExactly(
                        ISSUED,
                        EXECUTED,
                        "checkPublicity",
                        "awaitPublicity",
                        "publicityMissing",
                        "recordPublicityMissed",
                        "chasePublicity",
                        "checkPublicity",
                        REPORTED,
                        DISPOSED);
        assertThat(targetStates(caseNo)).containsExactly("PUBLISHED");
    }

    /** Where the platform has published is seen on its site; its interface does not say so. */
    @Test
    void aPublicityThatAnOfficerHasSeenIsEnteredBeforeAnybodyIsChased() {
        String caseNo = dispositionWanted("both");
        draft(caseNo, SHOP);
        platformFault("处置", "PUBLICITY_MISSING", "submit", 1);
        approveDraft(caseNo);
        JsonNode owed = await().atMost(Duration.ofSeconds(60))
                .until(() -> disposition(caseNo), known -> known.at("/targets/0/publicityOwed")
                        .asBoolean());
        String path = "/api/cases/" + caseNo + "/dispositions/" + owed.get("id").asText();
        Map<String, String> seen = Map.of("url", "https://rule.example.invalid/notice/1");

        assertThat(as("officer310105").post(path + "/publicity", seen).status()).isEqualTo(404);
        assertThat(as("officer321300").post(path + "/publicity", seen).status()).isEqualTo(404);
        assertThat(as("unithead330110").post(path + "/publicity", seen).text()).contains("只有办案人员可以登记公示和解除");
        assertThat(as("officer330110")
                        .post(path + "/publicity", Map.of("url", "见平台首页"))
                        .text())
                .contains("公示网址“见平台首页”不是有效的网址。");
        assertThat(as("officer330110")
                        .post(path + "/lifted", Map.of("targets", List.of(), "note", "平台来电"))
                        .status())
                .isEqualTo(422);
        assertThat(as("officer330110").post(path + "/publicity", seen).status()).isEqualTo(204);
        closeFollowing(caseNo);

        assertThat(merchantDisposition(caseNo))
                .passedExactly(ISSUED, EXECUTED, "checkPublicity", "awaitPublicity", REPORTED, DISPOSED);
        assertThat(targetStates(caseNo)).containsExactly("PUBLISHED");
        assertThat(clocks("officer330110", caseNo)).contains("PUBLICITY MET");
        assertThat(as("officer330110").post(path + "/publicity", seen).status()).isEqualTo(422);
    }

    @Test
    void aMissingPublicityMayBeAbandonedWithAReason() {
        String caseNo = unpublished();
        does("officer330110", "chasePublicity", caseNo, Map.of("decision", "abandon", "note", "平台系统改版，公示栏目已停用。"));
        closeFollowing(caseNo);

        assertThat(merchantDisposition(caseNo))
                .passedExactly(
                        ISSUED,
                        EXECUTED,
                        "checkPublicity",
                        "awaitPublicity",
                        "publicityMissing",
                        "recordPublicityMissed",
                        "chasePublicity",
                        REPORTED,
                        DISPOSED);
        assertThat(targetStates(caseNo)).containsExactly("EXECUTED");
        assertThat(letter("officer330110", caseNo, "DISPOSITION_REPORT")
                        .get("paragraphs")
                        .toString())
                .contains("平台系统改版，公示栏目已停用。");
    }

    @Test
    void anAppealIsUpheldAndTheDispositionGoesOn() {
        String caseNo = disposed(SHOP);
        appeals(caseNo, 1);
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
        assertThat(disposition(caseNo).at("/appeals/0/content").asText()).isEqualTo("本店商品有授权，请求解除。");
        assertThat(disposition(caseNo).at("/appeals/0/reason").asText()).isEqualTo("商家没有提供授权证明，维持原处置。");
    }

    @Test
    void anAppealThatComesWithTheResultIsDecidedAfterTheReport() {
        String caseNo = dispositionWanted("both");
        draft(caseNo, SHOP);
        platformFault("处置", "APPEAL", "submit", 1);
        approveDraft(caseNo);
        lift(caseNo, "decideAppeal", 1);
        does("unithead330110", "approveLift", caseNo, Map.of("decision", "return", "reason", "请附上授权书的核实情况。"));
        lift(caseNo, "decideAppeal", 1);
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
                        "decideAppeal",
                        "approveLift",
                        LIFTED,
                        "dispositionLifted");
        assertThat(targetStates(caseNo)).containsExactly("LIFTED");
        assertThat(stage(caseNo)).isEqualTo("LIFTED");
        assertThat(letter("officer330110", caseNo, "LIFT").get("number").asText())
                .matches(".+解处〔\\d{4}〕\\d+号");
        eventually(
                "Changning learns of the lift",
                () -> letters("officer310105", caseNo).stream()
                                .filter("DISPOSITION_REPORT"::equals)
                                .count()
                        == 2);
        everyLetterArrived("officer330110", caseNo);
    }

    @Test
    void oneMeasureIsLiftedAndThenTheOther() {
        String caseNo = disposed(SHOP, ITEM);
        JsonNode follow = waitingTask("officer330110", "followDisposition", caseNo);
        assertThat(merchantDisposition(caseNo))
                .task("followDisposition")
                .as("lies with who drafted it, without being claimed")
                .isAssignedTo("officer330110");
        assertThat(as("officer330110")
                        .get("/engine-rest/task/" + follow.get("id").asText() + "/form-variables")
                        .json()
                        .at("/targetOptions/value")
                        .toString())
                .contains(caseNo + "-D1-T1", caseNo + "-D1-T2");
        lift(caseNo, "followDisposition", 2);
        approveLift(caseNo);
        eventually("the first is lifted", () -> targetStates(caseNo).get(1).equals("LIFTED"));
        isRefused("officer330110", "followDisposition", caseNo, liftOf(caseNo, 2), "已解除");
        lift(caseNo, "followDisposition", 1);
        approveLift(caseNo);
        assertThat(merchantDisposition(caseNo)).isEnded();

        assertThat(outsideLoops(caseNo))
                .containsExactlyElementsOf(steps(
                        ISSUED,
                        PUBLISHED,
                        REPORTED,
                        "approveLift",
                        "issueLiftLetter",
                        "reportLift",
                        "followDisposition",
                        "approveLift",
                        "issueLiftLetter",
                        "reportLift",
                        "dispositionLifted"));
        assertThat(targetStates(caseNo)).containsExactly("LIFTED", "LIFTED");
        assertThat(letters("officer330110", caseNo)).filteredOn("LIFT"::equals).hasSize(2);
    }

    @Test
    void aLiftOfTheBureausOwnAccordThatIsReturnedGoesBackToFollowing() {
        String caseNo = disposed(SHOP);
        lift(caseNo, "followDisposition", 1);
        does("unithead330110", "approveLift", caseNo, Map.of("decision", "return", "reason", "整改尚未完成，暂不解除。"));
        closeFollowing(caseNo);

        assertThat(merchantDisposition(caseNo))
                .passedExactly(ISSUED, EXECUTED, PUBLISHED, REPORTED, "approveLift", "followDisposition", DISPOSED);
        assertThat(targetStates(caseNo)).containsExactly("PUBLISHED");
        assertThat(letters("officer330110", caseNo)).doesNotContain("LIFT");
    }

    @Test
    void aLiftThatThePlatformDoesNotTakeLeavesTheMeasureInForce() {
        String caseNo = disposed(SHOP);
        lift(caseNo, "followDisposition", 1);
        platformFault("解处", "REJECT", "submit", 1);
        approveLift(caseNo);
        closeFollowing(caseNo);

        assertThat(merchantDisposition(caseNo))
                .passedExactly(
                        ISSUED,
                        EXECUTED,
                        PUBLISHED,
                        REPORTED,
                        "approveLift",
                        "issueLiftLetter",
                        "liftTarget",
                        "targetLiftStarts",
                        "submitLift",
                        "liftRefused",
                        "recordLift",
                        "targetLiftRecorded",
                        "reportLift",
                        "followDisposition",
                        DISPOSED);
        assertThat(targetStates(caseNo)).containsExactly("PUBLISHED");
    }

    @Test
    void theDispositionEndsWithTheTimeForAppeals() {
        String caseNo = disposed(SHOP);
        fires("appealWindowClosed", caseNo);
        assertThat(merchantDisposition(caseNo))
                .isEnded()
                .passedExactly(ISSUED, EXECUTED, PUBLISHED, REPORTED, "appealWindowClosed", DISPOSED);
        assertThat(stage(caseNo)).isEqualTo("CLOSED");
        assertThat(targetStates(caseNo)).containsExactly("PUBLISHED");
    }
}
