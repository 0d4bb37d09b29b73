package org.redshield.bridge.platform.records;

import jakarta.servlet.http.HttpServletResponse;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import lombok.RequiredArgsConstructor;
import org.redshield.bridge.access.Attachment;
import org.redshield.bridge.access.Caller;
import org.redshield.bridge.access.Problems;
import org.redshield.bridge.access.audit.RecordsItself;
import org.redshield.bridge.access.audit.Watermark;
import org.redshield.bridge.access.idempotency.SentAgain;
import org.redshield.bridge.access.personal.Purpose;
import org.redshield.bridge.bureau.Organisations;
import org.redshield.bridge.bureau.PersonNames;
import org.redshield.bridge.platform.dataset.Dataset;
import org.redshield.bridge.platform.records.RecordQuestion.Kind;
import org.redshield.bridge.platform.request.DataRequest;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/**
 * The records that platforms sent, of one answer ({@code datasets/{requestNo}}) or of all answers of a kind in the
 * organisation's file of the case ({@code records/{dataset}}): pages, sums, a file, the archive.
 *
 * <p>Conditions are parameters named after columns: {@code status=} is equal, {@code title.contains=} part of a text,
 * {@code pay_time.from=} and {@code pay_time.to=} limits of times and amounts, both included; a day stands for all of it.
 */
@RestController
@RequestMapping("/api/cases/{caseNo}")
@RequiredArgsConstructor
class RecordController {

    private final CaseRecords records;
    private final PersonNames names;
    private final Organisations organisations;
    private final InstantSource clock;

    /** @param granted another organisation's answer, which came with a letter */
    record AnswerItem(
            String requestNo,
            String dataset,
            String title,
            boolean granted,
            long total,
            Optional<Instant> answeredAt,
            Optional<ArchiveItem> archived) {}

    record ArchiveItem(Instant at, String by, String digest) {}

    /**
     * @param mayUnmask whether the caller may read personal data, giving a purpose
     * @param purposes of which one is given as {@code purposeCode}
     */
    record Overview(
            String caseNo,
            boolean mayUnmask,
            List<Purpose.Item> purposes,
            boolean mayArchive,
            boolean mayRestore,
            List<AnswerItem> answers) {}

    record RowItem(String requestNo, long line, List<String> values) {}

    /**
     * @param answers whose records these are, the preferred one first where two have the same record
     * @param columns in the order of the rows' values
     * @param next {@code after} of the next page; absent on the last
     * @param total records in all, before any condition and with what overlapping answers have twice
     * @param deduplication how records that several answers have are found; absent where there is nothing to find
     */
    record Page(
            String caseNo,
            String dataset,
            String title,
            boolean masked,
            List<AnswerItem> answers,
            List<ColumnItem> columns,
            List<RowItem> rows,
            Optional<String> next,
            long total,
            Optional<String> deduplication) {}

    /** In yuan, exact to the fen; the average is rounded. */
    record AmountItem(
            String column,
            String title,
            long count,
            BigDecimal sum,
            BigDecimal min,
            BigDecimal max,
            BigDecimal average) {}

    record GroupItem(Optional<String> value, long count, List<AmountItem> amounts) {}

    /**
     * @param count records that meet the conditions
     * @param groupCount how many groups there are; {@code groups} holds the most frequent ones
     * @param otherCount records in groups that are not listed
     */
    record Summary(
            String caseNo,
            String dataset,
            String title,
            List<AnswerItem> answers,
            long count,
            List<AmountItem> amounts,
            Optional<ColumnItem> group,
            List<GroupItem> groups,
            long groupCount,
            long otherCount,
            Optional<String> deduplication) {}

    record ActItem(String requestNo, String title, long rows, String digest, Instant at, boolean changed) {}

    /** What there is to ask about, and what the caller may do. */
    @GetMapping("/records")
    Overview overview(@PathVariable String caseNo) {
        Caller caller = Caller.current();
        List<DataRequest> all = records.all(caller, caseNo);
        CaseRecords.Rights rights = records.rights(caller, caseNo);
        return new Overview(
                caseNo,
                rights.unmask(),
                Purpose.all(),
                rights.archive(),
                rights.restore(),
                answers(all, caller.tenant()));
    }

    /**
     * One page of an answer.
     *
     * @param parameters {@code size} (1 to 200, 50 if left out), {@code after} ({@code next} of the page before),
     *     {@code sort} and {@code order} ({@code asc}, {@code desc}), {@code masked=false} with {@code purposeCode} and {@code purpose};
     *     conditions
     */
    @RecordsItself
    @GetMapping("/datasets/{requestNo}/rows")
    Page rows(
            @PathVariable String caseNo,
            @PathVariable String requestNo,
            @RequestParam MultiValueMap<String, String> parameters) {
        return page(caseNo, List.of(records.one(Caller.current(), caseNo, requestNo)), parameters);
    }

