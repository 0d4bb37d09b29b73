package org.redshield.bridge.platform.liaison;

import static org.redshield.bridge.Rows.instant;
import static org.redshield.bridge.Rows.instantIfAny;
import static org.redshield.bridge.Rows.textIfAny;
import static org.redshield.bridge.Rows.timestamp;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import lombok.Getter;
import lombok.RequiredArgsConstructor;
import org.redshield.bridge.ChinaTime;
import org.redshield.bridge.Ids;
import org.redshield.bridge.Refusal;
import org.redshield.bridge.Rows;
import org.redshield.bridge.bureau.Organisations;
import org.redshield.bridge.evidence.Evidence;
import org.redshield.bridge.evidence.Evidences;
import org.redshield.bridge.exchange.Correspondence;
import org.redshield.bridge.exchange.Envelope;
import org.redshield.bridge.letter.Letter;
import org.redshield.bridge.letter.LetterDraft;
import org.redshield.bridge.letter.Letters;
import org.redshield.bridge.platform.dataset.AnswerState;
import org.redshield.bridge.platform.dataset.RefusalReason;
import org.redshield.bridge.platform.gateway.Dialogue;
import org.redshield.bridge.platform.request.LiaisonLetter;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * The liaison's side: what the platform has of a bureau's letter, what is said about it, and how it is answered. It reads of the
 * bureau only letters; the bureau's side is {@link LiaisonQuestions}.
 */
@Service
@Transactional
@RequiredArgsConstructor
public class Liaison {

    static final DateTimeFormatter MOMENT = ChinaTime.like("yyyy年M月d日 HH:mm");

    private final JdbcClient jdbc;
    private final InstantSource clock;
    private final Letters letters;
    private final Correspondence correspondence;
    private final Organisations organisations;
    private final Evidences evidences;

    /** What the liaison decided. */
    @Getter
    @RequiredArgsConstructor
    public enum Decision {
        ANSWER(AnswerState.ANSWERED),
        PARTIAL(AnswerState.PARTIAL),
        NO_RECORD(AnswerState.NO_RECORD),
        REFUSE(AnswerState.REFUSED);

        /** What the bureau's process is told. */
        private final AnswerState state;

        boolean withFiles() {
            return this == ANSWER || this == PARTIAL;
        }
    }

    /**
     * The platform's file of a letter.
     *
     * @param facts the letter's facts
     * @param dueAt by when the answer is due: as the letter says, or as agreed since
     * @param decision empty until the liaison has decided
     */
    public record Task(
            String requestNo,
            String caseNo,
            String bureau,
            Map<String, String> facts,
            Optional<Instant> dueAt,
            Optional<Decision> decision) {}

    /**
     * What liaison and bureau said about a letter.
     *
     * @param accepted of a proposed date
     */
    public record Message(
            UUID id,
            boolean fromBureau,
            Dialogue.Kind kind,
            Optional<String> text,
            Optional<Instant> newDueAt,
            Optional<Boolean> accepted,
            Instant writtenAt) {}

