package org.redshield.bridge.platform.request;

import io.swagger.v3.oas.annotations.security.SecurityRequirements;
import jakarta.servlet.http.HttpServletRequest;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import lombok.RequiredArgsConstructor;
import org.redshield.bridge.Refusal;
import org.redshield.bridge.access.Problems;
import org.redshield.bridge.access.audit.AuditAct;
import org.redshield.bridge.access.audit.OnRecord;
import org.redshield.bridge.evidence.Evidence;
import org.redshield.bridge.evidence.Evidences;
import org.springframework.core.io.InputStreamResource;
import org.springframework.core.io.Resource;
import org.springframework.http.CacheControl;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** {@code /api/attachments}: platforms fetch the files of letters, by signed address and without a login. */
@RestController
@RequiredArgsConstructor
class AttachmentController {

    private final Attachments attachments;
    private final Evidences evidences;

    /** The bytes as they were sealed. */
    @OnRecord(AuditAct.ATTACHMENT)
    @GetMapping("/api/attachments/{id}")
    @SecurityRequirements
    ResponseEntity<Resource> fetch(
            @PathVariable UUID id,
            @RequestParam(defaultValue = "0") long expires,
            @RequestParam(defaultValue = "") String signature,
            HttpServletRequest request) {
        Evidence file = attachments.open(id, expires, signature, request.getRemoteAddr());
        return ResponseEntity.ok()
                .header(
                        HttpHeaders.CONTENT_DISPOSITION,
                        ContentDisposition.attachment()
                                .filename(file.name(), StandardCharsets.UTF_8)
                                .build()
                                .toString())
                .header("X-Content-Type-Options", "nosniff")
                .cacheControl(CacheControl.noStore())
                .contentType(MediaType.APPLICATION_OCTET_STREAM)
                .contentLength(file.bytes())
                .body(new InputStreamResource(() -> evidences.open(file.id())));
    }

    /** A platform reads the status, a person the sentence. */
    @ExceptionHandler
    ProblemDetail refused(Refusal refusal) {
        HttpStatus status =
                refusal.code().equals("platform.attachment-expired") ? HttpStatus.GONE : HttpStatus.NOT_FOUND;
        return Problems.of(status, refusal);
    }
}
