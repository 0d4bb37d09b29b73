package org.redshield.bridge.oversight.workload;

import java.util.stream.Stream;
import lombok.RequiredArgsConstructor;
import org.redshield.bridge.access.Caller;
import org.redshield.bridge.access.Forbidden;
import org.redshield.bridge.engine.duty.Head;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** What a bureau's heads are told of its people; nobody else is, no supervisor above them either. */
@RestController
@RequiredArgsConstructor
class WorkloadController {

    private static final String[] HEADS =
            Stream.of(Head.values()).map(Head::group).toArray(String[]::new);

    private final Workload workload;

    /** Of the caller's own bureau: open and late tasks of each person, and what he has done since the month began. */
    @GetMapping("/api/supervision/workload")
    Workload.Told ofOwnBureau() {
        Caller caller = Caller.current();
        if (!caller.hasRole(HEADS)) {
            throw new Forbidden("oversight.not-head");
        }
        return workload.of(caller.tenant());
    }
}
