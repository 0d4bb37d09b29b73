package org.redshield.bridge.casefile;

import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.redshield.bridge.access.Caller;
import org.redshield.bridge.assistance.AssistanceCases;
import org.redshield.bridge.assistance.AssistanceCases.CaseView;
import org.redshield.bridge.assistance.AssistanceHandling;
import org.redshield.bridge.assistance.AssistanceRequest;
import org.redshield.bridge.assistance.CaseAct;
import org.redshield.bridge.assistance.DataPeriod;
import org.redshield.bridge.assistance.Draft;
import org.redshield.bridge.assistance.Finding;
import org.redshield.bridge.assistance.LegalBasis;
import org.redshield.bridge.bureau.Officer;
import org.redshield.bridge.bureau.OfficerDirectory;
import org.redshield.bridge.bureau.Organisation;
import org.redshield.bridge.bureau.Organisations;
import org.redshield.bridge.cases.FurtherFields;
import org.redshield.bridge.deadline.CaseDeadline;
import org.redshield.bridge.deadline.CaseDeadlines;
import org.redshield.bridge.deadline.Clock;
import org.redshield.bridge.deadline.ClockService;
import org.redshield.bridge.deadline.ClockState;
import org.redshield.bridge.deadline.ClockTerms;
import org.redshield.bridge.deadline.DeadlineCalculator;
import org.redshield.bridge.deadline.Extension;
import org.redshield.bridge.deadline.ExtensionRule;
import org.redshield.bridge.deadline.Pause;
import org.redshield.bridge.deadline.Remaining;
import org.redshield.bridge.disposition.DispositionTarget;
import org.redshield.bridge.disposition.DispositionView;
import org.redshield.bridge.disposition.Dispositions;
import org.redshield.bridge.disposition.Outcome;
import org.redshield.bridge.engine.FurtherInput;
import org.redshield.bridge.evidence.Evidence;
import org.redshield.bridge.evidence.Evidences;
import org.redshield.bridge.letter.LetterView;
import org.redshield.bridge.letter.Letters;
import org.redshield.bridge.letter.Receipt;
import org.redshield.bridge.letter.ReceiptStage;
import org.redshield.bridge.platform.AnswerPage;
import org.redshield.bridge.platform.Approver;
import org.redshield.bridge.platform.DataRequest;
import org.redshield.bridge.platform.DataRequests;
import org.redshield.bridge.platform.Dataset;
import org.redshield.bridge.platform.Dialogue;
import org.redshield.bridge.platform.Dialogues;
import org.redshield.bridge.platform.Mask;
import org.redshield.bridge.platform.Records;
import org.redshield.bridge.platform.RefusalReason;
import org.redshield.bridge.platform.TierDecision;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Puts case files together. */
@Service
class CaseFiles {

    private static final int FIRST_ROWS = 10;

    private final CaseAccess access;
    private final AssistanceCases cases;
    private final Letters letters;
    private final ClockService clocks;
    private final CaseDeadlines caseDeadlines;
    private final DataRequests dataRequests;
    private final Dialogues dialogues;
    private final Records records;
    private final Evidences evidences;
    private final Dispositions dispositions;
    private final FurtherFields furtherFields;
    private final Organisations organisations;
    private final OfficerDirectory officers;
    private final DeadlineCalculator calculator;
    private final AccessLog accessLog;
    private final UploadSettings uploads;
    private final JdbcClient jdbc;
    private final InstantSource time;

    CaseFiles(
            CaseAccess access,
            AssistanceCases cases,
            Letters letters,
            ClockService clocks,
            CaseDeadlines caseDeadlines,
            DataRequests dataRequests,
            Dialogues dialogues,
            Records records,
            Evidences evidences,
            Dispositions dispositions,
            FurtherFields furtherFields,
            Organisations organisations,
            OfficerDirectory officers,
            DeadlineCalculator calculator,
            AccessLog accessLog,
            UploadSettings uploads,
            JdbcClient jdbc,
            InstantSource time) {
        this.access = access;
        this.cases = cases;
        this.letters = letters;
        this.clocks = clocks;
        this.caseDeadlines = caseDeadlines;
        this.dataRequests = dataRequests;
        this.dialogues = dialogues;
        this.records = records;
        this.evidences = evidences;
        this.dispositions = dispositions;
        this.furtherFields = furtherFields;
        this.organisations = organisations;
        this.officers = officers;
        this.calculator = calculator;
        this.accessLog = accessLog;
        this.uploads = uploads;
        this.jdbc = jdbc;
        this.time = time;
    }

