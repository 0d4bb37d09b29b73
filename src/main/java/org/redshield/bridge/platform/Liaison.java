package org.redshield.bridge.platform;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.redshield.bridge.Refusal;
import org.redshield.bridge.bureau.Organisations;
import org.redshield.bridge.deadline.DeadlineCalculator;
import org.redshield.bridge.evidence.Evidence;
import org.redshield.bridge.evidence.Evidences;
import org.redshield.bridge.exchange.Envelope;
import org.redshield.bridge.exchange.MessageKind;
import org.redshield.bridge.exchange.Outbox;
import org.redshield.bridge.letter.Letter;
import org.redshield.bridge.letter.LetterContent;
import org.redshield.bridge.letter.LetterContent.Paragraph;
import org.redshield.bridge.letter.LetterDraft;
import org.redshield.bridge.letter.LetterType;
import org.redshield.bridge.letter.Letters;
import org.redshield.bridge.platform.DataRequest.Status;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * What the platform's interface cannot answer goes to its liaison (政企协查专员) by letter. Both sides stand here, and
 * each reads of the other only letters: the bureau's side works on {@code platform_request}, the platform's on {@code
 * platform_liaison_request}.
 */
@Service
@Transactional
public class Liaison {

    private static final DateTimeFormatter MOMENT =
            DateTimeFormatter.ofPattern("yyyy年M月d日 HH:mm").withZone(DeadlineCalculator.ZONE);

    private final JdbcClient jdbc;
    private final InstantSource clock;
    private final DataRequests requests;
    private final Letters letters;
    private final Outbox outbox;
    private final Organisations organisations;
    private final Evidences evidences;

    public Liaison(
            JdbcClient jdbc,
            InstantSource clock,
            DataRequests requests,
            Letters letters,
            Outbox outbox,
            Organisations organisations,
            Evidences evidences) {
        this.jdbc = jdbc;
        this.clock = clock;
        this.requests = requests;
        this.letters = letters;
        this.outbox = outbox;
        this.organisations = organisations;
        this.evidences = evidences;
    }

    /** What the liaison decided. */
    public enum Decision {
        ANSWER(AnswerState.ANSWERED),
        NO_RECORD(AnswerState.NO_RECORD),
        REFUSE(AnswerState.REFUSED);

        private final AnswerState state;

        Decision(AnswerState state) {
            this.state = state;
        }

        /** What the bureau's process is told. */
        public AnswerState state() {
            return state;
        }
    }

    /**
     * The platform's file of a letter.
     *
     * @param facts the letter's facts
     * @param decision empty until the liaison has decided
     */
    public record Task(
            String requestNo, String caseNo, String bureau, Map<String, String> facts, Optional<Decision> decision) {}

    /** The bureau asks the liaison, with a numbered letter. Asking twice is asking once. */
    public void ask(String requestNo) {
        DataRequest request = requests.get(requestNo);
        DataRequestOrder order = requests.order(requestNo);
        Letter letter = letters.issue(new LetterDraft(
                requestNo + "/" + LetterType.LIAISON_REQUEST,
                LetterType.LIAISON_REQUEST,
                request.caseNo(),
                requestNo,
                request.tenant(),
                request.platform(),
                Optional.empty(),
                "关于请求提供" + request.dataset().title() + "的函",
                new LetterContent(requestParagraphs(request, order), requestFacts(request, order)),
                List.of(),
                order.handlers().stream().findFirst().orElse("platform"),
                request.approvedBy()));
        outbox.send(new Envelope(
                letter.id(),
                request.tenant(),
                request.platform(),
                MessageKind.LIAISON_REQUEST,
                requestNo,
                request.caseNo(),
                Optional.of(letter.id()),
                Map.of()));
        requests.askedLiaison(requestNo);
    }