    /** One page over all answers of a kind; see {@link #rows}. */
    @RecordsItself
    @GetMapping("/records/{dataset}")
    Page rowsOfCase(
            @PathVariable String caseNo,
            @PathVariable String dataset,
            @RequestParam MultiValueMap<String, String> parameters) {
        return page(caseNo, records.ofDataset(Caller.current(), caseNo, dataset), parameters);
    }

    /**
     * Number and sums of an answer's records.
     *
     * @param parameters {@code group}: a column by whose values, or days, the same is told apart, what is masked by pseudonyms;
     *     {@code top}: how many groups (1 to 400, 20 if left out); {@code amount}: the only column of which sums are wanted; {@code masked=false} with {@code purposeCode} and {@code purpose}; conditions
     */
    @GetMapping("/datasets/{requestNo}/rows/summary")
    Summary summary(
            @PathVariable String caseNo,
            @PathVariable String requestNo,
            @RequestParam MultiValueMap<String, String> parameters) {
        return sums(caseNo, List.of(records.one(Caller.current(), caseNo, requestNo)), parameters);
    }

    /** The same over all answers of a kind; see {@link #summary}. */
    @GetMapping("/records/{dataset}/summary")
    Summary summaryOfCase(
            @PathVariable String caseNo,
            @PathVariable String dataset,
            @RequestParam MultiValueMap<String, String> parameters) {
        return sums(caseNo, records.ofDataset(Caller.current(), caseNo, dataset), parameters);
    }

    /** An answer's records as a file (CSV, UTF-8), masked as the page is; parameters as there, without paging. */
    @RecordsItself(export = true)
    @GetMapping("/datasets/{requestNo}/rows.csv")
    void file(
            @PathVariable String caseNo,
            @PathVariable String requestNo,
            @RequestParam MultiValueMap<String, String> parameters,
            HttpServletResponse response)
            throws IOException {
        write(caseNo, List.of(records.one(Caller.current(), caseNo, requestNo)), parameters, requestNo, response);
    }

    /** The same over all answers of a kind; see {@link #file}. */
    @RecordsItself(export = true)
    @GetMapping("/records/{dataset}.csv")
    void fileOfCase(
            @PathVariable String caseNo,
            @PathVariable String dataset,
            @RequestParam MultiValueMap<String, String> parameters,
            HttpServletResponse response)
            throws IOException {
        List<DataRequest> of = records.ofDataset(Caller.current(), caseNo, dataset);
        write(caseNo, of, parameters, caseNo + "-" + dataset, response);
    }

    /** Takes the rows of the bureau's own answers out of the tables, once all work on the case is over. */
    @SentAgain(SentAgain.Way.STEPS)
    @PostMapping("/records/archive")
    List<ActItem> archive(@PathVariable String caseNo) {
        Caller caller = Caller.current();
        return acts(records.all(caller, caseNo), records.archive(caller, caseNo));
    }

    /** Brings the rows back from the sealed files. */
    @SentAgain(SentAgain.Way.STEPS)
    @PostMapping("/records/restore")
    List<ActItem> restore(@PathVariable String caseNo) {
        Caller caller = Caller.current();
        return acts(records.all(caller, caseNo), records.restore(caller, caseNo));
    }

    private Page page(String caseNo, List<DataRequest> of, Map<String, List<String>> parameters) {
        Caller caller = Caller.current();
        Dataset dataset = of.get(0).dataset();
        RecordQuestion question = RecordQuestion.read(dataset, Kind.PAGE, parameters);
        Records.Page page = records.page(caller, caseNo, of, question);
        return new Page(
                caseNo,
                dataset.name(),
                dataset.title(),
                question.masked(),
                answers(preferred(of), caller.tenant()),
                dataset.columns().stream().map(ColumnItem::of).toList(),
                page.rows().stream()
                        .map(row -> new RowItem(row.requestNo(), row.line(), row.values()))
                        .toList(),
                page.next(),
                page.total(),
                deduplication(of));
    }

    private Summary sums(String caseNo, List<DataRequest> of, Map<String, List<String>> parameters) {
        Caller caller = Caller.current();
        Dataset dataset = of.get(0).dataset();
        RecordQuestion question = RecordQuestion.read(dataset, Kind.SUMMARY, parameters);
        Records.Summary summary = records.summary(caller, caseNo, of, question);
        long listed = summary.groups().stream().mapToLong(Records.Group::count).sum();
        return new Summary(
                caseNo,
                dataset.name(),
                dataset.title(),
                answers(preferred(of), caller.tenant()),
                summary.count(),
                amounts(summary.amounts()),
                question.group().map(ColumnItem::of),
                summary.groups().stream()
                        .map(group -> new GroupItem(group.value(), group.count(), amounts(group.amounts())))
                        .toList(),
                summary.groupCount(),
                question.group().isPresent() ? summary.count() - listed : 0,
                deduplication(of));
    }

