package org.redshield.bridge.casefile;

import org.redshield.bridge.Refusal;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;

/** The answer of what the interface names but the bridge does not do. */
final class NotImplemented {

    private NotImplemented() {}

    /** @param code the stable code of the capability's own feature; the sentence is the refusal's */
    static ResponseEntity<ProblemDetail> answer(String code, Refusal refusal) {
        ProblemDetail problem = ProblemDetail.forStatusAndDetail(HttpStatus.NOT_IMPLEMENTED, refusal.getMessage());
        problem.setProperty("code", code);
        return ResponseEntity.of(problem).build();
    }
}