    /**
     * The case for the caller's organisation. Rows of datasets are masked, and that they were shown is on record.
     *
     * @throws org.redshield.bridge.access.NotFound {@code casefile.unknown-case}, also for a case of others
     */
    @Transactional
    CaseFile get(Caller caller, String caseNo) {
        List<Involvement> mine = access.require(caller, caseNo);
        String tenant = caller.tenant();
        Involvement first = leading(mine);
        List<CaseDeadlines.Entry> registered = caseDeadlines.ofCase(caseNo, tenant);
        List<Clock> measured = clocks.byCase(caseNo, tenant);
        Map<UUID, ClockTerms> terms = clocks.terms(measured);
        Optional<CaseView> view = cases.get(caseNo, tenant);
        List<LetterView> exchanged = letters.ofCase(caseNo, tenant);
        List<Evidence> sealed = evidence(caseNo, tenant, exchanged);
        List<DispositionView> own = dispositions.ofCase(caseNo, tenant);
        List<FurtherFields.Submission> further = furtherFields.ofCase(caseNo, tenant);
        return new CaseFile(
                caseNo,
                first.role().name(),
                first.role().title(),
                summary(first, view),
                phases(first, view, exchanged, own),
                measured.stream()
                        .map(clock -> clock(clock, terms.get(clock.id()), of(clock, registered)))
                        .toList(),
                exchanged.stream().map(letter -> letter(letter, tenant)).toList(),
                datasets(caller, caseNo, sealed),
                view.map(CaseView::findings).orElse(List.of()).stream()
                        .map(this::finding)
                        .toList(),
                sealed.stream().map(evidence -> item(evidence, tenant)).toList(),
                own.stream().map(CaseFiles::disposition).toList(),
                milestones(view, own, Stream.concat(acts(measured, registered), steps(further))),
                further.stream().map(this::further).toList(),
                new CaseFile.Upload(
                        CaseAccess.mayAddFiles(caller, mine), uploads.maxBytes().toBytes(), FileType.extensions()));
    }

    /** A case of deadlines only is told by one that is still open, or else by the last. */
    private static Involvement leading(List<Involvement> mine) {
        Involvement first = mine.get(0);
        return first.role() == Involvement.Role.OWNER
                ? mine.stream().filter(Involvement::open).findFirst().orElse(mine.get(mine.size() - 1))
                : first;
    }

    private static Optional<CaseDeadlines.Entry> of(Clock clock, List<CaseDeadlines.Entry> registered) {
        return registered.stream()
                .filter(entry -> entry.deadline().clockId().equals(clock.id()))
                .findFirst();
    }

    private static CaseFile.Summary summary(Involvement first, Optional<CaseView> view) {
        Optional<AssistanceRequest> request = view.flatMap(CaseView::request);
        Optional<AssistanceHandling> handling = view.flatMap(CaseView::handling);
        Optional<Draft> draft = request.map(AssistanceRequest::draft);
        Optional<AssistanceHandling.RequestedFacts> asked = handling.map(AssistanceHandling::asked);
        Optional<DataPeriod> period =
                draft.flatMap(Draft::period).or(() -> asked.flatMap(AssistanceHandling.RequestedFacts::period));
        Set<String> datasets = draft.map(Draft::datasets)
                .or(() -> asked.map(AssistanceHandling.RequestedFacts::datasets))
                .orElse(Set.of());
        return new CaseFile.Summary(
                first.state(),
                first.stateTitle(),
                first.cause(),
                first.sourceNo(),
                first.shopId(),
                draft.flatMap(Draft::creditCode).or(() -> asked.flatMap(AssistanceHandling.RequestedFacts::creditCode)),
                first.platform(),
                first.platformName().or(first::platform),
                first.counterpart(),
                first.counterpartName().or(first::counterpart),
                draft.map(d -> d.route().title()),
                draft.map(Draft::purpose).or(() -> asked.map(AssistanceHandling.RequestedFacts::purpose)),
                draft.map(d -> d.basis().citation()).or(() -> asked.map(facts -> citation(facts.basis()))),
                draft.flatMap(Draft::questions).or(() -> asked.flatMap(AssistanceHandling.RequestedFacts::questions)),
                datasets.stream().map(CaseFiles::datasetTitle).toList(),
                period.map(DataPeriod::from),
                period.map(DataPeriod::to),
                first.since(),
                first.changedAt());
    }

