package org.redshield.bridge.letter;

import static org.redshield.bridge.Rows.idIfAny;
import static org.redshield.bridge.Rows.instant;
import static org.redshield.bridge.Rows.textIfAny;
import static org.redshield.bridge.Rows.timestamp;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.Stream;
import lombok.RequiredArgsConstructor;
import org.redshield.bridge.ChinaTime;
import org.redshield.bridge.Ids;
import org.redshield.bridge.Json;
import org.redshield.bridge.Refusal;
import org.redshield.bridge.access.Caller;
import org.redshield.bridge.bureau.Organisation;
import org.redshield.bridge.bureau.Organisations;
import org.redshield.bridge.evidence.Custody;
import org.redshield.bridge.work.Signals;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/** Issues letters, keeps their receipts, and shows each side what it may see. */
@Service
@RequiredArgsConstructor
public final class Letters {

    /** As signals call it that there is a letter to be sealed. */
    public static final String UNSEALED = "letter-unsealed";

    private static final String SELECT = """
            select l.id, l.type, l.number, l.case_no, l.subject_id, l.tenant, l.sender_name, l.receiver,
                   l.receiver_name, l.in_reply_to, l.subject, l.content, l.issued_by, l.approved_by, l.issued_at,
                   array(select e.evidence_id from letter_evidence e where e.letter_id = l.id order by e.position)
                       as evidence
            from letter l
            """;

    /** Whose letter it is, or to whom it was delivered. */
    private static final String VISIBLE = """
            (l.tenant = :tenant or l.receiver = :tenant and exists (
                select 1 from receipt r where r.letter_id = l.id and r.stage = 'DELIVERED'))
            """;

    private final JdbcClient db;
    private final Organisations organisations;
    private final LetterNumbers numbers;
    private final LetterKinds kinds;
    private final InstantSource clock;
    private final Signals signals;
    private final Backgrounds backgrounds;
    private final LetterTemplates templates = new LetterTemplates();

    /** The same without asking anything first; only {@code exchange.Correspondence} issues what goes out. */
    public Letter issue(LetterDraft draft) {
        return issue(draft, any -> {});
    }

    /**
     * Issues a letter and allots its number in the caller's transaction: gapless per organisation, type code and
     * calendar year (Asia/Shanghai). Others who issue in the same series wait until the transaction ends; a rollback
     * gives the number back. The same key again returns the letter that was issued for it.
     *
     * @param first asked before it has a number; not where it was issued already
     * @throws Refusal {@code bureau.unknown}, {@code letter.to-oneself}, {@code letter.receiver-not-connected}
     * @throws IllegalStateException outside a transaction, when the key was used for a different letter, or when the
     *     draft does not say what the kind's template needs
     */
    public Letter issue(LetterDraft draft, Consumer<LetterDraft> first) {
        if (!TransactionSynchronizationManager.isActualTransactionActive()) {
            throw new IllegalStateException("A letter is issued in the transaction of what causes it");
        }
        Optional<Letter> issued = issuedFor(draft);
        if (issued.isPresent()) {
            return issued.get();
        }
        Organisation sender = organisations.get(draft.sender);
        Organisation receiver = organisations.get(draft.receiver);
        check(draft, receiver);
        first.accept(draft);
        LetterTemplates.Text text = templates.write(draft, backgrounds.of(draft));
        // As the database keeps it.
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        LetterNumbers.Numbered numbered =
                numbers.next(sender, draft.kind, ChinaTime.day(now).getYear());
        // Who waited for the number may find that the other one issued this very letter.
        return insert(draft, text, sender, receiver, numbered, now, new Custody.Actor(draft.issuedBy, sender.code()))
                .map(letter -> {
                    numbers.given(sender, draft.kind, numbered);
                    return letter;
                })
                .or(() -> {
                    numbers.giveBack(sender, draft.kind, numbered);
                    return issuedFor(draft);
                })
                .orElseThrow();
    }

