package org.redshield.bridge.casefile;

import org.redshield.bridge.Refusal;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;

/** The answer of what the interface names but the bridge does not do. */
final class NotImplemented {

    private NotImplemented() {}

    /** @param refusal under the code of the feature that will do it one day */
    static ResponseEntity<ProblemDetail> answer(Refusal refusal) {
        ProblemDetail problem = ProblemDetail.forStatusAndDetail(HttpStatus.NOT_IMPLEMENTED, refusal.getMessage());
        problem.setProperty("code", refusal.code());
        return ResponseEntity.of(problem).build();
    }
}
