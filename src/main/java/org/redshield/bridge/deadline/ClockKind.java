package org.redshield.bridge.deadline;

/**
 * The general rule behind every clock of our processes: length and ground. An agreement between two organisations may
 * set another length, see {@link ClockStart#agreed}.
 */
public enum ClockKind {
    AUTOMATIC_ITEM("自动核查项", Period.minutes(15), Grounds.AGREEMENT),
    SHOP_IDENTITY("店铺主体信息", Period.sameDay(), Grounds.MEMORANDUM),
    TRADE_RECORDS("交易记录", Period.workingDays(3), Grounds.MEMORANDUM),
    ACKNOWLEDGEMENT("签收", Period.workingDays(1), Grounds.AGREEMENT),
    AGREEMENT_REPLY("约定答复", Period.workingDays(3), Grounds.AGREEMENT),
    /** Co-investigation by law: 15 working days, late only with notice before expiry (程序规定 art. 45(2)). */
    STATUTORY_REPLY("法定答复", Period.workingDays(15), "程序规定第四十五条"),
    CONFIRMATION_REMINDER("催请确认", Period.workingDays(10), Grounds.AGREEMENT),
    CONFIRMATION_CLOSE("未确认结案", Period.workingDays(20), Grounds.AGREEMENT),
    DISPOSITION_ACCEPTANCE("处置受理", Period.workingDays(1), Grounds.AGREEMENT),
    DISPOSITION_EXECUTION("处置执行", Period.workingDays(2), Grounds.AGREEMENT),
    /** The platform publishes its measure within one working day (网络交易监督管理办法 art. 30 in the 2025 numbering). */
    PUBLICITY("处置公示", Period.workingDays(1), "网络交易监督管理办法第三十条"),
    TASK("内部办理", Period.workingDays(1), "本单位内部时限");

    private final String label;
    private final DeadlineRule rule;

    ClockKind(String label, Period period, String citation) {
        this.label = label;
        this.rule = DeadlineRule.of(period, citation);
    }

    /** The clock's name as an officer reads it. */
    public String label() {
        return label;
    }

    /** The general rule, where no agreement says otherwise. */
    public DeadlineRule rule() {
        return rule;
    }

    KindRule kindRule() {
        return new KindRule(
                name(),
                label,
                rule,
                java.util.List.of(),
                java.util.Optional.empty(),
                this == STATUTORY_REPLY,
                ReminderRule.USUAL,
                java.util.Optional.empty());
    }

    private static final class Grounds {
        static final String AGREEMENT = "协作约定";
        static final String MEMORANDUM = "平台协作备忘录";
    }
}