    private void write(
            String caseNo,
            List<DataRequest> of,
            Map<String, List<String>> parameters,
            String name,
            HttpServletResponse response)
            throws IOException {
        Caller caller = Caller.current();
        Dataset dataset = of.get(0).dataset();
        RecordQuestion question = RecordQuestion.read(dataset, Kind.EXPORT, parameters);
        records.requireRight(caller, caseNo, question);
        records.requireRows(of);
        records.recordExport(caller, caseNo, of, question);
        response.setContentType("text/csv; charset=UTF-8; header=present");
        Attachment.on(response, name + ".csv");
        // Written by this thread, as packages of evidence are; what breaks off is seen to be incomplete.
        RecordFile file = new RecordFile(
                new BufferedWriter(new OutputStreamWriter(response.getOutputStream(), StandardCharsets.UTF_8)),
                dataset,
                of.size() > 1);
        records.export(of, question, file);
        // Only at the end: closed earlier, half a file would look whole.
        file.complete(Watermark.of(
                names.of(caller.userId()),
                organisations.get(caller.organisation()).name(),
                clock.instant(),
                question.purpose().map(Purpose::words).orElse("办理案件 " + caseNo)));
    }

    /** The newest answer first. */
    static List<DataRequest> preferred(List<DataRequest> of) {
        return of.stream()
                .sorted(Comparator.comparing((DataRequest request) ->
                                request.times().answeredAt().orElse(Instant.EPOCH))
                        .reversed()
                        .thenComparing(DataRequest::requestNo))
                .toList();
    }

    /** Said only where there is more than one answer. */
    private static Optional<String> deduplication(List<DataRequest> of) {
        if (of.size() < 2) {
            return Optional.empty();
        }
        return Optional.of(CaseRecords.deduplication(of.get(0).dataset())
                .map(columns -> columns + "都相同的记录只计一次，取答复时间最近的一份")
                .orElse("各份答复的记录没有去重"));
    }

    private List<AnswerItem> answers(List<DataRequest> of, String tenant) {
        Map<String, Records.State> states = new HashMap<>();
        records.states(of).forEach(state -> states.put(state.requestNo(), state));
        return of.stream()
                .map(request -> new AnswerItem(
                        request.requestNo(),
                        request.dataset().name(),
                        request.dataset().title(),
                        !request.tenant().equals(tenant),
                        request.rows(),
                        request.tenant().equals(tenant) ? request.times().answeredAt() : Optional.empty(),
                        Optional.ofNullable(states.get(request.requestNo()))
                                .flatMap(Records.State::archived)
                                .map(archived ->
                                        new ArchiveItem(archived.at(), names.of(archived.by()), archived.digest()))))
                .toList();
    }

    private static List<AmountItem> amounts(List<Records.Amounts> amounts) {
        return amounts.stream()
                .map(one -> new AmountItem(
                        one.column().name(),
                        one.column().title(),
                        one.count(),
                        one.sum(),
                        one.min(),
                        one.max(),
                        one.average()))
                .toList();
    }

    private static List<ActItem> acts(List<DataRequest> all, List<RecordArchives.Act> acts) {
        Map<String, String> titles = new HashMap<>();
        all.forEach(request -> titles.put(request.requestNo(), request.dataset().title()));
        return acts.stream()
                .map(act -> new ActItem(
                        act.requestNo(), titles.get(act.requestNo()), act.rows(), act.digest(), act.at(), act.done()))
                .toList();
    }

    @ExceptionHandler
    ProblemDetail unusable(BadRecordQuestion question) {
        ProblemDetail problem = Problems.of(HttpStatus.BAD_REQUEST, question);
        problem.setProperty(
                "errors",
                question.faults().stream()
                        .map(fault -> Map.of(
                                "parameter", fault.parameter(),
                                "code", fault.refusal().code(),
                                "detail", fault.refusal().getMessage()))
                        .toList());
        return problem;
    }

    @ExceptionHandler
    ProblemDetail archived(RecordsArchived archived) {
        ProblemDetail problem = Problems.of(HttpStatus.CONFLICT, archived);
        problem.setProperty("archivedAt", archived.since());
        return problem;
    }

    @ExceptionHandler
    ProblemDetail notNow(RecordsUnavailable unavailable) {
        return Problems.of(HttpStatus.SERVICE_UNAVAILABLE, unavailable);
    }
}
