package org.redshield.bridge.oversight;

import static org.redshield.bridge.oversight.DeadlineQuestion.given;

import java.time.LocalDate;
import java.util.List;
import lombok.RequiredArgsConstructor;
import org.redshield.bridge.access.Caller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** {@code /api/deadlines}: the deadlines that the caller sees, listed, counted, and over time. */
@RestController
@RequestMapping("/api/deadlines")
@RequiredArgsConstructor
class DeadlineListController {

    private final DeadlineList deadlines;
    private final DeadlineStatistics statistics;
    private final Watches watches;

    /**
     * Deadlines, the earliest due first.
     *
     * @param state names of clock states, or OPEN, LATE, DUE_SOON; several separated by commas; all if left out
     * @param before due before this date (its beginning in China) or instant with offset
     * @param kind one kind of deadline
     * @param tenant one of the organisations that the caller sees
     * @param below whether with the bureaus below it
     * @param processInstance what this process instance works on
     * @param after {@code next} of the page before
     * @param size 1 to 200, 50 if left out
     */
    @GetMapping
    DeadlineList.Page list(
            @RequestParam(required = false) List<String> state,
            @RequestParam(required = false) String before,
            @RequestParam(required = false) String kind,
            @RequestParam(required = false) String tenant,
            @RequestParam(defaultValue = "true") boolean below,
            @RequestParam(required = false) String caseNo,
            @RequestParam(required = false) String processInstance,
            @RequestParam(required = false) String after,
            @RequestParam(required = false) String size) {
        Watch watch = watches.of(Caller.current());
        return deadlines.page(
                watch, DeadlineQuestion.read(state, before, kind, tenant, below, caseNo, processInstance, after, size));
    }

    /**
     * How many are open, due soon and late, by organisation and kind; a supervisor's many bureaus by those on the next level
     * below, each with all that stand below it.
     *
     * @param tenant where to go down to
     */
    @GetMapping("/summary")
    DeadlineList.Summary summary(
            @RequestParam(required = false) String tenant, @RequestParam(required = false) String kind) {
        Watch watch = watches.of(Caller.current());
        return deadlines.summary(watch, given(tenant), given(kind).map(DeadlineQuestion::kind));
    }

    /**
     * How many were open, due and missed on each day of {@code [from; to]}.
     *
     * @param by {@code bureau} or {@code kind}
     */
    @GetMapping("/statistics")
    DeadlineStatistics.Statistics statistics(
            @RequestParam(required = false) String from,
            @RequestParam(required = false) String to,
            @RequestParam(defaultValue = "bureau") String by,
            @RequestParam(required = false) String tenant,
            @RequestParam(required = false) String kind) {
        Watch watch = watches.of(Caller.current());
        return statistics.of(
                watch,
                date("from", from),
                date("to", to),
                DeadlineStatistics.By.of(by),
                given(tenant),
                given(kind).map(DeadlineQuestion::kind));
    }

    private static LocalDate date(String name, String value) {
        return given(value)
                .map(text -> DeadlineQuestion.date(name, text))
                .orElseThrow(() -> new BadQuestion("oversight.date-missing", name));
    }
}
