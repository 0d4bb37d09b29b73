package org.redshield.bridge.evidence;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.PushbackInputStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import lombok.RequiredArgsConstructor;
import org.redshield.bridge.Refusal;
import org.redshield.bridge.access.Attachment;
import org.redshield.bridge.access.Caller;
import org.redshield.bridge.access.Forbidden;
import org.redshield.bridge.access.Problems;
import org.redshield.bridge.access.audit.Audit;
import org.redshield.bridge.access.audit.AuditAct;
import org.redshield.bridge.access.audit.NotOnRecord;
import org.redshield.bridge.access.audit.OnRecord;
import org.redshield.bridge.access.audit.RecordsItself;
import org.redshield.bridge.access.idempotency.SentAgain;
import org.redshield.bridge.access.personal.Purpose;
import org.redshield.bridge.access.personal.TypedTexts;
import org.redshield.bridge.bureau.Officer;
import org.redshield.bridge.bureau.OfficerDirectory;
import org.redshield.bridge.cases.CaseAccess;
import org.redshield.bridge.cases.FurtherFields;
import org.redshield.bridge.cases.Involvement;
import org.redshield.bridge.cases.Unmasking;
import org.redshield.bridge.engine.form.KeptOut.Told;
import org.redshield.bridge.evidence.Disclosures.Form;
import org.redshield.bridge.evidence.Disclosures.Outgoing;
import org.redshield.bridge.evidence.log.LogIdentity;
import org.redshield.bridge.evidence.scan.Malware;
import org.redshield.bridge.evidence.store.ContentMismatch;
import org.springframework.http.HttpStatus;
import org.springframework.http.InvalidMediaTypeException;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
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

/** Evidence in and out of a case. */
@RestController
@RequiredArgsConstructor
class EvidenceController {

    private static final int LONGEST_NOTE = 200;

    private final CaseAccess access;
    private final CaseEvidence files;
    private final Evidences evidences;
    private final Custody custody;
    private final EvidenceVerifications verifications;
    private final EvidencePackages packages;
    private final FurtherFields further;
    private final OfficerDirectory officers;
    private final List<UploadTaker> takers;
    private final TypedTexts typed;
    private final Audit audit;
    private final Unmasking unmasking;
    private final Disclosures disclosures;
    private final Malware malware;
    private final UploadSettings settings;

    /**
     * Adds a file to the case: sealed as it is, with its SHA-256. A liaison's table is checked before anything is kept.
     *
     * @param note what it is, in a few words
     * @param subjectId what it belongs to; needed by liaisons, who answer one data request at a time
     * @param medium the original medium and its state, as the record of extraction says it
     * @param process how it was extracted
     * @param secondOfficer user id of the second officer who was there
     */
    @SentAgain(SentAgain.Way.FILE)
    @PostMapping(path = "/api/cases/{caseNo}/evidence", consumes = MediaType.MULTIPART_FORM_DATA_VALUE)
    @ResponseStatus(HttpStatus.CREATED)
    EvidenceItem add(
            @PathVariable String caseNo,
            @RequestParam(required = false) MultipartFile file,
            @RequestParam(required = false) String note,
            @RequestParam(required = false) String subjectId,
            @RequestParam(required = false) String medium,
            @RequestParam(required = false) String process,
            @RequestParam(required = false) String secondOfficer)
            throws IOException {
        Caller caller = Caller.current();
        List<Involvement> mine = access.require(caller, caseNo);
        String subject = Uploads.subjectFor(caller, mine, subjectId);
        String remark = remark(note).orElse("");
        if (file == null
                || file.getOriginalFilename() == null
                || file.getOriginalFilename().isBlank()) {
            throw new Refusal("casefile.file-missing");
        }
        // Letters that pass the file on name it.
        List<Told> told = Stream.of(
                        new Told("文件名", file.getOriginalFilename()),
                        new Told("说明", note),
                        new Told("原始载体及其状况", medium),
                        new Told("提取过程", process))
                .filter(one -> one.text() != null)
                .toList();
        evidences.requireRoom(caller.userId(), file.getSize(), settings.perDay(), file.getOriginalFilename());
        typed.check(caller, caseNo, told);
        FileType type = FileType.of(file.getOriginalFilename());
        String seen = malware.keepOut(file.getOriginalFilename(), file) == Malware.Seen.UNSEEN ? "（未经病毒查杀）" : "";
        EvidenceDraft draft = new EvidenceDraft(
                caseNo,
                caller.tenant(),
                subject,
                file.getOriginalFilename(),
                type.mediaType(),
                caller.tenant(),
                Evidences.ADDED_BY_HAND + seen + (remark.isEmpty() ? "" : "：" + remark),
                caller.userId(),
                new Provenance(
                        Optional.empty(),
                        remark(medium),
                        remark(process),
                        Optional.empty(),
                        both(caller, secondOfficer)));
        try (PushbackInputStream content = new PushbackInputStream(file.getInputStream(), FileType.HEAD)) {
            byte[] head = content.readNBytes(FileType.HEAD);
            content.unread(head);
            type.check(head, file.getOriginalFilename());
            Evidence sealed = takers.stream()
                    .flatMap(taker -> taker.take(draft, file).stream())
                    .findFirst()
                    .orElseGet(() -> evidences.seal(draft, content));
            return files.item(sealed, caller.tenant());
        }
    }