    /** A letter may come from an installation that knows more provisions than this one. */
    private static String citation(String basis) {
        return Arrays.stream(LegalBasis.values())
                .filter(known -> known.name().equals(basis))
                .map(LegalBasis::citation)
                .findFirst()
                .orElse(basis);
    }

    private static String datasetTitle(String code) {
        return Dataset.of(code).map(Dataset::title).orElse(code.equals(Draft.AGGREGATE_SALES) ? "汇总销售数据" : code);
    }

    private static List<CaseFile.Phase> phases(
            Involvement first, Optional<CaseView> view, List<LetterView> exchanged, List<DispositionView> own) {
        Optional<Instant> directAt = view.map(CaseView::milestones).orElse(List.of()).stream()
                .filter(milestone -> milestone.what().equals(CaseAct.DIRECT_DATA_ORDERED.name()))
                .map(AssistanceCases.Milestone::at)
                .findFirst();
        return Phases.of(
                view.map(CaseView::phases).orElse(List.of()),
                first.since(),
                directAt,
                exchanged,
                own.stream().map(one -> one.disposition().stage()).toList());
    }

    private CaseFile.ClockView clock(Clock clock, ClockTerms terms, Optional<CaseDeadlines.Entry> registered) {
        Instant now = time.instant();
        boolean ended = clock.endedAt().isPresent();
        Optional<Remaining> remaining = ended || clock.state() == ClockState.PAUSED
                ? Optional.empty()
                : Optional.of(Remaining.until(clock.dueAt(), now, calculator));
        boolean overdue = clock.state() == ClockState.MISSED
                || remaining.map(Remaining::overdue).orElse(false);
        return new CaseFile.ClockView(
                clock.id(),
                clock.kind(),
                clock.title(),
                clock.citation(),
                clock.state().name(),
                title(clock.state(), ended, overdue),
                clock.startedAt(),
                clock.dueAt(),
                day(clock.dueAt()),
                clock.provisional(),
                clock.explanation(),
                remaining,
                overdue,
                clock.endedAt(),
                clock.endReason(),
                registered.map(entry -> entry.deadline().ground()),
                registered.flatMap(entry -> entry.deadline().ask()).map(ask -> asked(ask, clock)),
                terms.pauses().stream().map(this::pause).toList(),
                terms.extensions().stream().map(this::extension).toList());
    }

    private CaseFile.PauseItem pause(Pause pause) {
        return new CaseFile.PauseItem(
                pause.event().label(),
                day(pause.from()),
                pause.until().map(CaseFiles::day),
                pause.reason(),
                pause.citation(),
                name(pause.by()));
    }

    private CaseFile.ExtensionItem extension(Extension extension) {
        return new CaseFile.ExtensionItem(
                extension
                        .by()
                        .map(by -> "延长 " + by.label())
                        .or(() -> extension.newDueAt().map(at -> "延至 " + day(at)))
                        .orElseThrow(),
                extension.ground(),
                extension.citation(),
                extension.approvedBy().map(this::name),
                extension.at());
    }

    private String asked(CaseDeadline.Ask ask, Clock clock) {
        String length = ask.until()
                .map(until -> "延至 " + until)
                .or(() -> clock.extension().flatMap(ExtensionRule::by).map(by -> "延长 " + by.label()))
                .orElse("延期");
        return name(ask.by()) + "申请" + length + "：" + ask.reason();
    }

    private static LocalDate day(Instant at) {
        return at.atZone(DeadlineCalculator.ZONE).toLocalDate();
    }

    private Stream<CaseFile.Milestone> acts(List<Clock> measured, List<CaseDeadlines.Entry> registered) {
        return measured.stream().flatMap(clock -> of(clock, registered).stream()
                .flatMap(entry -> entry.done().stream())
                .map(done -> new CaseFile.Milestone(
                        done.act().name(),
                        done.act().title() + "（" + clock.title() + "）",
                        done.at(),
                        false,
                        done.by().map(this::name),
                        done.note())));
    }

