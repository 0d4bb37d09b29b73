package org.redshield.bridge.crash;

import java.util.List;
import java.util.Map;
import org.redshield.bridge.support.Desk;
import org.redshield.bridge.support.DraftFields;

/** A measure that the requesting bureau wants and the one that faces the platform takes. */
public final class Takedown {

    /** One person's task. */
    public record Step(String user, String task, Map<String, Object> fields) {

        public void in(Desk desk, String caseNo) {
            desk.does(user, task, caseNo, fields);
        }
    }

    private static final Map<String, Object> APPROVED = Map.of("decision", "approve", "reason", "同意");

    /** From the platform's answer to the measure, in their order. */
    public static final List<Step> STEPS = List.of(
            new Step(
                    "officer310105",
                    "decideOutcome",
                    Map.of(
                            "decision", "both",
                            "measures", List.of("ITEM_TAKEDOWN"),
                            "items", "60001",
                            "legalHook", "网络交易监督管理办法第三十条",
                            "note", "请予处置")),
            new Step("unithead310105", "approveDispositionRequest", APPROVED),
            new Step(
                    "officer330110",
                    "draftDisposition",
                    DraftFields.submitted(
                            "网络交易监督管理办法第二十九条、第三十条",
                            "经查，该店销售假冒注册商标的商品。",
                            DraftFields.item("ITEM", "60001", "ITEM_TAKEDOWN"))),
            new Step("bureauhead330110", "approveDisposition", APPROVED));

    private Takedown() {}

    /** Only its approval is left to do. */
    static void draft(Desk desk, String caseNo) {
        STEPS.subList(0, STEPS.size() - 1).forEach(step -> step.in(desk, caseNo));
    }
}
