package org.redshield.bridge.auditor;

import jakarta.servlet.http.HttpServletResponse;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStreamWriter;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import lombok.RequiredArgsConstructor;
import org.redshield.bridge.ChinaTime;
import org.redshield.bridge.CsvFile;
import org.redshield.bridge.Refusal;
import org.redshield.bridge.access.Attachment;
import org.redshield.bridge.access.Caller;
import org.redshield.bridge.access.Forbidden;
import org.redshield.bridge.access.NotFound;
import org.redshield.bridge.access.Role;
import org.redshield.bridge.access.audit.AccessBatches;
import org.redshield.bridge.access.audit.Audit;
import org.redshield.bridge.access.audit.AuditAct;
import org.redshield.bridge.access.audit.AuditTrail;
import org.redshield.bridge.access.audit.AuditTrail.Place;
import org.redshield.bridge.access.audit.AuditTrail.Question;
import org.redshield.bridge.access.audit.AuditTrail.Row;
import org.redshield.bridge.access.audit.NotOnRecord;
import org.redshield.bridge.access.audit.OnRecord;
import org.redshield.bridge.access.audit.RecordsItself;
import org.redshield.bridge.access.audit.Watermark;
import org.redshield.bridge.access.idempotency.SentAgain;
import org.redshield.bridge.access.personal.Purpose;
import org.redshield.bridge.bureau.Organisations;
import org.redshield.bridge.bureau.PersonNames;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * The record, for auditors alone. What is looked for stands in the body and never in an address, for addresses are written
 * down on the way; each search and each export is itself on record.
 */
@RestController
@RequestMapping("/api/record")
@RequiredArgsConstructor
class AuditorController {

    private static final int PAGE = 100;
    private static final int MOST_EXPORTED = 100_000;
    private static final int PORTION = 5_000;

    private final AuditTrail trail;
    private final Audit audit;
    private final AuditorDatabase database;
    private final AccessBatches batches;
    private final RecordWork.Files files;
    private final PersonNames names;
    private final Organisations organisations;
    private final InstantSource clock;

    /**
     * What is looked for; what is left out limits nothing.
     *
     * @param person account
     * @param organisation code
     * @param kind an {@link AuditAct.Kind}
     * @param whose a person's telephone, name or number: who saw it as it is
     * @param from first day in China, {@code to} the last
     * @param before {@code next} of the page before
     */
    record Search(
            String person,
            String organisation,
            String caseNo,
            String kind,
            String whose,
            String from,
            String to,
            String before) {}

    record KindItem(String code, String title) {}

    record Item(
            Instant at,
            String user,
            String name,
            String roles,
            String organisation,
            String kind,
            String act,
            String operation,
            String caseNo,
            String subject,
            String detail,
            String purpose,
            String source,
            int times) {}

    /** @param next of the next page; absent on the last */
    record Page(List<Item> rows, Optional<String> next) {}

    @NotOnRecord
    @GetMapping("/kinds")
    List<KindItem> kinds() {
        requireAuditor();
        return Stream.of(AuditAct.Kind.values())
                .map(kind -> new KindItem(kind.name(), kind.title()))
                .toList();
    }

    @RecordsItself
    @SentAgain(SentAgain.Way.READS)
    @PostMapping("/search")
    Page search(@RequestBody Search search) {
        Caller caller = requireAuditor();
        Question question = question(search);
        onRecord(caller, AuditAct.RECORD_SEARCH, search);
        List<Row> rows = database.ask(db -> trail.search(db, question, PAGE + 1));
        List<Row> page = rows.size() > PAGE ? rows.subList(0, PAGE) : rows;
        return new Page(
                items(page),
                Optional.of(page)
                        .filter(some -> rows.size() > PAGE)
                        .map(some -> some.get(some.size() - 1))
                        .map(last -> last.at() + "_" + last.id()));
    }

    /** The same as a file (CSV, UTF-8), at most 100,000 rows. */
    @RecordsItself(export = true)
    @SentAgain(SentAgain.Way.READS)
    @PostMapping("/export")
    void export(@RequestBody Search search, HttpServletResponse response) throws IOException {
        Caller caller = requireAuditor();
        Question question = question(search);
        onRecord(caller, AuditAct.RECORD_EXPORT, search);
        response.setContentType("text/csv; charset=UTF-8; header=present");
        Attachment.on(response, "审计记录.csv");
        BufferedWriter out =
                new BufferedWriter(new OutputStreamWriter(response.getOutputStream(), StandardCharsets.UTF_8));
        CsvFile csv = new CsvFile(out);
        csv.row(List.of("时间", "账号", "姓名", "角色", "单位", "类别", "行为", "途径", "案件编号", "对象", "说明", "用途", "来源地址", "次数"));
        Question rest = question;
        int written = 0;
        for (List<Row> rows = next(rest); !rows.isEmpty() && written < MOST_EXPORTED; rows = next(rest)) {
            for (Item item : items(rows)) {
                csv.row(cells(item));
            }
            written += rows.size();
            Row last = rows.get(rows.size() - 1);
            rest = after(question, new Place(last.at(), last.id()));
            if (rows.size() < PORTION) {
                break;
            }
        }
        csv.row(List.of(Watermark.of(names.of(caller.userId()), "", clock.instant(), "审计")));
        csv.complete();
    }

    private List<Row> next(Question question) {
        return database.ask(db -> trail.search(db, question, PORTION));
    }

