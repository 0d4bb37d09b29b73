package org.redshield.bridge.docs;

import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import org.redshield.bridge.platform.answer.AnswerFiles;
import org.redshield.bridge.platform.dataset.Dataset;
import org.redshield.bridge.platform.dataset.DatasetColumn;
import org.redshield.bridge.platform.work.PollingSettings;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.mock.env.MockEnvironment;

/** {@code docs/platform-api/datasets.md}, from the datasets as they are read. */
final class DatasetsPage {

    private DatasetsPage() {}

    static String render() {
        List<Duration> intervals = Binder.get(new MockEnvironment())
                .bindOrCreate("bridge.polling", PollingSettings.class)
                .intervals();
        StringBuilder page = new StringBuilder("""
                # The files of an answer

                Generated from `platform.dataset.Dataset`; do not edit. Regenerate with `%s`.

                For whoever writes a platform's side of [openapi.yaml](openapi.yaml), and for its liaison who uploads files.

                - A file is RFC 4180 with one header row and as many rows as the manifest says. A heading is a column's name in any
                  case, or its Chinese title. Columns may stand in any order and may be missing; those that are not listed here are
                  left out, and the officer is told which. An answer of which no file has a listed column is refused.
                - `charset` of the manifest says how it is written: UTF-8, GBK or GB18030; without it UTF-8. A file that is not what
                  it says is refused, as is any other character set. A file that a liaison uploads is UTF-8 or GBK and is looked at.
                - `TIME` is `yyyy-MM-dd HH:mm:ss` of Asia/Shanghai, `AMOUNT` yuan with at most two decimals, `TEXT` anything. An empty
                  field is an unknown value.
                - The rows of all files of an answer are one table. Where a dataset names a number below, an answer with two rows of
                  one number is refused: each would count twice in every sum.
                - An answer that is refused is fetched again for an hour; then the platform's liaison has it as a task, with the reason.
                - Of a file that a liaison uploads the first column is needed, and events lie in the period that was asked for.
                - An answer has at most %s files; how large one may be is the setting `bridge.evidence.max-bytes` of the bridge
                  ([configuration.md](../configuration.md)).
                - `PARTIAL` is an end, as are `ANSWERED`, `NO_RECORD`, `REFUSED` and `WITHDRAWN`: the rest cannot follow on the same
                  request. The bureau asks for it with a new one, which has a number of its own; a `requestId` is never used again.
                - The bridge asks after %s, then every %s at most, sooner when an event says so.
                """.formatted(
                        GeneratedDocsTest.COMMAND,
                        AnswerFiles.MOST_FILES,
                        spoken(intervals.get(0)),
                        spoken(intervals.get(intervals.size() - 1))));
        for (Dataset dataset : Dataset.values()) {
            page.append("\n## %s %s\n\n".formatted(dataset.name(), dataset.title()));
            if (!dataset.identity().isEmpty()) {
                page.append("Once each: %s.\n\n"
                        .formatted(dataset.identity().stream()
                                .map("`%s`"::formatted)
                                .collect(Collectors.joining(" with "))));
            }
            page.append("| column | 列名 | type | codes |\n|---|---|---|---|\n");
            dataset.columns().forEach(column -> page.append(row(column)));
        }
        return page.toString();
    }

    private static String row(DatasetColumn column) {
        String codes = column.codes().entrySet().stream()
                .map(code -> "`%s` %s".formatted(code.getKey(), code.getValue()))
                .sorted()
                .collect(Collectors.joining(", "));
        return "| `%s` | %s | %s | %s |\n".formatted(column.name(), column.title(), column.type(), codes);
    }

    private static String spoken(Duration time) {
        return time.toMinutes() > 0 ? time.toMinutes() + " minutes" : time.toMillis() + " ms";
    }
}
