package org.redshield.bridge.assistance.process;

import java.util.Date;
import lombok.RequiredArgsConstructor;
import org.redshield.bridge.assistance.handling.DelayNotices;
import org.redshield.bridge.engine.model.AskedByModels;
import org.springframework.stereotype.Component;

/** When a delay notice is to be signed: {@code ${delaySigning.dueAt(requestId, execution.tenantId)}} in the model. */
@AskedByModels
@Component("delaySigning")
@RequiredArgsConstructor
public class DelaySigning {

    private final DelayNotices notices;

    /** Before the time of the answer is over, as the engine stores it. */
    @AskedByModels
    public Date dueAt(String requestId, String tenant) {
        return Date.from(notices.signBy(requestId, tenant));
    }
}
