package org.redshield.bridge.casefile;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.redshield.bridge.Refusal;
import org.redshield.bridge.access.Caller;
import org.redshield.bridge.evidence.Evidence;
import org.redshield.bridge.evidence.EvidenceDraft;
import org.redshield.bridge.evidence.Evidences;
import org.springframework.core.io.InputStreamResource;
import org.springframework.core.io.Resource;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.InvalidMediaTypeException;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.multipart.MaxUploadSizeExceededException;
import org.springframework.web.multipart.MultipartException;
import org.springframework.web.multipart.MultipartFile;
import org.springframework.web.util.UriUtils;

/** Evidence in and out of a case. */
@RestController
class EvidenceController {

    private static final int LONGEST_NOTE = 200;

    private final CaseAccess access;
    private final CaseFiles files;
    private final Evidences evidences;
    private final AccessLog accessLog;
    private final UploadSettings settings;

    EvidenceController(
            CaseAccess access, CaseFiles files, Evidences evidences, AccessLog accessLog, UploadSettings settings) {
        this.access = access;
        this.files = files;
        this.evidences = evidences;
        this.accessLog = accessLog;
        this.settings = settings;
    }

    /**
     * Adds a file to the case: sealed as it is, with its SHA-256.
     *
     * @param note what it is, in a few words
     * @param subjectId what it belongs to; needed by liaisons, who answer one data request at a time
     */
    @PostMapping(path = "/api/cases/{caseNo}/evidence", consumes = MediaType.MULTIPART_FORM_DATA_VALUE)
    @ResponseStatus(HttpStatus.CREATED)
    CaseFile.EvidenceItem add(
            @PathVariable String caseNo,
            @RequestParam(required = false) MultipartFile file,
            @RequestParam(required = false) String note,
            @RequestParam(required = false) String subjectId)
            throws IOException {
        Caller caller = Caller.current();
        List<Involvement> mine = access.require(caller, caseNo);
        String subject = CaseAccess.subjectFor(caller, mine, subjectId);
        // A zero byte, for one, is nothing that the database could keep.
        String remark = note == null ? "" : note.replaceAll("\\p{Cntrl}", " ").strip();
        if (remark.length() > LONGEST_NOTE) {
            throw new Refusal("casefile.note-too-long", LONGEST_NOTE);
        }
        if (file == null
                || file.getOriginalFilename() == null
                || file.getOriginalFilename().isBlank()) {
            throw new Refusal("casefile.file-missing");
        }
        FileType type = FileType.of(file.getOriginalFilename());
        EvidenceDraft draft = new EvidenceDraft(
                caseNo,
                caller.tenant(),
                subject,
                file.getOriginalFilename(),
                type.mediaType(),
                caller.tenant(),
                remark.isEmpty() ? "人工添加" : "人工添加：" + remark,
                caller.userId());
        try (InputStream content = file.getInputStream()) {
            return files.item(evidences.seal(draft, content), caller.tenant());
        }
    }

    /** The bytes, for saving; never shown by the browser within our own pages. */
    @GetMapping("/api/evidence/{id}/content")
    ResponseEntity<Resource> content(@PathVariable String id) {
        Caller caller = Caller.current();
        Evidence evidence = access.evidence(caller, id);
        accessLog.record(
                caller,
                evidence.caseNo(),
                AccessLog.What.EVIDENCE_CONTENT,
                evidence.id().toString());
        return ResponseEntity.ok()
                .header(HttpHeaders.CONTENT_DISPOSITION, attachment(evidence.name()))
                .header("X-Content-Type-Options", "nosniff")
                .header("Content-Security-Policy", "sandbox; default-src 'none'")
                .cacheControl(CacheControl.noStore())
                .contentType(mediaType(evidence.mediaType()))
                .contentLength(evidence.bytes())
                .body(new InputStreamResource(() -> evidences.open(evidence.id())));
    }

    /** RFC 6266: the name in UTF-8, and for old programs an ASCII stand-in, without RFC 2047's encoded words. */
    static String attachment(String name) {
        String ascii = name.replaceAll("[^ -~]", "_").replaceAll("[\"\\\\]", "_");
        return "attachment; filename=\"" + ascii + "\"; filename*=UTF-8''"
                + UriUtils.encode(name, StandardCharsets.UTF_8);
    }

    private static MediaType mediaType(String stored) {
        try {
            return MediaType.parseMediaType(stored);
        } catch (InvalidMediaTypeException e) {
            return MediaType.APPLICATION_OCTET_STREAM;
        }
    }

    /** Verification against seal and time stamp: not before evidence carries them. */
    @PostMapping("/api/evidence/{id}/verification")
    ResponseEntity<ProblemDetail> verify(@PathVariable String id) {
        access.evidence(Caller.current(), id);
        return NotImplemented.answer(new Refusal("evidence.verification-not-available"));
    }

    @ExceptionHandler(MaxUploadSizeExceededException.class)
    ProblemDetail tooLarge(MaxUploadSizeExceededException e) {
        return problem(
                HttpStatus.PAYLOAD_TOO_LARGE,
                new Refusal("casefile.file-too-large", settings.maxBytes().toMegabytes()));
    }

    @ExceptionHandler(MultipartException.class)
    ProblemDetail unreadable(MultipartException e) {
        return problem(HttpStatus.BAD_REQUEST, new Refusal("casefile.file-unreadable"));
    }

    private static ProblemDetail problem(HttpStatus status, Refusal refusal) {
        ProblemDetail problem = ProblemDetail.forStatusAndDetail(status, refusal.getMessage());
        problem.setProperty("code", refusal.code());
        return problem;
    }
}