    /**
     * Files a letter that a bureau which is not on the system sent on paper, in the caller's transaction and under the number
     * that stands on it. The draft's words are its paragraphs, by their headings; its author is who registered it.
     *
     * @param writtenAt the date on the paper
     * @throws Refusal {@code letter.number-used} where such a letter of the same bureau is there already
     */
    public Letter file(LetterDraft draft, String number, Instant writtenAt) {
        Organisation sender = organisations.get(draft.sender);
        LetterTemplates.Text text = new LetterTemplates.Text(
                draft.kind.title(),
                draft.words.entrySet().stream()
                        .map(word -> new LetterContent.Paragraph(
                                word.getKey(), word.getValue().toString()))
                        .toList());
        return insert(
                        draft,
                        text,
                        sender,
                        organisations.get(draft.receiver),
                        LetterNumbers.Numbered.ofOthers(
                                number, ChinaTime.day(writtenAt).getYear()),
                        writtenAt.truncatedTo(ChronoUnit.MICROS),
                        new Custody.Actor(draft.issuedBy, draft.receiver))
                .orElseThrow(() -> new Refusal("letter.number-used", sender.name(), number));
    }

    /** For the organisations' own processes, which know the id from an envelope; screens use {@link #view}. */
    public Optional<Letter> find(UUID id) {
        return db.sql(SELECT + "where l.id = ?").param(id).query(this::letter).optional();
    }

    /** @throws Refusal {@code letter.unknown} */
    public Letter get(UUID id) {
        return find(id).orElseThrow(() -> new Refusal("letter.unknown"));
    }

    /** The letter of that kind issued last on the subject, by whomever. */
    public Optional<Letter> latest(String subjectId, LetterKind kind) {
        return db.sql(SELECT + "where l.subject_id = ? and l.type = ? order by l.issued_at desc, l.id desc limit 1")
                .params(subjectId, kind.name())
                .query(this::letter)
                .optional();
    }

    /** The last letter of that kind on the subject that was delivered to the organisation. @param id if that is known */
    public Optional<Letter> received(LetterKind kind, Optional<UUID> id, String subjectId, String tenant) {
        return db.sql(SELECT + """
                        where l.subject_id = :subject and l.type = :type and l.receiver = :tenant
                          and l.id = coalesce(cast(:id as uuid), l.id)
                          and exists (select 1 from receipt r where r.letter_id = l.id and r.stage = 'DELIVERED')
                        order by l.issued_at desc, l.id desc limit 1
                        """)
                .param("subject", subjectId)
                .param("type", kind.name())
                .param("tenant", tenant)
                .param("id", id.orElse(null), Types.OTHER)
                .query(this::letter)
                .optional();
    }

    /** The case's letters that the organisation may see: its own, and those delivered to it; oldest first. */
    public List<LetterView> ofCase(String caseNo, String tenant) {
        Map<UUID, List<Receipt>> receipts = new HashMap<>();
        db.sql("""
                        select r.letter_id, r.stage, r.at, r.by_user
                        from receipt r join letter l on l.id = r.letter_id where l.case_no = ?
                        """).param(caseNo).query(row -> {
            receipts.computeIfAbsent(row.getObject("letter_id", UUID.class), id -> new ArrayList<>())
                    .add(receipt(row, 0));
        });
        return db.sql(SELECT + "where l.case_no = :case and " + VISIBLE + "order by l.issued_at, l.id")
                .param("case", caseNo)
                .param("tenant", tenant)
                .query((row, index) ->
                        letterView(row, receipts.getOrDefault(row.getObject("id", UUID.class), List.of()), tenant))
                .list();
    }

    /**
     * The same, for a person of the organisation who opens the case: the letters that it received are thereby read. What
     * was read before costs nothing.
     */
    public List<LetterView> open(String caseNo, String tenant, String user) {
        List<LetterView> views = ofCase(caseNo, tenant);
        UUID[] unread = views.stream()
                .filter(view -> view.receiver().equals(tenant))
                .filter(view -> view.receipts().stream().noneMatch(receipt -> receipt.stage() == ReceiptStage.READ))
                .map(LetterView::id)
                .toArray(UUID[]::new);
        if (unread.length == 0) {
            return views;
        }
        record(unread, clock.instant(), Optional.of(user), ReceiptStage.READ);
        return ofCase(caseNo, tenant);
    }

    /** The same for somebody who may only look on: nothing is read by that. */
    public List<LetterView> open(String caseNo, Caller caller) {
        return caller.looksOn() ? ofCase(caseNo, caller.tenant()) : open(caseNo, caller.tenant(), caller.userId());
    }

    /** One letter as the organisation may see it; empty also when it exists but is none of the organisation's business. */
    public Optional<LetterView> view(UUID id, String tenant) {
        return db.sql(SELECT + "where l.id = :id and " + VISIBLE)
                .param("id", id)
                .param("tenant", tenant)
                .query((row, index) -> letterView(row, receipts(id), tenant))
                .optional();
    }