    private static List<Object> cells(Item item) {
        return Arrays.asList(
                ChinaTime.moment(item.at()),
                item.user(),
                item.name(),
                item.roles(),
                item.organisation(),
                item.kind(),
                item.act(),
                item.operation(),
                item.caseNo(),
                item.subject(),
                item.detail(),
                item.purpose(),
                item.source(),
                item.times());
    }

    /** Files that took the place of rows, the newest first. */
    @OnRecord(AuditAct.CONFIGURATION_READ)
    @GetMapping("/archives")
    List<AccessBatches.Archived> archives() {
        requireAuditor();
        return batches.archived();
    }

    /** Such a file: for each batch a line with its number and how many rows follow, then the rows as JSON. */
    @OnRecord(AuditAct.RECORD_EXPORT)
    @GetMapping("/archives/{sha256}")
    void archive(@PathVariable String sha256, HttpServletResponse response) throws IOException {
        requireAuditor();
        if (batches.archived().stream().noneMatch(one -> one.sha256().equals(sha256))) {
            throw new NotFound("auditor.unknown-archive");
        }
        try (InputStream in = files.open(sha256)) {
            response.setContentType(MediaType.APPLICATION_OCTET_STREAM_VALUE);
            Attachment.on(response, "审计记录-" + sha256.substring(0, 8) + ".jsonl");
            in.transferTo(response.getOutputStream());
        }
    }

    private static Caller requireAuditor() {
        Caller caller = Caller.current();
        if (!caller.hasRole(Role.AUDITOR.group(), "camunda-admin")) {
            throw new Forbidden("auditor.only-auditors");
        }
        return caller;
    }

    /** By what was looked for, and for which case; for whose data as a keyed hash. */
    private void onRecord(Caller caller, AuditAct act, Search search) {
        Map<String, String> said = new HashMap<>();
        said.put("人员", search.person());
        said.put("单位", search.organisation());
        said.put("类别", search.kind());
        said.put("时间", given(search.from()).or(() -> given(search.to())).orElse(null));
        List<String> by = new ArrayList<>();
        said.forEach((name, value) -> given(value).ifPresent(some -> by.add(name)));
        given(search.whose()).ifPresent(some -> by.add("谁的信息"));
        given(search.caseNo()).ifPresent(some -> by.add("案件"));
        audit.searched(
                caller,
                act,
                given(search.caseNo()).orElse(null),
                given(search.person()).orElse(null),
                by.isEmpty() ? "全部" : "按 " + by.stream().sorted().collect(Collectors.joining("、")),
                given(search.whose()));
    }

    private static Optional<String> given(String text) {
        return Optional.ofNullable(text).map(String::strip).filter(some -> !some.isEmpty());
    }

    private static Question question(Search search) {
        try {
            return new Question(
                    given(search.person()),
                    given(search.organisation()),
                    given(search.caseNo()),
                    given(search.kind()).map(AuditAct.Kind::valueOf),
                    given(search.whose()),
                    given(search.from()).map(day -> ChinaTime.startOf(LocalDate.parse(day))),
                    given(search.to())
                            .map(day -> ChinaTime.startOf(LocalDate.parse(day).plusDays(1))),
                    given(search.before()).map(place -> {
                        int cut = place.lastIndexOf('_');
                        return new Place(
                                Instant.parse(place.substring(0, cut)), Long.parseLong(place.substring(cut + 1)));
                    }));
        } catch (IllegalArgumentException | DateTimeParseException | IndexOutOfBoundsException e) {
            throw new Refusal("auditor.search-invalid");
        }
    }

    private static Question after(Question question, Place place) {
        return new Question(
                question.user(),
                question.tenant(),
                question.caseNo(),
                question.kind(),
                question.whose(),
                question.from(),
                question.to(),
                Optional.of(place));
    }

    private List<Item> items(List<Row> rows) {
        Map<String, String> people = names.of(of(rows, Row::user));
        Map<String, String> bureaus = organisations.names(of(rows, Row::tenant));
        Map<String, String> purposes =
                Purpose.all().stream().collect(Collectors.toMap(Purpose.Item::code, Purpose.Item::title));
        return rows.stream()
                .map(row -> {
                    // A release that is gone may have known an act that this one does not.
                    Optional<AuditAct> act = Stream.of(AuditAct.values())
                            .filter(one -> one.name().equals(row.act()))
                            .findFirst();
                    return new Item(
                            row.at(),
                            row.user(),
                            row.user() == null ? "未登录" : people.get(row.user()),
                            RolesOfRow.titles(row.roles()),
                            row.tenant() == null ? null : bureaus.getOrDefault(row.tenant(), row.tenant()),
                            act.map(AuditAct::kind).map(AuditAct.Kind::title).orElse(null),
                            act.map(AuditAct::title).orElse(row.act()),
                            row.operation(),
                            row.caseNo(),
                            row.subject(),
                            row.detail(),
                            row.purpose() == null
                                    ? null
                                    : Stream.of(purposes.get(row.purposeCode()), row.purpose())
                                            .filter(Objects::nonNull)
                                            .collect(Collectors.joining("：")),
                            row.source(),
                            row.times());
                })
                .toList();
    }

    private static Set<String> of(List<Row> rows, java.util.function.Function<Row, String> what) {
        return rows.stream().map(what).filter(Objects::nonNull).collect(Collectors.toSet());
    }
}
