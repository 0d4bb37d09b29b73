package org.redshield.bridge.platform.poll;

import io.swagger.v3.oas.annotations.security.SecurityRequirements;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import lombok.RequiredArgsConstructor;
import org.redshield.bridge.Refusal;
import org.redshield.bridge.access.Problems;
import org.redshield.bridge.access.audit.NotOnRecord;
import org.redshield.bridge.access.idempotency.SentAgain;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;

/** {@code /api/platforms/{key}/events}: signed events of platforms; the signature stands for a login. */
@RestController
@RequiredArgsConstructor
class EventController {

    private static final int LONGEST = 64 * 1024;

    private final PlatformEvents events;

    /** An event as docs/platform-api/openapi.yaml describes it. */
    @NotOnRecord
    @SentAgain(SentAgain.Way.SAME)
    @PostMapping("/api/platforms/{key}/events")
    @SecurityRequirements
    ResponseEntity<ProblemDetail> receive(
            @PathVariable String key,
            @RequestHeader(name = "Redshield-Timestamp", defaultValue = "") String timestamp,
            @RequestHeader(name = "Redshield-Signature", defaultValue = "") String signature,
            HttpServletRequest request)
            throws IOException {
        // The bytes themselves are signed, so nothing may read them before.
        byte[] body = request.getInputStream().readNBytes(LONGEST + 1);
        if (body.length > LONGEST) {
            return problem(HttpStatus.PAYLOAD_TOO_LARGE, "platform.event-too-large");
        }
        return switch (events.take(key, timestamp, signature, body)) {
            case TAKEN, REPEATED -> ResponseEntity.accepted().build();
            case FORGED -> problem(HttpStatus.UNAUTHORIZED, "platform.event-not-genuine");
            case UNREADABLE -> problem(HttpStatus.BAD_REQUEST, "platform.event-unreadable");
        };
    }

    private static ResponseEntity<ProblemDetail> problem(HttpStatus status, String code) {
        return ResponseEntity.of(Problems.of(status, new Refusal(code))).build();
    }
}
