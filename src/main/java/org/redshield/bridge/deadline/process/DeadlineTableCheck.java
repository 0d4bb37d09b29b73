package org.redshield.bridge.deadline.process;

import org.redshield.bridge.engine.ProcessContracts;
import org.redshield.bridge.engine.model.ModelCheck;
import org.springframework.stereotype.Component;

/** No broken table of deadlines is ever deployed. */
@Component
class DeadlineTableCheck implements ModelCheck {

    private final ProcessContracts contracts;

    DeadlineTableCheck(ProcessContracts contracts) {
        this.contracts = contracts;
    }

    @Override
    public void check(String resource, byte[] content) {
        if (DeadlineTable.isIn(resource, content)) {
            DeadlineTable.read(content, contracts.kinds());
        }
    }
}
