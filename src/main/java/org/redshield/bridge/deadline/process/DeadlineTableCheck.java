package org.redshield.bridge.deadline.process;

import org.redshield.bridge.engine.ModelCheck;
import org.springframework.stereotype.Component;

/** No broken table of deadlines is ever deployed. */
@Component
class DeadlineTableCheck implements ModelCheck {

    @Override
    public void check(String resource, byte[] content) {
        if (DeadlineTable.isIn(content)) {
            DeadlineTable.read(content);
        }
    }
}
