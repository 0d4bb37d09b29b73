package org.redshield.bridge.platform.process;

import org.redshield.bridge.engine.model.ModelCheck;
import org.springframework.stereotype.Component;

/** No broken table of data tiers is ever deployed, and none that is milder than the law. */
@Component
class DataTierTableCheck implements ModelCheck {

    @Override
    public void check(String resource, byte[] content) {
        if (DataTierTable.isIn(resource, content)) {
            DataTierTable.read(content);
        }
    }
}