    /** What was decided in steps that a modeler added. */
    private Stream<CaseFile.Milestone> steps(List<FurtherFields.Submission> further) {
        return further.stream().flatMap(one -> one.outcome().stream()
                .map(outcome -> new CaseFile.Milestone(
                        one.form(),
                        one.step() + "：" + outcome,
                        one.at(),
                        false,
                        Optional.of(name(one.by())),
                        Optional.empty())));
    }

    private CaseFile.FurtherItem further(FurtherFields.Submission one) {
        return new CaseFile.FurtherItem(
                one.subject(),
                one.form(),
                one.step(),
                name(one.by()),
                one.at(),
                one.entries().stream().map(CaseFiles::furtherField).toList());
    }

    /** 补充信息 as it leaves with the case: a line for each submission, unmasked as the files beside it. */
    String furtherInWords(String caseNo, String tenant) {
        return furtherFields.ofCase(caseNo, tenant).stream()
                .map(one -> "  %s　%s　%s　%s%n"
                        .formatted(
                                one.step(),
                                name(one.by()),
                                one.at().atZone(DeadlineCalculator.ZONE).truncatedTo(ChronoUnit.SECONDS),
                                one.entries().stream()
                                        .map(entry -> entry.label() + "："
                                                + entry.value().replaceAll("\\R", " "))
                                        .collect(Collectors.joining("；"))))
                .collect(Collectors.joining());
    }

    private static CaseFile.FurtherField furtherField(FurtherInput.Entry entry) {
        String shown = entry.mask()
                .map(mask -> Mask.named(mask).apply(entry.value()))
                .orElseGet(() -> Mask.numbersIn(entry.value()));
        return new CaseFile.FurtherField(entry.key(), entry.label(), shown, !shown.equals(entry.value()));
    }

    private static String title(ClockState state, boolean ended, boolean overdue) {
        return switch (state) {
            case RUNNING -> overdue ? "已逾期" : "计时中";
            case PAUSED -> "中止中";
            case MET -> "按期完成";
            case MISSED -> ended ? "逾期完成" : "已逾期";
            case CANCELLED -> "已取消";
        };
    }

    private static CaseFile.LetterItem letter(LetterView letter, String tenant) {
        return new CaseFile.LetterItem(
                letter.id(),
                letter.type().name(),
                letter.title(),
                letter.number(),
                letter.subject(),
                letter.sender(),
                letter.senderName(),
                letter.receiver(),
                letter.receiverName(),
                letter.sender().equals(tenant),
                letter.issuedAt(),
                letter.receipts().stream().map(CaseFiles::receipt).toList(),
                letter.paragraphs().stream()
                        .map(paragraph -> new CaseFile.ParagraphItem(paragraph.heading(), paragraph.text()))
                        .toList(),
                letter.evidence());
    }

    private static CaseFile.ReceiptItem receipt(Receipt receipt) {
        return new CaseFile.ReceiptItem(receipt.stage().name(), title(receipt.stage()), receipt.at());
    }

    private static String title(ReceiptStage stage) {
        return switch (stage) {
            case SUBMITTED -> "已提交";
            case RELAYED -> "转递中";
            case DELIVERED -> "送达";
            case ACKNOWLEDGED -> "签收";
            case READ -> "已阅";
        };
    }

    /** What the organisation obtained itself, and what letters delivered to it list. */
    private List<Evidence> evidence(String caseNo, String tenant, List<LetterView> exchanged) {
        List<Evidence> own = evidences.ofCase(caseNo, tenant);
        Set<UUID> known = new HashSet<>();
        own.forEach(evidence -> known.add(evidence.id()));
        Stream<Evidence> granted = exchanged.stream()
                .filter(letter -> letter.receiver().equals(tenant))
                .flatMap(letter -> letter.evidence().stream())
                .filter(known::add)
                .flatMap(id -> evidences.find(id).stream());
        return Stream.concat(own.stream(), granted)
                .sorted(Comparator.comparing(Evidence::receivedAt))
                .toList();
    }

    /** The same, for who has only the case. */
    List<Evidence> evidenceOf(String caseNo, String tenant) {
        return evidence(caseNo, tenant, letters.ofCase(caseNo, tenant));
    }

    CaseFile.EvidenceItem item(Evidence evidence, String tenant) {
        return new CaseFile.EvidenceItem(
                evidence.id(),
                evidence.subjectId(),
                evidence.name(),
                evidence.mediaType(),
                evidence.bytes(),
                evidence.sha256(),
                evidence.seal().map(Evidence.Seal::sm3),
                evidence.source(),
                organisations.find(evidence.source()).map(Organisation::name).orElse(evidence.source()),
                evidence.method(),
                evidence.receivedAt(),
                evidence.tenant().equals(tenant));
    }

