package org.redshield.bridge.crash;

import java.util.List;
import java.util.Map;
import org.redshield.bridge.support.Desk;
import org.redshield.bridge.support.DraftFields;

/** A measure that the requesting bureau wants and the one that faces the platform drafts. */
final class Takedown {

    private Takedown() {}

    /** Only its approval is left to do. */
    static void draft(Desk desk, String caseNo) {
        desk.does(
                "officer310105",
                "decideOutcome",
                caseNo,
                Map.of(
                        "decision", "both",
                        "measures", List.of("ITEM_TAKEDOWN"),
                        "legalHook", "网络交易监督管理办法第三十条",
                        "note", "请予处置"));
        desk.does("unithead310105", "approveDispositionRequest", caseNo, Map.of("decision", "approve", "reason", "同意"));
        desk.does(
                "officer330110",
                "draftDisposition",
                caseNo,
                DraftFields.submitted(
                        "网络交易监督管理办法第二十九条、第三十条",
                        "经查，该店销售假冒注册商标的商品。",
                        DraftFields.item("ITEM", "60001", "ITEM_TAKEDOWN")));
    }
}
