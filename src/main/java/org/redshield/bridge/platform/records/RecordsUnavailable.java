package org.redshield.bridge.platform.records;

import org.redshield.bridge.Refusal;

/** Not now: the same question may be answered later. */
public final class RecordsUnavailable extends Refusal {

    RecordsUnavailable(String code) {
        super(code);
    }
}