    /** The same, for a person of the organisation who opens it: if the organisation received it, it is thereby read. */
    public Optional<LetterView> read(UUID id, String tenant, String user) {
        Optional<LetterView> view = view(id, tenant);
        view.filter(letter -> letter.receiver().equals(tenant))
                .ifPresent(letter -> receipt(id, ReceiptStage.READ, clock.instant(), Optional.of(user)));
        return view;
    }

    /** The same for somebody who may only look on: it is not read by that. */
    public Optional<LetterView> read(UUID id, Caller caller) {
        return caller.looksOn() ? view(id, caller.tenant()) : read(id, caller.tenant(), caller.userId());
    }

    /** Records a stage in the caller's transaction; the first record of a stage counts, a second changes nothing. */
    public void receipt(UUID letterId, ReceiptStage stage, Instant at, Optional<String> by) {
        record(new UUID[] {letterId}, at, by, stage);
    }

    /** The same of several stages, which the system passes by itself. */
    public void passed(UUID letterId, Instant at, ReceiptStage... stages) {
        record(new UUID[] {letterId}, at, Optional.empty(), stages);
    }

    private void record(UUID[] letters, Instant at, Optional<String> by, ReceiptStage... stages) {
        db.sql("""
                        insert into receipt (letter_id, stage, at, by_user)
                        select letter, stage, :at, :by
                          from unnest(cast(:letters as uuid[])) letter, unnest(cast(:stages as text[])) stage
                        on conflict do nothing
                        """)
                .param("letters", letters)
                .param("stages", Stream.of(stages).map(Enum::name).toArray(String[]::new))
                .param("at", timestamp(at))
                .param("by", by.orElse(null), Types.VARCHAR)
                .update();
    }