    private static List<Paragraph> requestParagraphs(DataRequest request, DataRequestOrder order) {
        List<Paragraph> paragraphs = new ArrayList<>();
        paragraphs.add(new Paragraph(
                "协查事项",
                "请提供%s“%s”的%s%s。"
                        .formatted(
                                request.targetType().title(),
                                request.targetId(),
                                request.dataset().title(),
                                period(request))));
        paragraphs.add(new Paragraph("依据", String.join("、", order.basis()) + "；" + order.letterNo()));
        order.originalLetter().ifPresent(letter -> paragraphs.add(new Paragraph("原始函", letter.letterNo())));
        paragraphs.add(new Paragraph("用途", order.purpose()));
        request.explanation().ifPresent(text -> paragraphs.add(new Paragraph("转办原因", text)));
        paragraphs.add(new Paragraph(
                "办案人员",
                order.officers().stream()
                        .map(officer ->
                                "%s（执法证号 %s，电话 %s）".formatted(officer.name(), officer.certificateNo(), officer.phone()))
                        .collect(Collectors.joining("；"))));
        request.dueAt().ifPresent(due -> paragraphs.add(new Paragraph("答复期限", MOMENT.format(due))));
        return paragraphs;
    }

    private static String period(DataRequest request) {
        return request.from().isEmpty() && request.to().isEmpty()
                ? ""
                : "，期间 %s 至 %s"
                        .formatted(
                                request.from().map(Object::toString).orElse("最早"),
                                request.to().map(Object::toString).orElse("今日"));
    }

    private static Map<String, String> requestFacts(DataRequest request, DataRequestOrder order) {
        Map<String, String> facts = new LinkedHashMap<>();
        facts.put("requestNo", request.requestNo());
        facts.put("dataset", request.dataset().name());
        facts.put("targetType", request.targetType().name());
        facts.put("targetId", request.targetId());
        facts.put("letterNo", order.letterNo());
        facts.put("bureauName", order.bureauName());
        request.from().ifPresent(from -> facts.put("periodFrom", from.toString()));
        request.to().ifPresent(to -> facts.put("periodTo", to.toString()));
        request.dueAt().ifPresent(due -> facts.put("dueAt", due.toString()));
        request.explanation().ifPresent(text -> facts.put("explanation", text));
        return facts;
    }

    /** The letter has arrived at the platform: it gets a file of its own there. */
    public void register(String requestNo, String tenant) {
        Letter letter = letters.latest(requestNo, LetterType.LIAISON_REQUEST)
                .filter(found -> found.receiver().equals(tenant))
                .orElseThrow(() -> new Refusal("platform.unknown-liaison-request"));
        jdbc.sql("""
                        insert into platform_liaison_request (tenant, request_no, case_no, bureau, letter_id, received_at)
                        values (?, ?, ?, ?, ?, ?)
                        on conflict (tenant, request_no) do nothing
                        """)
                .params(tenant, requestNo, letter.caseNo(), letter.sender(), letter.id(), now())
                .update();
    }

    /** @throws Refusal platform.unknown-liaison-request */
    @Transactional(readOnly = true)
    public Task task(String requestNo, String tenant) {
        Row row = row(requestNo, tenant);
        return new Task(
                requestNo,
                row.caseNo(),
                organisations.get(row.bureau()).name(),
                letters.get(row.letterId()).content().facts(),
                row.decision());
    }

    /** The files that the liaison has added to this request, oldest first. */
    @Transactional(readOnly = true)
    public List<Evidence> files(String requestNo, String tenant) {
        return evidences.ofSubject(requestNo, tenant);
    }

    /**
     * The liaison's decision.
     *
     * @throws Refusal platform.liaison-file-missing, platform.liaison-reason-missing
     */
    public void decide(
            String requestNo,
            String tenant,
            Decision decision,
            Optional<RefusalReason> reason,
            Optional<String> note,
            String user) {
        if (decision == Decision.ANSWER && files(requestNo, tenant).isEmpty()) {
            throw new Refusal("platform.liaison-file-missing");
        }
        if (decision == Decision.REFUSE && reason.isEmpty()) {
            throw new Refusal("platform.liaison-reason-missing");
        }
        int changed = jdbc.sql("""
                        update platform_liaison_request
                           set decision = ?, refusal_reason = ?, note = ?, answered_by = ?, answered_at = ?
                         where tenant = ? and request_no = ?
                        """)
                .params(
                        decision.name(),
                        reason.map(Enum::name).orElse(null),
                        note.orElse(null),
                        user,
                        now(),
                        tenant,
                        requestNo)
                .update();
        if (changed == 0) {
            throw new Refusal("platform.unknown-liaison-request");
        }
    }

