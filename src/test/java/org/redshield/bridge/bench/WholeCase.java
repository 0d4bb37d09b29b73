package org.redshield.bridge.bench;

import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.redshield.bridge.support.DraftFields;

/** The people's steps of one case, from the letter's receipt to its lifted disposition. */
public final class WholeCase {

    private WholeCase() {}

    /** Who do them. */
    public interface People {
        void does(String user, String task, String caseNo, Map<String, Object> fields);
    }

    public static void play(String caseNo, People people, Supplier<Map<String, Object>> findings) {
        people.does("officer330110", "acknowledgeLetter", caseNo, Map.of("decision", "acknowledge", "copies", true));
        people.does("officer330110", "reviewLetter", caseNo, Map.of("decision", "accept"));
        people.does(
                "unithead330110",
                "assignOfficers",
                caseNo,
                Map.of(
                        "decision", "assign",
                        "leadCertificateNo", "33011001001",
                        "secondCertificateNo", "33011001002"));
        people.does("unithead330110", "approveDataRequest", caseNo, Map.of("decision", "approve", "reason", "同意调取"));
        people.does("officer330110", "investigate", caseNo, findings.get());
        people.does("officer2330110", "confirmFindings", caseNo, Map.of("decision", "confirm"));
        people.does("unithead330110", "approveReply", caseNo, Map.of("decision", "approve", "reason", "同意答复"));
        people.does("officer310105", "reviewReply", caseNo, Map.of("decision", "confirm"));
        people.does(
                "officer310105",
                "decideOutcome",
                caseNo,
                Map.of(
                        "decision", "disposition",
                        "measures", List.of("WARNING"),
                        "legalHook", "网络交易监督管理办法第三十条",
                        "note", "刷单事实清楚"));
        people.does(
                "unithead310105",
                "approveDispositionRequest",
                caseNo,
                Map.of("decision", "approve", "reason", "同意商请处置"));
        people.does(
                "officer330110",
                "draftDisposition",
                caseNo,
                DraftFields.submitted(
                        "网络交易监督管理办法第二十九条、第三十条",
                        "经查，该店多笔订单没有真实物流，属于虚构交易。",
                        DraftFields.item("SHOP", "S1000001", "WARNING")));
        people.does("unithead330110", "approveDisposition", caseNo, Map.of("decision", "approve", "reason", "同意"));
        people.does("officer310105", "reviewDispositionReport", caseNo, Map.of("decision", "close", "note", "已知悉"));
        people.does(
                "officer330110",
                "followDisposition",
                caseNo,
                Map.of(
                        "decision", "lift",
                        "liftTargets", List.of(caseNo + "-D1-T1"),
                        "reason", "商家已整改，经复查符合要求，予以解除。"));
        people.does("unithead330110", "approveLift", caseNo, Map.of("decision", "approve", "reason", "同意解除"));
    }
}
