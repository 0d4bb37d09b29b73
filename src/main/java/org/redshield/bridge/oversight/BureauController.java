package org.redshield.bridge.oversight;

import jakarta.servlet.http.HttpServletResponse;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import lombok.RequiredArgsConstructor;
import org.redshield.bridge.access.Attachment;
import org.redshield.bridge.access.Caller;
import org.redshield.bridge.access.NotFound;
import org.redshield.bridge.access.audit.AuditAct;
import org.redshield.bridge.access.audit.AuditFilter;
import org.redshield.bridge.access.audit.NotOnRecord;
import org.redshield.bridge.access.audit.OnRecord;
import org.redshield.bridge.bureau.BureauTree;
import org.redshield.bridge.bureau.BureauTree.Branch;
import org.redshield.bridge.oversight.BureauNumbers.Told;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Down the tree of bureaus, level by level: their names, and their numbers, on screen and as files. */
@RestController
@RequiredArgsConstructor
class BureauController {

    private final Watches watches;
    private final BureauTree tree;
    private final BureauNumbers numbers;
    private final NumberFiles files;

    /**
     * What came in, was done, is open and late within 30 days, of a bureau with all below it and of each on the next level. For
     * supervisors.
     *
     * @param under a bureau that the caller sees; where he begins if left out
     */
    @GetMapping("/api/supervision/numbers")
    Told numbers(@RequestParam(required = false) String under) {
        return numbers.of(watches.ofSupervisor(Caller.current()), DeadlineQuestion.given(under));
    }

    /** The same as a file (CSV, UTF-8): each table of the page under its title. @param under as above, and in sight */
    @OnRecord(AuditAct.SUPERVISION_EXPORT)
    @GetMapping("/api/supervision/numbers.csv")
    void csv(@RequestParam(required = false) String under, HttpServletResponse response) throws IOException {
        Told told = takenAlong(under);
        response.setContentType("text/csv; charset=UTF-8; header=absent");
        Attachment.on(response, NumberFiles.title(told) + ".csv");
        files.csv(
                Caller.current(),
                told,
                new BufferedWriter(new OutputStreamWriter(response.getOutputStream(), StandardCharsets.UTF_8)));
    }

    /** The same as PDF/A, to be printed. @param under as above, and in sight */
    @OnRecord(AuditAct.SUPERVISION_EXPORT)
    @GetMapping("/api/supervision/numbers.pdf")
    void pdf(@RequestParam(required = false) String under, HttpServletResponse response) throws IOException {
        Told told = takenAlong(under);
        byte[] pdf = files.pdf(Caller.current(), told);
        response.setContentType(MediaType.APPLICATION_PDF_VALUE);
        Attachment.on(response, NumberFiles.title(told) + ".pdf");
        response.getOutputStream().write(pdf);
    }

    /** On record with the bureau at which one stands. */
    private Told takenAlong(String under) {
        Told told = numbers(under);
        if (told.parts().isEmpty()) {
            throw new NotFound("oversight.bureau-unknown");
        }
        told.path().stream().reduce((above, here) -> here).ifPresent(here -> AuditFilter.tellsOf(here.code()));
        return told;
    }

    /**
     * @param path where one stands, after what stands above it as far as the caller sees it; empty at the top of several
     * @param below what one can go down to
     */
    record Level(List<Branch> path, List<Branch> below) {}

    /** @param under a bureau that the caller sees; where he begins if left out */
    @NotOnRecord
    @GetMapping("/api/supervision/bureaus")
    Level level(@RequestParam(required = false) String under) {
        Watches.Parts parts = watches.parts(watches.of(Caller.current()), DeadlineQuestion.given(under));
        List<Branch> below = parts.of().values().stream()
                .distinct()
                .filter(code -> parts.path().isEmpty()
                        || !code.equals(
                                parts.path().get(parts.path().size() - 1).code()))
                .map(tree::branch)
                .toList();
        return new Level(parts.path(), below);
    }
}
