package org.redshield.bridge.cases.dossier;

import lombok.Getter;
import lombok.RequiredArgsConstructor;

/**
 * Where something stands in the bound file of a case, in the order of 程序规定 art. 78. Of its places these are the ones for which
 * the bridge has something; decisions, records of hearings and receipts for property are files that officers add, and stand among
 * the evidence.
 */
@Getter
@RequiredArgsConstructor
public enum FilePlace {
    FILING(Part.MAIN, "立案审批"),
    LETTERS(Part.MAIN, "法律文书和送达回证"),
    EVIDENCE(Part.MAIN, "证据材料"),
    SOURCE(Part.SECONDARY, "案源材料"),
    REVIEW(Part.SECONDARY, "审核和审批意见"),
    CLOSING(Part.SECONDARY, "结案审批"),
    OTHER(Part.SECONDARY, "其他有关材料");

    /** The file has two parts, each with its own cover, index and page numbers; the second is not for the parties. */
    @Getter
    @RequiredArgsConstructor
    public enum Part {
        MAIN("正卷"),
        SECONDARY("副卷");

        private final String title;
    }

    private final Part part;
    private final String title;
}
