package org.redshield.bridge.docs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.redshield.bridge.deadline.process.DeadlineTable;
import org.redshield.bridge.deadline.process.DeadlineTable.Row;
import org.redshield.bridge.deadline.rule.Basis;
import org.redshield.bridge.deadline.rule.DeadlineUnit;
import org.redshield.bridge.deadline.rule.StopEvent;
import org.redshield.bridge.model.Contracts;

/** {@code docs/deadlines.md}, from the table of deadlines. */
final class DeadlinesPage {

    private DeadlinesPage() {}

    static String render(Path table) throws IOException {
        List<Row> rows = DeadlineTable.read(
                        Files.readAllBytes(table), Contracts.read().kinds())
                .rows();
        StringBuilder page = new StringBuilder("""
                # Deadlines

                Generated from `%s`; do not edit. Regenerate with `%s`.

                The table is read from top to bottom and the first row that fits counts, so a row for a pair of
                organisations stands before the general one. A modeler deploys a changed table from Camunda Modeler; it
                holds for clocks that start from then on. A running clock keeps the rule that it was started by. Only the
                events named stop a clock. A period that ends on a day off is moved to the next working day
                (`NON_WORKING`), or only from a statutory holiday (`STRICT`). Reminders come at the given parts of the
                running time, in per cent.
                """.formatted(table, GeneratedDocsTest.COMMAND));
        section(page, "Cooperation: what the processes measure", "PROCESS", rows);
        section(page, "Own cases: what an officer registers", "CASE", rows);
        return page.toString();
    }

    private static void section(StringBuilder page, String title, String use, List<Row> rows) {
        page.append("\n## ").append(title).append("\n\n");
        page.append("| row | key | 期限 | 依据类别 | 限于 | 起算 | 长度 | 顺延 | 中止事由 | 延长 | 提醒 | 依据 | 说明 |\n");
        page.append("|---|---|---|---|---|---|---|---|---|---|---|---|---|\n");
        rows.stream()
                .filter(row -> row.cells().get("use").equals(use))
                .forEach(row -> page.append(Stream.of(
                                String.valueOf(row.number()),
                                "`" + row.kind().orElse("") + "`",
                                text(row, "title"),
                                Basis.valueOf(text(row, "basis")).label(),
                                limits(row),
                                text(row, "startEvent"),
                                length(row),
                                "`" + text(row, "rollOver") + "`",
                                stops(row),
                                extension(row),
                                text(row, "reminders").replace(",", "、"),
                                text(row, "citation"),
                                row.note().orElse(""))
                        .map(cell -> cell.replace("|", "\\|"))
                        .collect(Collectors.joining(" | ", "| ", " |\n"))));
    }

    private static String text(Row row, String cell) {
        return row.cell(cell).orElse("");
    }

    private static String limits(Row row) {
        return Stream.of("requester", "requested", "dataset")
                .map(input -> row.conditions().get(input))
                .filter(values -> !values.isEmpty())
                .map(DeadlinesPage::values)
                .distinct()
                .collect(Collectors.joining("，"));
    }

    private static String values(Set<String> values) {
        return values.stream().sorted().collect(Collectors.joining("、"));
    }

    private static String length(Row row) {
        if (text(row, "lengthFrom").equals("NOTICE")) {
            return "以通知书为准";
        }
        DeadlineUnit unit = DeadlineUnit.valueOf(text(row, "unit"));
        return unit == DeadlineUnit.SAME_DAY ? unit.label() : text(row, "amount") + " " + unit.label();
    }

    private static String stops(Row row) {
        return Stream.of(text(row, "stopEvents").split(","))
                .flatMap(name -> StopEvent.find(name.strip()).stream())
                .map(StopEvent::label)
                .collect(Collectors.joining("、"));
    }

    private static String extension(Row row) {
        String by = row.cell("extensionAmount")
                .map(amount -> amount + " "
                        + DeadlineUnit.valueOf(text(row, "extensionUnit")).label() + "，"
                        + text(row, "extensionTimes") + " 次，" + text(row, "extensionGround"))
                .orElse("");
        String further =
                row.cell("furtherExtension").map(ground -> "至载明日期：" + ground).orElse("");
        String notice = text(row, "movedByNotice").equals("true") ? "届满前告知顺延" : "";
        return Stream.of(by, further, notice).filter(part -> !part.isEmpty()).collect(Collectors.joining("；"));
    }
}
