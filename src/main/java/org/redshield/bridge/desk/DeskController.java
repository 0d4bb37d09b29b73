package org.redshield.bridge.desk;

import java.util.List;
import lombok.RequiredArgsConstructor;
import org.redshield.bridge.access.Caller;
import org.redshield.bridge.access.audit.NotOnRecord;
import org.redshield.bridge.access.idempotency.SentAgain;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/** The desk of the caller, and of nobody else. */
@RestController
@RequiredArgsConstructor
class DeskController {

    private final Desk desk;
    private final Changes changes;
    private final Followings followings;
    private final Claiming claiming;

    record Following(boolean following) {}

    /** @param taskIds at most {@link Claiming#MOST} */
    record ClaimOrder(List<String> taskIds) {}

    /** How many tasks are in each of the caller's lists, and with which of them his work begins. */
    @GetMapping("/api/desk")
    Desk.Lists lists() {
        return desk.of(Caller.current());
    }

    /** What others did in the caller's cases since the working day before today. */
    @NotOnRecord
    @GetMapping("/api/desk/changes")
    Changes.News changes() {
        return changes.of(Caller.current());
    }

    @NotOnRecord
    @GetMapping("/api/cases/{caseNo}/following")
    Following following(@PathVariable String caseNo) {
        return new Following(followings.follows(Caller.current(), caseNo));
    }

    @NotOnRecord
    @SentAgain(SentAgain.Way.SAME)
    @PutMapping("/api/cases/{caseNo}/following")
    Following follow(@PathVariable String caseNo, @RequestBody Following wanted) {
        return new Following(followings.follow(Caller.current(), caseNo, wanted.following()));
    }

    /** Takes several tasks, each for itself: what came of each. */
    @SentAgain(SentAgain.Way.STEPS)
    @PostMapping("/api/tasks/claims")
    List<Claiming.Result> claim(@RequestBody ClaimOrder order) {
        return claiming.claim(Caller.current(), order.taskIds());
    }
}