    /** Our own data requests; and of others' the answers whose files all came to us with a letter. */
    private List<CaseFile.DatasetItem> datasets(Caller caller, String caseNo, List<Evidence> sealed) {
        String tenant = caller.tenant();
        List<CaseFile.DatasetItem> items = new ArrayList<>();
        for (DataRequest request : dataRequests.ofCase(caseNo, tenant)) {
            items.add(own(request, rows(caller, request)));
        }
        granted(caseNo, tenant, sealed).stream()
                .map(dataRequests::get)
                .sorted(Comparator.comparing(DataRequest::requestId).thenComparing(DataRequest::dataset))
                .forEach(request -> items.add(granted(request, rows(caller, request))));
        return List.copyOf(items);
    }

    private List<String> granted(String caseNo, String tenant, List<Evidence> sealed) {
        List<UUID> ids = sealed.stream()
                .filter(evidence -> !evidence.tenant().equals(tenant))
                .map(Evidence::id)
                .toList();
        if (ids.isEmpty()) {
            return List.of();
        }
        return jdbc.sql("""
                        select r.request_no
                          from platform_request r join platform_request_evidence e on e.request_no = r.request_no
                         where r.case_no = :case and r.tenant <> :tenant
                         group by r.request_no
                        having bool_and(e.evidence_id in (:granted))
                        """)
                .param("case", caseNo)
                .param("tenant", tenant)
                .param("granted", ids)
                .query(String.class)
                .list();
    }

    /** The data requests of others whose answers came with letters; the same that the case file shows. */
    List<DataRequest> grantedRequests(String caseNo, String tenant) {
        return granted(caseNo, tenant, evidenceOf(caseNo, tenant)).stream()
                .map(dataRequests::get)
                .toList();
    }

    private AnswerPage rows(Caller caller, DataRequest request) {
        if (request.rows() == 0 || archivedAt(request).isPresent()) {
            return new AnswerPage(List.of(), List.of(), 0);
        }
        accessLog.record(caller, request.caseNo(), AccessLog.What.DATASET_ROWS, request.requestNo());
        return dataRequests.rows(request.requestNo(), FIRST_ROWS, true);
    }

    private Optional<Instant> archivedAt(DataRequest request) {
        return records.states(List.of(request.requestNo())).stream()
                .flatMap(state -> state.archived().stream())
                .map(Records.State.Archived::at)
                .findFirst();
    }

    private CaseFile.DatasetItem own(DataRequest request, AnswerPage page) {
        return new CaseFile.DatasetItem(
                request.requestNo(),
                request.dataset().name(),
                request.dataset().title(),
                tier(request),
                request.decision().map(decision -> decider(request, decision)),
                false,
                request.status().name(),
                request.status().title(),
                request.overdue(),
                request.from(),
                request.to(),
                request.submittedAt(),
                request.dueAt(),
                request.answeredAt(),
                request.refusalReason().map(RefusalReason::title),
                request.explanation(),
                dialogues.of(request.requestNo()).stream()
                        .map(one -> dialogue(one, request))
                        .toList(),
                request.rows(),
                columns(page),
                page.rows(),
                archivedAt(request));
    }

    private static String tier(DataRequest request) {
        return request.decision()
                .map(TierDecision::tier)
                .orElse(request.dataset().tier())
                .name();
    }

    private CaseFile.Decider decider(DataRequest request, TierDecision decision) {
        Optional<Approver> approver = Optional.of(decision.approver())
                .filter(required -> decision.barred().isEmpty());
        return new CaseFile.Decider(
                decision.tier().title(),
                approver.map(Approver::code),
                approver.map(Approver::title),
                request.approvedBy().map(this::name),
                decision.citation(),
                decision.versionNumber());
    }