    /**
     * The letter has arrived at the platform: it gets a file of its own there.
     *
     * @return by when the letter asks for the answer, if it says so
     */
    public Optional<Instant> register(String requestNo, String tenant) {
        Letter letter = correspondence.received(LiaisonLetter.LIAISON_REQUEST, requestNo, tenant);
        jdbc.sql("""
                        insert into platform_liaison_request
                            (tenant, request_no, case_no, bureau, letter_id, received_at, due_at, shop_id)
                        values (:tenant, :requestNo, :caseNo, :bureau, :letterId, :receivedAt, :dueAt, :shopId)
                        on conflict (tenant, request_no) do nothing
                        """)
                .param("tenant", tenant)
                .param("requestNo", requestNo)
                .param("caseNo", letter.caseNo())
                .param("bureau", letter.sender())
                .param("letterId", letter.id())
                .param("receivedAt", now())
                .param(
                        "dueAt",
                        Optional.ofNullable(letter.content().facts().get("dueAt"))
                                .map(due -> timestamp(Instant.parse(due)))
                                .orElse(null))
                .param("shopId", letter.content().facts().get("targetId"))
                .update();
        return row(requestNo, tenant).dueAt();
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
                row.dueAt(),
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
     * @throws Refusal platform.liaison-file-missing, platform.liaison-reason-missing, platform.liaison-note-missing
     */
    public void decide(
            String requestNo,
            String tenant,
            Decision decision,
            Optional<RefusalReason> reason,
            Optional<String> note,
            String user) {
        if (decision.withFiles() && files(requestNo, tenant).isEmpty()) {
            throw new Refusal("platform.liaison-file-missing");
        }
        if (decision == Decision.PARTIAL && note.isEmpty()) {
            throw new Refusal("platform.liaison-note-missing");
        }
        if (decision == Decision.REFUSE && reason.isEmpty()) {
            throw new Refusal("platform.liaison-reason-missing");
        }
        int changed = jdbc.sql("""
                        update platform_liaison_request
                           set decision = :decision, refusal_reason = :refusalReason, note = :note,
                               answered_by = :answeredBy, answered_at = :answeredAt
                         where tenant = :tenant and request_no = :requestNo
                        """)
                .param("decision", decision.name())
                .param("refusalReason", reason.map(Enum::name).orElse(null))
                .param("note", note.orElse(null))
                .param("answeredBy", user)
                .param("answeredAt", now())
                .param("tenant", tenant)
                .param("requestNo", requestNo)
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
        List<UUID> files = decision.withFiles()
                ? files(requestNo, tenant).stream().map(Evidence::id).toList()
                : List.of();
        correspondence.send(new LetterDraft(
                        LiaisonLetter.LIAISON_ANSWER,
                        requestNo + "/" + LiaisonLetter.LIAISON_ANSWER,
                        row.caseNo(),
                        requestNo,
                        tenant,
                        row.bureau())
                .inReplyTo(Optional.of(row.letterId()))
                .by(row.answeredBy(), Optional.empty())
                .evidence(files)
                .fact("answerState", decision.state())
                .fact("refusalReason", row.reason())
                .fact("note", row.note())
                .word("files", decision == Decision.ANSWER ? files.size() : null)
                .word("filesOfPart", decision == Decision.PARTIAL ? files.size() : null)
                .word(
                        "refusalTitle",
                        row.reason().filter(why -> decision == Decision.REFUSE).map(RefusalReason::title)));
    }

    /**
     * The liaison asks the bureau before answering, or puts another date forward. It goes out with {@link #sendMessage}.
     *
     * @param newDueAt of {@link Dialogue.Kind#NEW_DATE}
     * @throws Refusal platform.liaison-question-missing, platform.liaison-date-missing, platform.liaison-date-not-later
     */
    public void speak(
            String requestNo,
            String tenant,
            Dialogue.Kind kind,
            Optional<String> text,
            Optional<Instant> newDueAt,
            String user) {
        Row row = row(requestNo, tenant);
        if (kind == Dialogue.Kind.QUESTION && text.isEmpty()) {
            throw new Refusal("platform.liaison-question-missing");
        }
        if (kind == Dialogue.Kind.NEW_DATE) {
            Instant date = newDueAt.orElseThrow(() -> new Refusal("platform.liaison-date-missing"));
            Instant earliest = row.dueAt().filter(clock.instant()::isBefore).orElseGet(clock::instant);
            if (!date.isAfter(earliest)) {
                throw new Refusal("platform.liaison-date-not-later", ChinaTime.moment(earliest));
            }
        }
        keep(
                tenant,
                requestNo,
                new Message(Ids.next(), false, kind, text, newDueAt, Optional.empty(), clock.instant()),
                user);
    }

    private void keep(String tenant, String requestNo, Message message, String user) {
        jdbc.sql("""
                        insert into platform_liaison_message
                            (id, tenant, request_no, from_bureau, kind, text, new_due_at, accepted, written_by, written_at)
                        values (:id, :tenant, :requestNo, :fromBureau, :kind, :text, :newDueAt, :accepted, :writtenBy,
                                :writtenAt)
                        on conflict (id) do nothing
                        """)
                .param("id", message.id())
                .param("tenant", tenant)
                .param("requestNo", requestNo)
                .param("fromBureau", message.fromBureau())
                .param("kind", message.kind().name())
                .param("text", message.text().orElse(null))
                .param("newDueAt", message.newDueAt().map(Rows::timestamp).orElse(null))
                .param("accepted", message.accepted().orElse(null))
                .param("writtenBy", user)
                .param("writtenAt", timestamp(message.writtenAt()))
                .update();
    }

    /** What was said about a letter, oldest first. */
    @Transactional(readOnly = true)
    public List<Message> messages(String requestNo, String tenant) {
        return jdbc.sql("""
                        select * from platform_liaison_message
                         where tenant = ? and request_no = ? order by written_at, id
                        """).params(tenant, requestNo).query(Liaison::message).list();
    }

    /** The liaison's last question or date goes to the bureau, without a number: sent twice, it arrives once. */
    public void sendMessage(String requestNo, String tenant) {
        Row row = row(requestNo, tenant);
        Message message = said(requestNo, tenant)
                .orElseThrow(() -> new IllegalStateException("The liaison has said nothing about " + requestNo));
        Map<String, String> content = new LinkedHashMap<>();
        message.text().ifPresent(text -> content.put("text", text));
        message.newDueAt().ifPresent(date -> content.put("newDueAt", date.toString()));
        correspondence.tell(new Envelope(
                message.id(),
                tenant,
                row.bureau(),
                message.kind() == Dialogue.Kind.QUESTION
                        ? LiaisonLetter.LIAISON_QUESTION
                        : LiaisonLetter.LIAISON_NEW_DATE,
                requestNo,
                row.caseNo(),
                content));
    }

    /**
     * The bureau's answer has arrived at the platform, and with it when the answer to the letter is due now.
     *
     * @return whether it is what the liaison asked last
     */
    boolean heardFromBureau(Envelope envelope) {
        Map<String, String> content = envelope.content();
        String tenant = envelope.receiver();
        Optional<Boolean> accepted =
                Optional.ofNullable(content.get("accepted")).map(Boolean::valueOf);
        Optional<Instant> date = Optional.ofNullable(content.get("newDueAt")).map(Instant::parse);
        keep(
                tenant,
                envelope.subjectId(),
                new Message(
                        envelope.id(),
                        true,
                        Dialogue.Kind.valueOf(content.get("kind")),
                        Optional.ofNullable(content.get("text")),
                        date,
                        accepted,
                        clock.instant()),
                envelope.sender());
        due(envelope).ifPresent(due -> jdbc.sql(
                        "update platform_liaison_request set due_at = ? where tenant = ? and request_no = ?")
                .params(timestamp(due), tenant, envelope.subjectId())
                .update());
        boolean open =
                find(envelope.subjectId(), tenant).filter(row -> !row.ended()).isPresent();
        return open
                && said(envelope.subjectId(), tenant)
                        .map(last -> last.id().toString())
                        .equals(Optional.ofNullable(content.get("inReplyTo")));
    }

    /** By when the answer is due now, where the bureau's word changes that. */
    Optional<Instant> due(Envelope fromBureau) {
        Map<String, String> content = fromBureau.content();
        return Optional.ofNullable(content.get("dueAt"))
                // As earlier versions of the bridge say it.
                .or(() -> Optional.ofNullable(content.get("newDueAt"))
                        .filter(date -> Boolean.parseBoolean(content.get("accepted"))))
                .map(Instant::parse);
    }

    /** What the liaison said last. */
    private Optional<Message> said(String requestNo, String tenant) {
        return messages(requestNo, tenant).stream()
                .filter(one -> !one.fromBureau())
                .reduce((earlier, later) -> later);
    }

    /** Whether a letter to this liaison asks for it. */
    boolean knows(String requestNo, String tenant) {
        return find(requestNo, tenant).isPresent();
    }

    /** By when the liaison's answer is due now. */
    @Transactional(readOnly = true)
    public Optional<Instant> dueAt(String requestNo, String tenant) {
        return row(requestNo, tenant).dueAt();
    }

    /**
     * The bureau's withdrawal has arrived at the platform.
     *
     * @return false when the liaison has answered before
     */
    boolean withdrawn(String requestNo, String tenant) {
        Optional<Row> row = find(requestNo, tenant);
        row.filter(one -> !one.ended())
                .ifPresent(one -> jdbc.sql("""
                                update platform_liaison_request set withdrawn_at = coalesce(withdrawn_at, ?)
                                 where tenant = ? and request_no = ?
                                """).params(now(), tenant, requestNo).update());
        return row.flatMap(Row::decision).isEmpty();
    }

    private record Row(
            String caseNo,
            String bureau,
            UUID letterId,
            Optional<Instant> dueAt,
            boolean withdrawn,
            Optional<Decision> decision,
            Optional<RefusalReason> reason,
            Optional<String> note,
            String answeredBy) {

        boolean ended() {
            return withdrawn || decision.isPresent();
        }
    }

    private Row row(String requestNo, String tenant) {
        return find(requestNo, tenant).orElseThrow(() -> new Refusal("platform.unknown-liaison-request"));
    }

    private Optional<Row> find(String requestNo, String tenant) {
        return jdbc.sql("select * from platform_liaison_request where tenant = ? and request_no = ?")
                .params(tenant, requestNo)
                .query(Liaison::row)
                .optional();
    }

    private static Row row(ResultSet row, int number) throws SQLException {
        return new Row(
                row.getString("case_no"),
                row.getString("bureau"),
                row.getObject("letter_id", UUID.class),
                instantIfAny(row, "due_at"),
                instantIfAny(row, "withdrawn_at").isPresent(),
                textIfAny(row, "decision").map(Decision::valueOf),
                textIfAny(row, "refusal_reason").map(RefusalReason::valueOf),
                textIfAny(row, "note"),
                row.getString("answered_by"));
    }

    private static Message message(ResultSet row, int number) throws SQLException {
        return new Message(
                row.getObject("id", UUID.class),
                row.getBoolean("from_bureau"),
                Dialogue.Kind.valueOf(row.getString("kind")),
                textIfAny(row, "text"),
                instantIfAny(row, "new_due_at"),
                Optional.ofNullable(row.getObject("accepted", Boolean.class)),
                instant(row, "written_at"));
    }

    private Object now() {
        return timestamp(clock.instant());
    }
}
