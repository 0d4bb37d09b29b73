package org.redshield.bridge.platform;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import lombok.RequiredArgsConstructor;
import org.redshield.bridge.Refusal;
import org.redshield.bridge.access.Caller;
import org.redshield.bridge.access.Forbidden;
import org.redshield.bridge.access.idempotency.SentAgain;
import org.redshield.bridge.cases.CaseAccess;
import org.redshield.bridge.cases.CaseEvents;
import org.redshield.bridge.operations.Space;
import org.redshield.bridge.platform.request.PlatformAct;
import org.redshield.bridge.platform.request.WorkQueue;
import org.redshield.bridge.platform.retryqueue.PlatformCalls;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/** 立即重试: calls and answers that wait for their next try go now, for an officer of the case or an operator. */
@RestController
@RequiredArgsConstructor
class RetryController {

    private static final String OFFICER = "officer";
    private static final String OPERATOR = "operator";

    private final CaseAccess access;
    private final PlatformCalls calls;
    private final WorkQueue queue;
    private final CaseEvents events;
    private final Space space;

    /**
     * What waits goes now: of the caller's organisation, of all that an operator asks for. A platform that does not answer at all is
     * still left alone, and nothing is fetched for which there is no room: both go on by themselves.
     *
     * @throws Refusal {@code platform.nothing-to-retry}
     */
    @SentAgain(SentAgain.Way.SAME)
    @PostMapping("/api/cases/{caseNo}/platform-retries")
    @Transactional
    public Map<String, Integer> retry(@PathVariable String caseNo) {
        Caller caller = Caller.current();
        Optional<String> tenant = Optional.empty();
        if (!caller.hasRole(OPERATOR)) {
            access.require(caller, caseNo);
            if (!caller.hasRole(OFFICER)) {
                throw new Forbidden("platform.retry-not-yours");
            }
            tenant = Optional.of(caller.tenant());
        }
        List<String> called = calls.goNow(caseNo, tenant);
        List<String> fetched = space.isRoom() ? queue.answersNow(caseNo, tenant) : List.of();
        Set<String> whose = new TreeSet<>(called);
        whose.addAll(fetched);
        if (whose.isEmpty()) {
            throw new Refusal("platform.nothing-to-retry");
        }
        whose.forEach(one -> events.append(caseNo, one, caller.userId(), PlatformAct.RETRIED_NOW, Map.of()));
        return Map.of("calls", called.size(), "answers", fetched.size());
    }
}
