package org.redshield.bridge.scenario;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.redshield.sandbox.faults.FaultKind;

/** {@code docs/faults.md}: what came of each fault at each call. */
final class FaultPage {

    private static final List<String> CASES =
            List.of("SUBMIT", "QUERY", "MANIFEST", "DOWNLOAD", "WITHDRAW", "DISPOSE", "DISPOSE_QUERY");
    private static final List<String> OFFICERS = List.of(
            "token",
            "message.send",
            "message.list",
            "date.answer",
            "preservation.place",
            "preservation.get",
            "preservation.extend",
            "preservation.release");

    private FaultPage() {}

    /** @param ends by call and adapter, then by kind of fault */
    static String render(Map<String, Map<String, String>> ends) {
        return """
                # Faults of platforms, and what becomes of them

                Written by `FaultMatrixTest`: every kind of fault that the sandbox platform knows ([sandbox.md](sandbox.md)) at
                every call that can meet it, through both protocols and the whole bridge. Each cell was a request, target or
                order of its own. In all of them the platform has each task once, every file has its hash, no process has an
                incident, and nothing is lost. Run it, and write this page anew, with

                ```
                ./mvnw test -Dtest.tiers.excluded=none -Dtest=FaultMatrixTest -Dfaults.write=true
                ```

                ## What processes wait for

                The kinds that take no time were also tried five times in a row, with the same end. One entry is for both
                protocols; where they differ, `top` stands before `rest`. `LIAISON`: the interface cannot answer, the platform's
                liaison is asked by letter. `–`: cannot meet this call.

                %s
                - Faults of a decision (`REFUSE` to `APPEAL`) and of events are taken by a submission; the queries after it
                  show them. `PUBLICITY_MISSING` and `APPEAL` do not touch the call; what follows from them is in
                  `DispositionFollowUpTest`.
                - `UNKNOWN_STATUS` is of queries; `SHORT_LIST` of answers with a list; `WRONG_HASH` of the manifest;
                  `CUT_DOWNLOAD`, `EXPIRED_URL` and `RANGE_IGNORED` of downloads, whose answers are no JSON.
                - `top` has no tokens and no events. `DOWN` is not of one call: ten requests under way found nobody listening
                  for two seconds.

                ## What officers ask for, by `rest`

                A fault is a refusal that says so; the officer presses the button again (up to twice), and it is done once. The
                token is had before any call: a request waited for it.

                %s""".formatted(table(ends, CASES, true), table(ends, OFFICERS, false));
    }

    private static String table(Map<String, Map<String, String>> ends, List<String> calls, boolean both) {
        StringBuilder table = new StringBuilder("| fault |");
        calls.forEach(call -> table.append(' ')
                .append(both ? call.toLowerCase(Locale.ROOT).replace('_', '.') : call)
                .append(" |"));
        table.append("\n|---|").append("---|".repeat(calls.size())).append('\n');
        for (FaultKind kind : FaultKind.values()) {
            List<String> row = calls.stream()
                    .map(call -> Stream.of(both ? new String[] {"TOP", "REST"} : new String[] {"REST"})
                            .map(adapter -> ends.getOrDefault(call + " " + adapter, Map.of())
                                    .getOrDefault(kind.name(), "–"))
                            .distinct()
                            .collect(Collectors.joining(" / ")))
                    .toList();
            if (both || row.stream().anyMatch(end -> !end.equals("–"))) {
                table.append("| `")
                        .append(kind)
                        .append("` | ")
                        .append(String.join(" | ", row))
                        .append(" |\n");
            }
        }
        return table.toString();
    }
}
