package org.redshield.bridge.casefile;

import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import lombok.RequiredArgsConstructor;
import org.redshield.bridge.Refusal;
import org.redshield.bridge.access.Caller;
import org.redshield.bridge.access.Problems;
import org.redshield.bridge.access.audit.AuditAct;
import org.redshield.bridge.access.audit.OnRecord;
import org.redshield.bridge.bureau.Organisations;
import org.redshield.bridge.cases.CaseAccess;
import org.redshield.bridge.cases.Involvement;
import org.redshield.bridge.cases.Involvements;
import org.redshield.bridge.deadline.clock.ClockService;
import org.redshield.bridge.letter.ofd.OfdAway;
import org.redshield.bridge.letter.seal.SealAway;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** {@code /api/cases}: the cases of the caller's organisation. */
@RestController
@RequestMapping("/api/cases")
@RequiredArgsConstructor
class CaseController {

    private static final int LARGEST_PAGE = 100;
    private static final int LAST_PAGE = 100_000;
    private static final int MOST_COUNTED = 1000;

    private final Involvements involvements;
    private final SearchDatabase searches;
    private final CaseFiles files;
    private final CaseAccess access;
    private final ClockService clocks;
    private final Organisations organisations;
    private final LetterFaces faces;
    private final InstantSource time;

    /**
     * @param more whether there is a next page
     * @param total how many cases there are on all pages, counted up to 1000
     * @param beyond whether there are more than {@code total}
     */
    record Page(int page, int size, boolean more, int total, boolean beyond, List<Row> cases) {}

    /**
     * A line of the list.
     *
     * @param subjectId the request, disposition, data request or registered deadline that the line is about
     * @param open whether the organisation still works on the case, be it in another line; of a liaison, on the letter
     * @param nextDueAt the first running deadline of the case
     */
    record Row(
            String caseNo,
            String subjectId,
            String role,
            String roleTitle,
            String state,
            String stateTitle,
            boolean open,
            Optional<String> cause,
            Optional<String> sourceNo,
            Optional<String> shopId,
            Optional<String> platform,
            Optional<String> counterpart,
            Optional<String> counterpartName,
            Instant since,
            Instant changedAt,
            Optional<Instant> nextDueAt,
            boolean overdue) {

        static Row of(
                Involvement one,
                boolean open,
                Optional<String> counterpartName,
                Optional<Instant> nextDueAt,
                Instant now) {
            return new Row(
                    one.caseNo(),
                    one.subjectId(),
                    one.standing().role(),
                    one.standing().title(),
                    one.state().name(),
                    one.state().title(),
                    open,
                    one.cause(),
                    one.sourceNo(),
                    one.shopId(),
                    one.platform(),
                    one.counterpart(),
                    counterpartName,
                    one.since(),
                    one.changedAt(),
                    nextDueAt,
                    nextDueAt.filter(now::isAfter).isPresent());
        }
    }

    /**
     * The cases on which the caller's organisation works or worked, newest first.
     *
     * @param page from 0
     * @param size 1 to 100
     * @param state exactly, a {@link org.redshield.bridge.cases.Standing.State#name}
     * @param q part of a case number; or, whole, the number of a request, data request, disposition or deadline of the
     *     case, of a letter sent or received, of the shop, or of the clue or the bureau's own case
     */
    @GetMapping
    Page list(
            @RequestParam(defaultValue = "0") int page,
            @RequestParam(defaultValue = "20") int size,
            @RequestParam(required = false) String state,
            @RequestParam(required = false) String q) {
        if (page < 0 || page > LAST_PAGE || size < 1 || size > LARGEST_PAGE) {
            throw new Refusal("casefile.page-invalid");
        }
        Optional<String> wantedState = given(state);
        wantedState.filter(name -> !involvements.states().contains(name)).ifPresent(unknown -> {
            throw new Refusal("casefile.state-unknown", unknown, String.join("、", involvements.states()));
        });
        Caller caller = Caller.current();
        String tenant = caller.tenant();
        if (!CaseAccess.doesCaseWork(caller)) {
            return new Page(page, size, false, 0, false, List.of());
        }
        List<Involvement> found =
                searches.ask(db -> involvements.page(db, tenant, wantedState, given(q), page * size, size + 1));
        boolean more = found.size() > size;
        // Most searches end on their first page: then nothing need be counted.
        int total = more || found.isEmpty() && page > 0
                ? searches.ask(db -> involvements.count(db, tenant, wantedState, given(q), MOST_COUNTED + 1))
                : page * size + found.size();
        return new Page(
                page,
                size,
                more,
                Math.min(total, MOST_COUNTED),
                total > MOST_COUNTED,
                rows(tenant, found.stream().limit(size).toList()));
    }

    private List<Row> rows(String tenant, List<Involvement> shown) {
        List<String> cases = shown.stream().map(Involvement::caseNo).toList();
        Set<String> open = involvements.open(cases, tenant);
        Map<String, Instant> due = clocks.nextDue(cases, tenant);
        Map<String, String> names = organisations.names(CaseFiles.codes(shown));
        Instant now = time.instant();
        // A liaison has a line for each letter, and an answered one is done whatever else is asked in the case.
        return shown.stream()
                .map(one -> Row.of(
                        one,
                        one.single() ? one.open() : open.contains(one.caseNo()),
                        one.counterpart().map(names::get),
                        Optional.ofNullable(due.get(one.caseNo())),
                        now))
                .toList();
    }

    private static Optional<String> given(String value) {
        return Optional.ofNullable(value).map(String::strip).filter(text -> !text.isEmpty());
    }

    /** One case, as {@link CaseFile} describes. */
    @GetMapping("/{caseNo}")
    CaseFile get(@PathVariable String caseNo) {
        return files.get(Caller.current(), caseNo);
    }

    /** The letter as a page. */
    @OnRecord(AuditAct.LETTER)
    @GetMapping(path = "/{caseNo}/letters/{letterId}", produces = MediaType.TEXT_HTML_VALUE)
    ResponseEntity<String> letter(@PathVariable String caseNo, @PathVariable String letterId) {
        Caller caller = Caller.current();
        access.require(caller, caseNo);
        return faces.issued(letterId, caller);
    }

    /** The letter as PDF; browsers, which ask for pages first, call it by its ending. */
    @OnRecord(AuditAct.LETTER_FILE)
    @GetMapping({"/{caseNo}/letters/{letterId}", "/{caseNo}/letters/{letterId}.pdf"})
    ResponseEntity<byte[]> letterAsPdf(@PathVariable String caseNo, @PathVariable String letterId) {
        Caller caller = Caller.current();
        access.require(caller, caseNo);
        return faces.issuedPdf(letterId, caller);
    }

    /** The letter as OFD, where its sender has that. */
    @OnRecord(AuditAct.LETTER_FILE)
    @GetMapping("/{caseNo}/letters/{letterId}.ofd")
    ResponseEntity<byte[]> letterAsOfd(@PathVariable String caseNo, @PathVariable String letterId) {
        Caller caller = Caller.current();
        access.require(caller, caseNo);
        return faces.issuedOfd(letterId, caller);
    }

    @ExceptionHandler
    ProblemDetail notNow(SearchDatabase.Unavailable unavailable) {
        return Problems.of(HttpStatus.SERVICE_UNAVAILABLE, unavailable);
    }

    @ExceptionHandler({SealAway.class, OfdAway.class})
    ProblemDetail notSealed(Refusal away) {
        return Problems.of(HttpStatus.SERVICE_UNAVAILABLE, away);
    }
}