    /** What a person wrote, on one line and not too long. */
    private static Optional<String> remark(String text) {
        String clean = text == null
                ? ""
                : text.replaceAll("[\\p{Cntrl}\\p{Cf}\\p{Cs}]+", " ").strip();
        if (clean.length() > LONGEST_NOTE) {
            throw new Refusal("casefile.note-too-long", LONGEST_NOTE);
        }
        return Optional.of(clean).filter(some -> !some.isEmpty());
    }

    /** Who obtained it, with the numbers of their certificates where the directory knows them. */
    private List<String> both(Caller caller, String second) {
        List<String> both = new ArrayList<>(List.of(named(caller.userId())));
        if (second != null && !second.isBlank()) {
            Officer other = officers.byUser(second.strip())
                    .filter(found -> found.bureauCode().equals(caller.tenant())
                            && !second.strip().equals(caller.userId()))
                    .orElseThrow(() -> new Refusal("casefile.second-officer"));
            both.add(named(other));
        }
        return both;
    }

    private String named(String user) {
        return officers.byUser(user).map(EvidenceController::named).orElse(user);
    }

    private static String named(Officer officer) {
        return officer.name() + "（" + officer.certificateNo() + "）";
    }

    /**
     * The bytes, for saving; never shown by the browser within our own pages. Of what a platform sent a masked copy, unless
     * asked otherwise by an officer of the case.
     *
     * @param masked {@code false} asks for what a platform sent as it is
     * @param purposeCode for what it is needed; see {@link Purpose.Kind}
     * @param purpose the same in words
     */
    @RecordsItself
    @GetMapping("/api/evidence/{id}/content")
    void content(
            @PathVariable String id,
            @RequestParam(defaultValue = "true") boolean masked,
            @RequestParam(required = false) String purposeCode,
            @RequestParam(required = false) String purpose,
            HttpServletResponse response)
            throws IOException {
        Caller caller = Caller.current();
        Evidence evidence = files.require(caller, id);
        Optional<Purpose> why = why(caller, evidence.caseNo(), masked, purposeCode, purpose);
        Outgoing out = disclosures.of(evidence, caller, why);
        if (out.form() == Form.WITHHELD) {
            throw new Forbidden("casefile.file-withheld", evidence.name());
        }
        disclosures.requireIntact(out, caller);
        disclosures.recordView(out, caller, why);
        Optional<PersonalFiles.MaskedCopy> copy = out.copy();
        Attachment.on(response, copy.isPresent() ? "脱敏副本-" + evidence.name() : evidence.name());
        response.setHeader("Content-Security-Policy", "sandbox; default-src 'none'");
        response.setContentType(copy.isPresent() ? "text/csv; charset=UTF-8" : mediaType(evidence.mediaType()));
        response.setContentLengthLong(copy.map(PersonalFiles.MaskedCopy::bytes).orElse(evidence.bytes()));
        try {
            disclosures.write(out, caller, response.getOutputStream());
        } catch (ContentMismatch e) {
            if (response.isCommitted()) {
                throw e;
            }
            // Nobody has got anything of it yet.
            response.reset();
            throw new Refusal("evidence.bytes-changed", evidence.name());
        }
    }

    private Optional<Purpose> why(Caller caller, String caseNo, boolean masked, String code, String text) {
        return masked ? Optional.empty() : Optional.of(unmasking.purpose(caller, caseNo, code, text));
    }

    private static String mediaType(String stored) {
        try {
            return MediaType.parseMediaType(stored).toString();
        } catch (InvalidMediaTypeException e) {
            return MediaType.APPLICATION_OCTET_STREAM_VALUE;
        }
    }

    /** Reads the file, its record and its custody again, and compares them with the signed log. */
    @SentAgain(SentAgain.Way.READS)
    @PostMapping("/api/evidence/{id}/verification")
    EvidenceVerification verify(@PathVariable String id) {
        Caller caller = Caller.current();
        return verifications.verify(files.require(caller, id), actor(caller));
    }

