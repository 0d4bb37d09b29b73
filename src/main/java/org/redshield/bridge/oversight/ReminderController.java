package org.redshield.bridge.oversight;

import static org.redshield.bridge.oversight.DeadlineQuestion.given;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import lombok.RequiredArgsConstructor;
import org.redshield.bridge.access.Caller;
import org.redshield.bridge.access.NotFound;
import org.redshield.bridge.access.idempotency.SentAgain;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** {@code /api/supervision/reminders}: 催办 sent by supervisors, and the answers. */
@RestController
@RequestMapping("/api/supervision/reminders")
@RequiredArgsConstructor
class ReminderController {

    private final Reminders reminders;
    private final Watches watches;

    /**
     * What to remind of.
     *
     * @param caseNo the case; its deadline that is due first is meant
     * @param clockId one deadline
     * @param text what the bureau shall answer to
     */
    record Order(String caseNo, String clockId, String text) {}

    @SentAgain(SentAgain.Way.ONCE)
    @PostMapping
    @ResponseStatus(HttpStatus.CREATED)
    Reminder order(@RequestBody Order order) {
        return reminders.order(
                Caller.current(),
                given(order.caseNo()),
                given(order.clockId()).map(ReminderController::clock),
                given(order.text()));
    }

    /** Reminders on the deadlines that the caller sees: open ones first, then the newest. */
    @GetMapping
    List<Reminder> list(
            @RequestParam(required = false) String tenant,
            @RequestParam(required = false) String caseNo,
            @RequestParam(required = false) String clockId) {
        Watch watch = watches.of(Caller.current());
        Optional<UUID> clock = given(clockId).map(ReminderController::clock);
        return reminders.list(watch, given(tenant), given(caseNo), clock);
    }

    private static UUID clock(String text) {
        try {
            return UUID.fromString(text);
        } catch (IllegalArgumentException e) {
            throw new NotFound("oversight.deadline-unknown");
        }
    }
}
