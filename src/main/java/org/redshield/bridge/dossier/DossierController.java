package org.redshield.bridge.dossier;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import lombok.RequiredArgsConstructor;
import org.redshield.bridge.access.Attachment;
import org.redshield.bridge.access.Caller;
import org.redshield.bridge.access.NotFound;
import org.redshield.bridge.access.audit.AuditAct;
import org.redshield.bridge.access.audit.OnRecord;
import org.redshield.bridge.access.personal.Purpose;
import org.redshield.bridge.cases.CaseAccess;
import org.redshield.bridge.cases.Involvement;
import org.redshield.bridge.cases.Unmasking;
import org.redshield.bridge.cases.dossier.FilePlace.Part;
import org.redshield.bridge.cases.dossier.FileSheet;
import org.redshield.bridge.letter.Letters;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The bound file of a case, and the proofs of service of its letters. */
@RestController
@RequestMapping("/api/cases/{caseNo}")
@RequiredArgsConstructor
class DossierController {

    /** Text in our own pages; its looks stand in the page itself. */
    private static final String POLICY =
            "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; frame-ancestors 'self'";

    private final CaseAccess access;
    private final Unmasking unmasking;
    private final Dossiers dossiers;
    private final ProofsOfService proofs;
    private final DossierPages pages;
    private final Letters letters;

    /**
     * 案卷 as one PDF: cover, index and all that belongs into it, in the order of the law.
     *
     * @param part only this part: the second is not for the parties
     * @param masked {@code false} asks for what a platform sent as it is
     * @param purposeCode for what it is needed; see {@link Purpose.Kind}
     * @param purpose the same in words
     */
    @OnRecord(AuditAct.DOSSIER)
    @GetMapping("/dossier")
    void dossier(
            @PathVariable String caseNo,
            @RequestParam(required = false) Part part,
            @RequestParam(defaultValue = "true") boolean masked,
            @RequestParam(required = false) String purposeCode,
            @RequestParam(required = false) String purpose,
            HttpServletResponse response)
            throws IOException {
        Caller caller = Caller.current();
        List<Involvement> mine = access.require(caller, caseNo);
        Optional<Purpose> why =
                masked ? Optional.empty() : Optional.of(unmasking.purpose(caller, caseNo, purposeCode, purpose));
        Set<Part> parts = part == null ? EnumSet.allOf(Part.class) : EnumSet.of(part);
        String name = caseNo + "-" + (part == null ? "案卷" : part.title()) + ".pdf";
        dossiers.write(caller, caseNo, mine, parts, why, () -> {
            saved(response, name);
            return response.getOutputStream();
        });
    }

    private static void saved(HttpServletResponse response, String name) {
        Attachment.on(response, name);
        response.setContentType(MediaType.APPLICATION_PDF_VALUE);
    }

    /** 送达回证 of a letter, as a page. */
    @OnRecord(AuditAct.LETTER)
    @GetMapping(path = "/letters/{letterId}/service", produces = MediaType.TEXT_HTML_VALUE)
    ResponseEntity<String> service(@PathVariable String caseNo, @PathVariable String letterId) {
        return ResponseEntity.ok()
                .contentType(new MediaType(MediaType.TEXT_HTML, StandardCharsets.UTF_8))
                .cacheControl(CacheControl.noStore())
                .header("Content-Security-Policy", POLICY)
                .body(pages.html(proof(caseNo, letterId)));
    }

    /** The same as PDF; browsers, which ask for pages first, call it by its ending. */
    @OnRecord(AuditAct.LETTER_FILE)
    @GetMapping(
            path = {"/letters/{letterId}/service", "/letters/{letterId}/service.pdf"},
            produces = MediaType.APPLICATION_PDF_VALUE)
    void serviceAsPdf(@PathVariable String caseNo, @PathVariable String letterId, HttpServletResponse response)
            throws IOException {
        FileSheet proof = proof(caseNo, letterId);
        saved(response, "送达回证-" + proof.number() + ".pdf");
        response.getOutputStream().write(pages.form(proof));
    }

    private FileSheet proof(String caseNo, String letterId) {
        Caller caller = Caller.current();
        access.require(caller, caseNo);
        return letters.view(NotFound.unlessId(letterId, "casefile.unknown-letter"), caller.tenant())
                .map(letter -> proofs.of(letter, caller.tenant()))
                .orElseThrow(() -> new NotFound("casefile.unknown-letter"));
    }
}