    /** The platform's answer goes out, with a numbered letter that grants the bureau its files. */
    public void send(String requestNo, String tenant) {
        Row row = row(requestNo, tenant);
        Decision decision =
                row.decision().orElseThrow(() -> new IllegalStateException("The liaison has not decided " + requestNo));
        List<UUID> files = decision == Decision.ANSWER
                ? files(requestNo, tenant).stream().map(Evidence::id).toList()
                : List.of();
        Letter letter = letters.issue(new LetterDraft(
                requestNo + "/" + LetterType.LIAISON_ANSWER,
                LetterType.LIAISON_ANSWER,
                row.caseNo(),
                requestNo,
                tenant,
                row.bureau(),
                Optional.of(row.letterId()),
                "关于数据协查请求的答复",
                new LetterContent(answerParagraphs(row, decision, files.size()), answerFacts(row, decision)),
                files,
                row.answeredBy(),
                Optional.empty()));
        outbox.send(new Envelope(
                letter.id(),
                tenant,
                row.bureau(),
                MessageKind.LIAISON_ANSWER,
                requestNo,
                row.caseNo(),
                Optional.of(letter.id()),
                Map.of("answerState", decision.state().name())));
    }

    private static List<Paragraph> answerParagraphs(Row row, Decision decision, int files) {
        List<Paragraph> paragraphs = new ArrayList<>();
        paragraphs.add(new Paragraph(
                "答复",
                switch (decision) {
                    case ANSWER -> "现提供所请求的数据，共 " + files + " 个文件。";
                    case NO_RECORD -> "经查询，没有符合条件的记录。";
                    case REFUSE ->
                        "不予提供。理由：" + row.reason().map(RefusalReason::title).orElse("") + "。";
                }));
        row.note().ifPresent(note -> paragraphs.add(new Paragraph("说明", note)));
        return paragraphs;
    }

    private static Map<String, String> answerFacts(Row row, Decision decision) {
        Map<String, String> facts = new LinkedHashMap<>();
        facts.put("answerState", decision.state().name());
        row.reason().ifPresent(reason -> facts.put("refusalReason", reason.name()));
        row.note().ifPresent(note -> facts.put("note", note));
        return facts;
    }

    /** The bureau takes in the liaison's answer, if there is one: all of it stands in the letter. */
    public void takeIn(String requestNo) {
        letters.latest(requestNo, LetterType.LIAISON_ANSWER).ifPresent(letter -> {
            Map<String, String> facts = letter.content().facts();
            requests.addEvidence(requestNo, letter.evidence());
            // What the interface said is the reason of our letter to the liaison, no longer that of the answer.
            requests.explain(requestNo, facts.get("note"));
            requests.end(
                    requestNo,
                    Status.valueOf(facts.get("answerState")),
                    RefusalReason.of(facts.get("refusalReason")),
                    Optional.ofNullable(facts.get("note")),
                    0);
        });
    }

    private record Row(
            String caseNo,
            String bureau,
            UUID letterId,
            Optional<Decision> decision,
            Optional<RefusalReason> reason,
            Optional<String> note,
            String answeredBy) {}

    private Row row(String requestNo, String tenant) {
        return jdbc.sql("select * from platform_liaison_request where tenant = ? and request_no = ?")
                .params(tenant, requestNo)
                .query(Liaison::row)
                .optional()
                .orElseThrow(() -> new Refusal("platform.unknown-liaison-request"));
    }

    private static Row row(ResultSet row, int number) throws SQLException {
        return new Row(
                row.getString("case_no"),
                row.getString("bureau"),
                row.getObject("letter_id", UUID.class),
                Optional.ofNullable(row.getString("decision")).map(Decision::valueOf),
                Optional.ofNullable(row.getString("refusal_reason")).map(RefusalReason::valueOf),
                Optional.ofNullable(row.getString("note")),
                row.getString("answered_by"));
    }

    private Object now() {
        Instant now = clock.instant();
        return now.atOffset(ZoneOffset.UTC);
    }
}