    private CaseFile.DialogueItem dialogue(Dialogue one, DataRequest request) {
        String platform =
                organisations.find(request.platform()).map(Organisation::name).orElse(request.platform());
        Optional<String> verdict = one.accepted()
                .map(accepted -> accepted
                        ? "同意改期；" + one.clock().map(Dialogue.ClockEffect::title).orElse("")
                        : "不同意改期");
        boolean unanswered = one.answeredAt().isEmpty() && request.status().ended();
        return new CaseFile.DialogueItem(
                one.kind().title(),
                one.liaison() ? platform + "政企协查专员" : platform,
                one.text(),
                one.newDueAt(),
                one.askedAt(),
                one.answer(),
                unanswered ? Optional.of("请求已经办结或撤回，没有答复") : verdict,
                one.answeredBy().map(this::name),
                one.answeredAt(),
                one.told().map(Dialogue.Told::title));
    }

    /** How the other side came by the answer is its own affair. */
    private CaseFile.DatasetItem granted(DataRequest request, AnswerPage page) {
        return new CaseFile.DatasetItem(
                request.requestNo(),
                request.dataset().name(),
                request.dataset().title(),
                tier(request),
                Optional.empty(),
                true,
                request.status().name(),
                request.status().title(),
                false,
                request.from(),
                request.to(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                request.refusalReason().map(RefusalReason::title),
                Optional.empty(),
                List.of(),
                request.rows(),
                columns(page),
                page.rows(),
                archivedAt(request));
    }

    private static List<CaseFile.ColumnItem> columns(AnswerPage page) {
        return page.columns().stream()
                .map(column -> new CaseFile.ColumnItem(
                        column.name(), column.title(), column.type().name(), column.mask() != Mask.NONE))
                .toList();
    }

    private CaseFile.FindingItem finding(Finding finding) {
        return new CaseFile.FindingItem(
                finding.round(),
                finding.conclusion().name(),
                finding.conclusion().title(),
                finding.text(),
                name(finding.writtenBy()),
                finding.writtenAt(),
                finding.confirmedBy().map(this::name));
    }

    private String name(String user) {
        return officers.byUser(user).map(Officer::name).orElse(user);
    }

    private static CaseFile.DispositionItem disposition(DispositionView view) {
        var disposition = view.disposition();
        return new CaseFile.DispositionItem(
                disposition.id(),
                disposition.stage().name(),
                disposition.stage().title(),
                disposition.letterNo(),
                disposition.issuedAt(),
                disposition.legalHook(),
                view.targets().stream().map(CaseFiles::target).toList(),
                view.appeals().stream()
                        .map(appeal -> new CaseFile.AppealItem(
                                appeal.targetId(),
                                appeal.appealedAt().orElse(appeal.receivedAt()),
                                appeal.content(),
                                appeal.decision().map(decision -> decision.title()),
                                appeal.reason(),
                                appeal.decidedAt()))
                        .toList(),
                view.lifts().stream()
                        .map(lift -> new CaseFile.LiftItem(
                                lift.id(), lift.stage().title(), lift.letterNo(), lift.issuedAt(), lift.reason()))
                        .toList());
    }

    private static CaseFile.TargetItem target(DispositionTarget target) {
        var plan = target.plan();
        return new CaseFile.TargetItem(
                target.id(),
                plan.measure().title(),
                plan.type().title(),
                plan.value(),
                plan.term().map(Object::toString),
                target.state().name(),
                target.state().title(),
                target.docName(),
                target.submittedAt(),
                target.executedAt(),
                words(target),
                target.reason(),
                target.publicityUrl());
    }

    /** The platform's own words, where its structured result does not say it all. */
    private static Optional<String> words(DispositionTarget target) {
        boolean told =
                target.outcome().filter(outcome -> outcome != Outcome.UNSTATED).isPresent();
        return told ? Optional.empty() : target.resultText().or(target::statusText);
    }

    private static List<CaseFile.Milestone> milestones(
            Optional<CaseView> view, List<DispositionView> own, Stream<CaseFile.Milestone> acts) {
        Stream<CaseFile.Milestone> assistance = view.map(CaseView::milestones).orElse(List.of()).stream()
                .map(one -> new CaseFile.Milestone(one.what(), one.title(), one.at(), one.byOtherSide()));
        Stream<CaseFile.Milestone> disposing = own.stream()
                .flatMap(one -> one.events().stream())
                .map(event ->
                        new CaseFile.Milestone(event.kind().name(), event.kind().title(), event.at(), false));
        return Stream.of(assistance, disposing, acts)
                .flatMap(each -> each)
                .sorted(Comparator.comparing(CaseFile.Milestone::at))
                .toList();
    }
}
