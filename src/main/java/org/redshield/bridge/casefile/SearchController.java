package org.redshield.bridge.casefile;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import lombok.RequiredArgsConstructor;
import org.redshield.bridge.Refusal;
import org.redshield.bridge.access.Caller;
import org.redshield.bridge.access.Problems;
import org.redshield.bridge.cases.CaseAccess;
import org.redshield.bridge.cases.Involvement;
import org.redshield.bridge.cases.Involvements;
import org.redshield.bridge.cases.search.CaseSearch;
import org.redshield.bridge.cases.search.CaseSearch.Because;
import org.redshield.bridge.cases.search.SearchIndex;
import org.redshield.bridge.cases.search.SearchWords;
import org.redshield.bridge.cases.search.Searchable.Kind;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** {@code /api/search}: clues and cases, shops and companies, letters of the caller's organisation, by any words in them. */
@RestController
@RequiredArgsConstructor
class SearchController {

    private static final int PAGE = 20;
    private static final int FIRST_FEW = 5;
    private static final int LAST_PAGE = 49;
    private static final int MOST_COUNTED = 100;

    private final CaseSearch search;
    private final SearchIndex index;
    private final SearchDatabase searches;
    private final Involvements involvements;

    @Schema(name = "SearchAnswer")
    record Answer(List<Group> groups) {}

    @Schema(name = "SearchGroup")
    record Group(
            Kind kind,
            String title,

            @Schema(description = "counted up to 100") int total,

            @Schema(description = "whether there are more than that")
            boolean beyond,

            int page,

            @Schema(description = "whether there is a next page")
            boolean more,

            List<Hit> hits) {}

    @Schema(name = "SearchHit")
    record Hit(
            String id,

            @Schema(description = "the case to which it leads; of a subject the newest")
            String caseNo,

            @Schema(description = "of a case its number, of a subject or a letter its name")
            String name,

            Optional<String> cause,
            String roleTitle,
            String stateTitle,

            @Schema(description = "whether the organisation still works on the case")
            boolean open,

            Instant at,

            @Schema(description = "which data the words stand in, with what is around them; personal numbers masked")
            List<Because> because,

            @Schema(description = "of a subject: what finds all its cases, and how many they are")
            Optional<Cases> cases) {}

    @Schema(name = "SearchCases")
    record Cases(String q, int total, boolean beyond) {}

    /**
     * @param q words with blanks between them, at most 100 characters; all must occur
     * @param kind of one list alone, a page of 20; else the first few of each
     * @param page from 0, at most 49
     */
    @Operation(
            summary = "Clues and cases, subjects and letters of the organisation, by any words in them, newest first")
    @GetMapping("/api/search")
    Answer search(
            @RequestParam(required = false) String q,
            @RequestParam(required = false) String kind,
            @RequestParam(defaultValue = "0") int page) {
        if (page < 0 || page > LAST_PAGE) {
            throw new Refusal("casefile.search-page-invalid", LAST_PAGE);
        }
        Optional<Kind> wanted =
                Optional.ofNullable(kind).filter(name -> !name.isBlank()).map(SearchController::kind);
        SearchWords words = SearchWords.of(q);
        Caller caller = Caller.current();
        if (!CaseAccess.doesCaseWork(caller)) {
            return new Answer(List.of());
        }
        index.catchUp(caller.tenant());
        return new Answer(wanted.map(Stream::of)
                .orElse(Arrays.stream(Kind.values()))
                .map(one ->
                        group(caller, one, words, wanted.isPresent() ? page : 0, wanted.isPresent() ? PAGE : FIRST_FEW))
                .toList());
    }

    private static Kind kind(String name) {
        return Arrays.stream(Kind.values())
                .filter(kind -> kind.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new Refusal(
                        "casefile.search-kind-unknown",
                        name,
                        Arrays.stream(Kind.values())
                                .map(kind -> kind.name() + "（" + kind.title() + "）")
                                .collect(Collectors.joining("、"))));
    }

    private Group group(Caller caller, Kind kind, SearchWords words, int page, int size) {
        CaseSearch.Found found =
                searches.ask(db -> search.find(db, caller.tenant(), kind, words, page * size, size, MOST_COUNTED));
        List<CaseSearch.Hit> hits = found.hits();
        // The same door as for the case itself: what the organisation does not stand in is not there.
        Map<String, List<Involvement>> mine =
                involvements
                        .ofCases(
                                hits.stream()
                                        .map(CaseSearch.Hit::caseNo)
                                        .distinct()
                                        .toList(),
                                caller.tenant())
                        .stream()
                        .collect(Collectors.groupingBy(Involvement::caseNo));
        Map<String, Integer> cases = kind == Kind.SUBJECT ? cases(caller, hits) : Map.of();
        return new Group(
                kind,
                kind.title(),
                found.total(),
                found.beyond(),
                page,
                found.more() && page < LAST_PAGE,
                hits.stream()
                        .filter(hit -> mine.containsKey(hit.caseNo()))
                        .map(hit -> hit(hit, mine.get(hit.caseNo()), cases))
                        .toList());
    }

    private Map<String, Integer> cases(Caller caller, List<CaseSearch.Hit> subjects) {
        List<String> numbers =
                subjects.stream().map(hit -> CaseSearch.number(hit.id())).toList();
        return searches.ask(db -> search.cases(db, caller.tenant(), numbers, MOST_COUNTED + 1));
    }

    private static Hit hit(CaseSearch.Hit hit, List<Involvement> mine, Map<String, Integer> cases) {
        Involvement leading = mine.get(0);
        String number = CaseSearch.number(hit.id());
        return new Hit(
                hit.id(),
                hit.caseNo(),
                hit.name(),
                mine.stream().flatMap(one -> one.cause().stream()).findFirst(),
                leading.standing().title(),
                leading.state().title(),
                mine.stream().anyMatch(Involvement::open),
                hit.at(),
                hit.because(),
                Optional.ofNullable(cases.get(number))
                        .map(times -> new Cases(number, Math.min(times, MOST_COUNTED), times > MOST_COUNTED)));
    }

    @ExceptionHandler
    ProblemDetail notNow(SearchDatabase.Unavailable unavailable) {
        return Problems.of(HttpStatus.SERVICE_UNAVAILABLE, unavailable);
    }
}
