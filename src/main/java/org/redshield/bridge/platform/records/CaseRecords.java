package org.redshield.bridge.platform.records;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import lombok.RequiredArgsConstructor;
import org.redshield.bridge.Refusal;
import org.redshield.bridge.access.Caller;
import org.redshield.bridge.access.Forbidden;
import org.redshield.bridge.access.NotFound;
import org.redshield.bridge.access.audit.Audit;
import org.redshield.bridge.access.audit.AuditAct;
import org.redshield.bridge.access.personal.Mask;
import org.redshield.bridge.cases.CaseAccess;
import org.redshield.bridge.cases.Involvements;
import org.redshield.bridge.cases.Unmasking;
import org.redshield.bridge.evidence.Custody;
import org.redshield.bridge.evidence.CustodyKind;
import org.redshield.bridge.evidence.Evidences;
import org.redshield.bridge.platform.dataset.Dataset;
import org.redshield.bridge.platform.dataset.DatasetColumn;
import org.redshield.bridge.platform.request.DataRequest;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Who of a case may ask what of its records, and what of it is written down before it is shown. */
@Service
@RequiredArgsConstructor
class CaseRecords {

    private static final String[] READS = {"officer", "unitHead", "bureauHead", "chiefHead", "reviewer", "supervisor"};
    private static final String ARCHIVES = "bureauHead";
    private static final String[] RESTORES = {"officer", "bureauHead"};

    private final CaseAccess access;
    private final Involvements involvements;
    private final Unmasking unmasking;
    private final HeldInTables held;
    private final Records records;
    private final RecordArchives archives;
    private final Evidences evidences;
    private final Custody custody;
    private final Audit audit;
    private final AnswersInUse inUse;

    /** What the caller may do with the records of the case. */
    record Rights(boolean unmask, boolean archive, boolean restore) {}

    /** Everything of the case with records, one's own first. @throws NotFound casefile.unknown-case */
    List<DataRequest> all(Caller caller, String caseNo) {
        if (!caller.hasRole(READS)) {
            throw new NotFound("casefile.unknown-case", caseNo);
        }
        access.require(caller, caseNo);
        return held.ofCase(caseNo, caller.tenant());
    }

    /** @throws NotFound casefile.unknown-dataset, also for one of others */
    DataRequest one(Caller caller, String caseNo, String requestNo) {
        return all(caller, caseNo).stream()
                .filter(request -> request.requestNo().equals(requestNo))
                .findFirst()
                .orElseThrow(() -> new NotFound("casefile.unknown-dataset"));
    }

    /** All answers of one kind. @throws NotFound casefile.unknown-dataset */
    List<DataRequest> ofDataset(Caller caller, String caseNo, String code) {
        List<DataRequest> found = all(caller, caseNo).stream()
                .filter(request -> request.dataset().name().equals(code))
                .toList();
        if (found.isEmpty()) {
            throw new NotFound("casefile.unknown-dataset");
        }
        return found;
    }

    Rights rights(Caller caller, String caseNo) {
        return new Rights(
                unmasking.allowed(caller, caseNo),
                caller.hasRole(ARCHIVES) && !involvements.open(caseNo, caller.tenant()),
                caller.hasRole(RESTORES));
    }

    /** @throws Forbidden casefile.unmasked-not-allowed */
    void requireRight(Caller caller, String caseNo, RecordQuestion question) {
        if (!question.masked()) {
            unmasking.require(caller, caseNo);
        }
    }

    /** One page, shown only after it is on record who saw it. */
    @Transactional
    Records.Page page(Caller caller, String caseNo, List<DataRequest> of, RecordQuestion question) {
        requireRight(caller, caseNo, question);
        Records.Page page = records.page(of, question);
        for (DataRequest request : of) {
            List<Long> lines = page.rows().stream()
                    .filter(row -> row.requestNo().equals(request.requestNo()))
                    .map(Records.Row::line)
                    .toList();
            // That somebody is not among the rows tells of a person too.
            if (!lines.isEmpty() || !question.masked()) {
                AuditAct what = question.masked() ? AuditAct.DATASET_ROWS : AuditAct.DATASET_ROWS_UNMASKED;
                audit.record(
                        caller,
                        caseNo,
                        what,
                        request.requestNo(),
                        question.purpose(),
                        question.masked() ? List.of() : personal(page, request));
                if (!question.masked()) {
                    inCustody(caller, request, Optional.of(lines), CustodyKind.VIEWED, question);
                }
            }
        }
        return page;
    }

    /** What of the page is masked otherwise. */
    private static List<String> personal(Records.Page page, DataRequest request) {
        List<DatasetColumn> columns = request.dataset().columns();
        return page.rows().stream()
                .filter(row -> row.requestNo().equals(request.requestNo()))
                .flatMap(row -> IntStream.range(0, columns.size())
                        .filter(column -> columns.get(column).mask() != Mask.NONE)
                        .mapToObj(column -> row.values().get(column)))
                .filter(Objects::nonNull)
                .toList();
    }

