package org.redshield.bridge.docs;

import org.redshield.bridge.cases.retention.Retained;

/** {@code docs/retention.md}, from the schedule. */
final class RetentionPage {

    private RetentionPage() {}

    static String render() {
        StringBuilder page = new StringBuilder("""
                # Retention

                Generated from `cases.retention.Retained`; do not edit. Regenerate with `%s`.

                What is over is deleted at half past two at night, Shanghai time, by one node. Each deletion is a row of `deletion` and a leaf of
                the evidence log: by which rule, on what law, of which cases, how many rows, and their SHA-256. The audit of the log tells by it
                what went by the schedule from what somebody removed. What cannot be deleted (a changed file, somebody at it) is tried the next night and
                is a warning in the log. The course of a case (`cold`) is not lost: a file takes its place, see
                [ADR 0118](adr/0118-cold-cases.md).

                **材料保全 (legal hold).** The head of a bureau that works on a case, or an operator, keeps everything of it, with ground and reason:
                in the file of the case, or `POST /api/cases/{caseNo}/holds`. While one hold is in force nothing of the case is deleted, by the
                schedule or by hand. Who placed it lifts it, or an operator does. Both are in the record of the case and in the evidence log.

                | name | 内容 | 保存多久 | 从何时起 | 依据 | 到期后 |
                |---|---|---|---|---|---|
                """.formatted(GeneratedDocsTest.COMMAND));
        for (Retained kind : Retained.values()) {
            page.append("| %s | %s | %s | %s | %s | %s |\n"
                    .formatted(
                            kind.name().toLowerCase(java.util.Locale.ROOT),
                            kind.title(),
                            words(kind),
                            kind.from().isEmpty() ? "—" : kind.from(),
                            kind.basis(),
                            kind.how()));
        }
        return page.toString();
    }

    private static String words(Retained kind) {
        if (kind.usual().isZero()) {
            return "不自动删除";
        }
        String time = kind.usual().getYears() > 0
                ? kind.usual().getYears() + " 年"
                : kind.usual().getDays() + " 日";
        return kind.setting().isEmpty() ? time + "，不能设置" : "%s（`%s`）".formatted(time, kind.setting());
    }
}
