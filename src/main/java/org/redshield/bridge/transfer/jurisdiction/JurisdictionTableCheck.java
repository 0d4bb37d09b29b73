package org.redshield.bridge.transfer.jurisdiction;

import org.redshield.bridge.engine.model.ModelCheck;
import org.springframework.stereotype.Component;

/** No broken table of jurisdiction is ever deployed, and none that goes beyond the law. */
@Component
class JurisdictionTableCheck implements ModelCheck {

    @Override
    public void check(String resource, byte[] content) {
        if (JurisdictionTable.isIn(resource, content)) {
            JurisdictionTable.read(content);
        }
    }
}