    /** Sums tell nothing of a person, unless the conditions do. */
    @Transactional
    Records.Summary summary(Caller caller, String caseNo, List<DataRequest> of, RecordQuestion question) {
        requireRight(caller, caseNo, question);
        Records.Summary summary = records.summary(of, question);
        if (question.masked()
                && question.group().filter(by -> by.mask() != Mask.NONE).isPresent()) {
            of.forEach(request ->
                    audit.record(caller, caseNo, AuditAct.DATASET_ROWS, request.requestNo(), question.purpose()));
        }
        if (!question.masked()) {
            of.forEach(request -> {
                audit.record(caller, caseNo, AuditAct.DATASET_ROWS_UNMASKED, request.requestNo(), question.purpose());
                inCustody(caller, request, Optional.empty(), CustodyKind.VIEWED, question);
            });
        }
        return summary;
    }

    /** Before the first byte goes out. */
    @Transactional
    void recordExport(Caller caller, String caseNo, List<DataRequest> of, RecordQuestion question) {
        AuditAct what = question.masked() ? AuditAct.DATASET_EXPORT : AuditAct.DATASET_EXPORT_UNMASKED;
        of.forEach(request -> {
            audit.record(caller, caseNo, what, request.requestNo(), question.purpose());
            inCustody(caller, request, Optional.empty(), CustodyKind.EXPORTED, question);
        });
    }

    /** @throws RecordsArchived before anything is written */
    void requireRows(List<DataRequest> of) {
        records.requireRows(of);
    }

    void export(List<DataRequest> of, RecordQuestion question, Records.Sink sink) {
        records.export(of, question, sink);
    }

    private void inCustody(
            Caller caller,
            DataRequest request,
            Optional<Collection<Long>> lines,
            CustodyKind kind,
            RecordQuestion question) {
        Map<String, String> detail = new TreeMap<>(
                Map.of("requestNo", request.requestNo(), "records", question.masked() ? "MASKED" : "UNMASKED"));
        question.purpose().ifPresent(purpose -> detail.putAll(purpose.detail()));
        for (UUID file : records.evidence(request.requestNo(), lines)) {
            custody.record(evidences.find(file).orElseThrow(), kind, Custody.Actor.of(caller), detail);
        }
    }

    /**
     * Archives the records of the bureau's own answers in the case.
     *
     * @throws Forbidden casefile.archive-not-allowed
     * @throws Refusal casefile.archive-case-open, casefile.archive-nothing; see {@link RecordArchives#archive}
     */
    List<RecordArchives.Act> archive(Caller caller, String caseNo) {
        List<DataRequest> own = all(caller, caseNo).stream()
                .filter(request -> request.tenant().equals(caller.tenant()))
                .toList();
        if (!caller.hasRole(ARCHIVES)) {
            throw new Forbidden("casefile.archive-not-allowed");
        }
        if (own.isEmpty()) {
            throw new Refusal("casefile.archive-nothing");
        }
        if (!inUse.isOver(caseNo, caller.tenant(), own)) {
            throw new Refusal("casefile.archive-case-open");
        }
        Custody.Actor actor = new Custody.Actor(caller.userId(), caller.tenant());
        return own.stream().map(request -> archives.archive(request, actor)).toList();
    }

    /**
     * Brings back the records of all answers that the caller's organisation has in the case, also of those that came with
     * a letter: it takes nothing from anybody.
     *
     * @throws Forbidden casefile.restore-not-allowed
     * @throws Refusal casefile.restore-nothing; see {@link RecordArchives#restore}
     */
    List<RecordArchives.Act> restore(Caller caller, String caseNo) {
        List<DataRequest> visible = all(caller, caseNo);
        if (!caller.hasRole(RESTORES)) {
            throw new Forbidden("casefile.restore-not-allowed");
        }
        if (visible.isEmpty()) {
            throw new Refusal("casefile.restore-nothing");
        }
        Custody.Actor actor = new Custody.Actor(caller.userId(), caller.tenant());
        return visible.stream().map(request -> archives.restore(request, actor)).toList();
    }

    List<Records.State> states(List<DataRequest> of) {
        return records.states(of.stream().map(DataRequest::requestNo).toList());
    }

    /** By which columns two answers' records are found to be the same, as an officer reads it. */
    static Optional<String> deduplication(Dataset dataset) {
        return dataset.identity().isEmpty()
                ? Optional.empty()
                : Optional.of(dataset.identity().stream()
                        .map(name -> dataset.column(name).orElseThrow().title())
                        .collect(Collectors.joining("、")));
    }
}
