package org.redshield.bridge.casefile;

import org.redshield.bridge.Refusal;
import org.redshield.bridge.access.Problems;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;

/** The answer of what the interface names but the bridge does not do. */
final class NotImplemented {

    private NotImplemented() {}

    /** @param refusal under the code of the feature that will do it one day */
    static ResponseEntity<ProblemDetail> answer(Refusal refusal) {
        return ResponseEntity.of(Problems.of(HttpStatus.NOT_IMPLEMENTED, refusal))
                .build();
    }
}