    /** What happened to the file, as far as it is the organisation's business; oldest first. */
    @OnRecord(AuditAct.EVIDENCE)
    @GetMapping("/api/evidence/{id}/custody")
    List<CustodyItem> custody(@PathVariable String id) {
        Caller caller = Caller.current();
        List<CustodyEvent> events = custody.ofEvidence(files.require(caller, id).id()).stream()
                .filter(EvidencePackages.visibleTo(caller.tenant())
                        .or(EvidencePackages.visibleTo(caller.organisation())))
                .toList();
        Map<String, String> names =
                officers.names(events.stream().map(CustodyEvent::person).collect(Collectors.toSet()));
        return events.stream()
                .map(event -> new CustodyItem(
                        event.kind().name(),
                        event.kind().title(),
                        event.at(),
                        names.getOrDefault(event.person(), event.person()),
                        event.detail()))
                .toList();
    }

    /** One link of the chain of custody. */
    record CustodyItem(String event, String eventTitle, Instant at, String person, Map<String, String> detail) {}

    /** Whether the caller may have personal data of the case as they are, and for what. */
    @NotOnRecord
    @GetMapping("/api/cases/{caseNo}/unmasking")
    UnmaskingItem unmasking(@PathVariable String caseNo) {
        Caller caller = Caller.current();
        access.require(caller, caseNo);
        return new UnmaskingItem(unmasking.allowed(caller, caseNo), Purpose.all());
    }

    /** @param purposes of which one is given as {@code purposeCode}, with {@code purpose} in words */
    record UnmaskingItem(boolean mayUnmask, List<Purpose.Item> purposes) {}

    /**
     * All evidence of the case that the organisation has, with what is needed to check it anywhere else; masked as
     * {@link #content} is.
     */
    @OnRecord(AuditAct.PACKAGE)
    @GetMapping("/api/cases/{caseNo}/evidence/package")
    void exportCase(
            @PathVariable String caseNo,
            @RequestParam(defaultValue = "true") boolean masked,
            @RequestParam(required = false) String purposeCode,
            @RequestParam(required = false) String purpose,
            HttpServletResponse response)
            throws IOException {
        Caller caller = Caller.current();
        access.require(caller, caseNo);
        Optional<Purpose> why = why(caller, caseNo, masked, purposeCode, purpose);
        String words = further.inWords(caseNo, caller.tenant(), masked);
        if (!masked && !words.isEmpty()) {
            audit.record(caller, caseNo, AuditAct.FURTHER_UNMASKED, caseNo, why);
        }
        export(
                caller,
                files.ofCase(caseNo, caller.tenant()),
                why,
                outgoing -> packages.prepareCase(caseNo, outgoing, words, why, actor(caller)),
                caseNo + "-证据包.zip",
                response);
    }

    /** One piece of evidence as a package, masked as {@link #content} is. */
    @OnRecord(AuditAct.PACKAGE)
    @GetMapping("/api/evidence/{id}/package")
    void exportOne(
            @PathVariable String id,
            @RequestParam(defaultValue = "true") boolean masked,
            @RequestParam(required = false) String purposeCode,
            @RequestParam(required = false) String purpose,
            HttpServletResponse response)
            throws IOException {
        Caller caller = Caller.current();
        Evidence evidence = files.require(caller, id);
        Optional<Purpose> why = why(caller, evidence.caseNo(), masked, purposeCode, purpose);
        export(
                caller,
                List.of(evidence),
                why,
                outgoing -> packages.prepare(evidence.caseNo(), outgoing, why, actor(caller)),
                evidence.name() + "-证据包.zip",
                response);
    }

    /** Whose signatures a package must bear: the fingerprints to publish, and to give to the verifier. */
    @OnRecord(AuditAct.CONFIGURATION_READ)
    @GetMapping("/api/evidence/log")
    LogIdentity log() {
        return packages.identity();
    }

    private void export(
            Caller caller,
            List<Evidence> evidence,
            Optional<Purpose> why,
            Function<List<Outgoing>, EvidencePackages.Ready> prepared,
            String name,
            HttpServletResponse response)
            throws IOException {
        List<Outgoing> outgoing =
                evidence.stream().map(file -> disclosures.of(file, caller, why)).toList();
        outgoing.forEach(out -> disclosures.record(out, caller, why));
        EvidencePackages.Ready ready = prepared.apply(outgoing);
        Attachment.on(response, name);
        response.setContentType("application/zip");
        // Written by this thread: however long it takes, no time-out of asynchronous requests cuts it off.
        ready.writeTo(response.getOutputStream());
    }

    private static Custody.Actor actor(Caller caller) {
        return Custody.Actor.of(caller);
    }

    @ExceptionHandler(MaxUploadSizeExceededException.class)
    ProblemDetail tooLarge(MaxUploadSizeExceededException e) {
        return Problems.of(
                HttpStatus.PAYLOAD_TOO_LARGE,
                new Refusal("casefile.file-too-large", settings.maxBytes().toMegabytes()));
    }

    @ExceptionHandler(MultipartException.class)
    ProblemDetail unreadable(MultipartException e) {
        return Problems.of(HttpStatus.BAD_REQUEST, new Refusal("casefile.file-unreadable"));
    }
}
