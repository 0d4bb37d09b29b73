package org.redshield.bridge.letter;

/** The kinds of letter that organisations write to each other. */
public enum LetterType {
    REQUEST("协查", "协助调查函"),
    RETURN("协查退", "协助调查退回补正通知"),
    DECLINE("协查复", "不予协助调查复函"),
    DELAY("协查延", "协助调查延期告知函"),
    REPLY("协查复", "协助调查复函"),
    SUPPLEMENT("协查补", "补充协助调查函"),
    CONFIRMATION("协查确", "协助调查确认函"),
    WITHDRAWAL("协查撤", "撤回协助调查函"),
    CONFIRMATION_REMINDER("协查催", "协助调查催告确认函"),
    UNCONFIRMED("协查结", "协助调查未确认办结告知函"),
    DISPOSITION_REQUEST("处置协", "商家处置协助函"),
    DISPOSITION("处置", "商家处置函"),
    DISPOSITION_REPORT("处置复", "商家处置结果反馈函"),
    LIFT("解处", "解除处置函"),
    LIAISON_REQUEST("数协", "数据协查函"),
    LIAISON_ANSWER("数复", "数据协查复函");

    private final String code;
    private final String title;

    LetterType(String code, String title) {
        this.code = code;
        this.title = title;
    }

    /** What stands for the type in a number (文种代字); types with the same code share one series of numbers. */
    public String code() {
        return code;
    }

    /** The Chinese title above the letter. */
    public String title() {
        return title;
    }
}