    /** When it came to lie in the receiver's inbox: from then on the receiver's clocks run. */
    public Instant deliveredAt(UUID letterId) {
        return receipts(letterId).stream()
                .filter(receipt -> receipt.stage() == ReceiptStage.DELIVERED)
                .map(Receipt::at)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("No delivery receipt for letter " + letterId));
    }

    /** In the order of the stages. */
    public List<Receipt> receipts(UUID letterId) {
        return db
                .sql("select stage, at, by_user from receipt where letter_id = ?")
                .param(letterId)
                .query(Letters::receipt)
                .list()
                .stream()
                .sorted(Comparator.comparing(Receipt::stage))
                .toList();
    }

    /** Whether a letter that was delivered to the organisation lists the evidence. */
    public boolean grantsEvidence(UUID evidenceId, String tenant) {
        return db.sql("""
                        select exists (
                            select 1 from letter_evidence e
                            join letter l on l.id = e.letter_id and l.receiver = ?
                            join receipt r on r.letter_id = l.id and r.stage = 'DELIVERED'
                            where e.evidence_id = ?)
                        """).params(tenant, evidenceId).query(Boolean.class).single();
    }

    /** To whom letters with any of this evidence were issued. */
    public List<String> receiversOf(Collection<UUID> evidence) {
        if (evidence.isEmpty()) {
            return List.of();
        }
        return db.sql("""
                        select distinct l.receiver from letter_evidence e join letter l on l.id = e.letter_id
                         where e.evidence_id in (:evidence)
                        """).param("evidence", evidence).query(String.class).list();
    }

    private static void check(LetterDraft draft, Organisation receiver) {
        if (draft.sender.equals(draft.receiver)) {
            throw new Refusal("letter.to-oneself");
        }
        if (!receiver.connected() && !draft.kind.onPaper().out()) {
            throw new Refusal("letter.receiver-not-connected", receiver.name());
        }
    }

    private Optional<Letter> issuedFor(LetterDraft draft) {
        Optional<Letter> issued = issuedFor(draft.key);
        issued.ifPresent(letter -> {
            if (letter.kind() != draft.kind
                    || !letter.sender().equals(draft.sender)
                    || !letter.receiver().equals(draft.receiver)
                    || !letter.subjectId().equals(draft.subjectId)) {
                throw new IllegalStateException("Letter key " + draft.key + " was used for a different letter");
            }
        });
        return issued;
    }

    private Optional<Letter> issuedFor(String key) {
        return db.sql(SELECT + "where l.key = ?").param(key).query(this::letter).optional();
    }

    /** Empty where a letter with the draft's key is there already. */
    private Optional<Letter> insert(
            LetterDraft draft,
            LetterTemplates.Text text,
            Organisation sender,
            Organisation receiver,
            LetterNumbers.Numbered numbered,
            Instant at,
            Custody.Actor actor) {
        UUID id = Ids.next();
        LetterContent content = new LetterContent(text.paragraphs(), draft.facts);
        int inserted = db.sql("""
                        insert into letter (id, key, tenant, type, type_code, year, serial, number, case_no, subject_id,
                            sender_name, receiver, receiver_name, in_reply_to, subject, content, issued_by, approved_by,
                            issued_at)
                        values (:id, :key, :sender, :type, :typeCode, :year, :serial, :number, :case, :subjectId,
                            :senderName, :receiver, :receiverName, :inReplyTo, :subject, cast(:content as jsonb),
                            :issuedBy, :approvedBy, :issuedAt)
                        on conflict (key) do nothing
                        """)
                .param("id", id)
                .param("key", draft.key)
                .param("sender", sender.code())
                .param("type", draft.kind.name())
                .param("typeCode", draft.kind.code())
                .param("year", numbered.year())
                .param("serial", numbered.serial(), Types.INTEGER)
                .param("number", numbered.number())
                .param("case", draft.caseNo)
                .param("subjectId", draft.subjectId)
                .param("senderName", sender.name())
                .param("receiver", receiver.code())
                .param("receiverName", receiver.name())
                .param("inReplyTo", draft.inReplyTo.orElse(null), Types.OTHER)
                .param("subject", text.subject())
                .param("content", Json.write(content))
                .param("issuedBy", draft.issuedBy)
                .param("approvedBy", draft.approvedBy.orElse(null))
                .param("issuedAt", timestamp(at))
                .update();
        if (inserted == 0) {
            return Optional.empty();
        }
        signals.send(UNSEALED);
        List<UUID> evidence = List.copyOf(draft.evidence);
        if (!evidence.isEmpty()) {
            list(id, evidence);
            new Custody(db, clock).referenced(evidence, numbered.number(), actor);
        }
        return Optional.of(new Letter(
                id,
                draft.kind,
                numbered.number(),
                draft.caseNo,
                draft.subjectId,
                sender.code(),
                receiver.code(),
                draft.inReplyTo,
                text.subject(),
                content,
                evidence,
                draft.issuedBy,
                draft.approvedBy,
                at));
    }

    private void list(UUID letter, List<UUID> evidence) {
        db.sql("""
                        insert into letter_evidence (letter_id, position, evidence_id)
                        select :id, position - 1, evidence
                          from unnest(cast(:evidence as uuid[])) with ordinality as listed (evidence, position)
                        """)
                .param("id", letter)
                .param("evidence", evidence.toArray(UUID[]::new))
                .update();
    }

    private Letter letter(ResultSet row, int index) throws SQLException {
        return new Letter(
                row.getObject("id", UUID.class),
                kinds.named(row.getString("type")),
                row.getString("number"),
                row.getString("case_no"),
                row.getString("subject_id"),
                row.getString("tenant"),
                row.getString("receiver"),
                idIfAny(row, "in_reply_to"),
                row.getString("subject"),
                Json.read(row.getString("content"), LetterContent.class),
                List.of((UUID[]) row.getArray("evidence").getArray()),
                row.getString("issued_by"),
                textIfAny(row, "approved_by"),
                instant(row, "issued_at"));
    }

    private LetterView letterView(ResultSet row, List<Receipt> receipts, String tenant) throws SQLException {
        Letter letter = letter(row, 0);
        return new LetterView(
                letter.id(),
                letter.kind(),
                letter.kind().title(),
                letter.number(),
                letter.subjectId(),
                letter.sender(),
                row.getString("sender_name"),
                letter.receiver(),
                row.getString("receiver_name"),
                letter.inReplyTo(),
                letter.subject(),
                letter.content().paragraphs(),
                letter.content().facts(),
                receipts.stream()
                        .sorted(Comparator.comparing(Receipt::stage))
                        .map(receipt -> receipt.asSeenBy(letter.receiver().equals(tenant)))
                        .toList(),
                letter.evidence(),
                letter.issuedAt());
    }

    private static Receipt receipt(ResultSet row, int index) throws SQLException {
        return new Receipt(ReceiptStage.valueOf(row.getString("stage")), instant(row, "at"), textIfAny(row, "by_user"));
    }
}
