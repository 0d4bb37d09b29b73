package org.redshield.bridge.paper;

import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import lombok.RequiredArgsConstructor;
import org.redshield.bridge.ChinaTime;
import org.redshield.bridge.Refusal;
import org.redshield.bridge.bureau.Organisation;
import org.redshield.bridge.bureau.Organisations;
import org.redshield.bridge.cases.CaseEvents;
import org.redshield.bridge.cases.Involvements;
import org.redshield.bridge.casework.Entries;
import org.redshield.bridge.casework.LetterFacts;
import org.redshield.bridge.casework.Scans;
import org.redshield.bridge.casework.SubjectClocks;
import org.redshield.bridge.deadline.rule.ClockKind;
import org.redshield.bridge.evidence.Evidence;
import org.redshield.bridge.exchange.PaperPost;
import org.redshield.bridge.letter.Letter;
import org.redshield.bridge.letter.LetterDraft;
import org.redshield.bridge.letter.LetterKind;
import org.redshield.bridge.letter.LetterKinds;
import org.redshield.bridge.letter.Letters;
import org.redshield.bridge.letter.OnPaper.Read;
import org.redshield.bridge.paper.PaperLetter.Delivery;
import org.redshield.bridge.paper.PaperLetter.Dispatch;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * What people register of a letter on paper: how it was sent, when it was signed for, and what came back. A day stands for its
 * first instant that can be: nothing happens before what it follows.
 */
@Service
@Transactional
@RequiredArgsConstructor
public class PaperLetters {

    private static final Entries ENTRIES = new Entries(PaperAct.FEATURE);
    private static final int LONGEST_LINE = 100;

    private final PaperStore store;
    private final PaperPost post;
    private final Letters letters;
    private final LetterKinds kinds;
    private final Organisations organisations;
    private final Scans scans;
    private final CaseEvents events;
    private final Involvements involvements;
    private final SubjectClocks clocks;
    private final InstantSource time;

    /** A letter that {@code exchange} cannot carry, and until when it is to be on its way. */
    public record Opened(String id, Instant dispatchDueAt) {}

    public Opened open(UUID letterId, String tenant) {
        Letter letter = letters.get(letterId);
        PaperLetter paper = store.locked(store.insert(letter), tenant);
        event(paper, CaseEvents.SYSTEM, PaperAct.PAPER_DUE, letter.number());
        return new Opened(
                paper.id(),
                clocks.start(paper.subject(), ClockKind.PAPER_DISPATCH, letter.issuedAt())
                        .dueAt());
    }

    /** How a letter was sent, as an officer enters it. */
    public record DispatchEntered(
            Optional<LocalDate> dispatchedOn,
            Optional<String> way,
            Optional<String> trackingNo,
            Optional<String> scan) {}

    /**
     * 登记寄送.
     *
     * @return until when its slip is to be back
     * @throws Refusal {@code paper.bureau-joined, .before-letter, .in-future, .scan-unknown} and those of {@link Entries}
     */
    public Instant dispatch(String id, String tenant, String user, DispatchEntered entered) {
        PaperLetter paper = store.locked(id, tenant);
        Organisation receiver = organisations.get(paper.receiver());
        if (receiver.connected()) {
            throw new Refusal("paper.bureau-joined", receiver.name());
        }
        Letter letter = letters.get(paper.letterId());
        PaperWay way = ENTRIES.oneOf(PaperWay.values(), entered.way(), "寄送方式");
        if (way == PaperWay.EXPRESS_MAIL) {
            ENTRIES.present(entered.trackingNo(), "邮件号");
        }
        LocalDate on = past(entered.dispatchedOn(), "寄出日期");
        if (on.isBefore(ChinaTime.day(letter.issuedAt()))) {
            throw new Refusal("paper.before-letter", on, ChinaTime.day(letter.issuedAt()));
        }
        Dispatch dispatch = new Dispatch(
                on,
                way,
                entered.trackingNo().map(number -> ENTRIES.atMost(number, "邮件号", LONGEST_LINE)),
                entered.scan().map(given -> scan(paper, letter, user, Optional.of(given))),
                user);
        store.dispatched(paper, dispatch);
        post.dispatched(letter, dispatchedAt(letter, dispatch), user);
        clocks.met(paper.subject(), time.instant(), ClockKind.PAPER_DISPATCH);
        event(paper, user, PaperAct.PAPER_DISPATCHED, letter.number() + "，" + on + " " + dispatch.how());
        return clocks.start(paper.subject(), ClockKind.PAPER_DELIVERY, dispatchedAt(letter, dispatch))
                .dueAt();
    }

    /**
     * The receiver has joined the system, and nothing was sent yet.
     *
     * @throws Refusal {@code paper.bureau-not-joined}
     */
    public void carryOnline(String id, String tenant, String user) {
        PaperLetter paper = store.locked(id, tenant);
        Organisation receiver = organisations.get(paper.receiver());
        if (!receiver.connected()) {
            throw new Refusal("paper.bureau-not-joined", receiver.name());
        }
        Letter letter = letters.get(paper.letterId());
        store.move(paper, PaperState.ONLINE);
        post.carryOnline(letter);
        clocks.cancelAll(paper.subject(), PaperAct.PAPER_ONLINE.title());
        event(paper, user, PaperAct.PAPER_ONLINE, letter.number());
    }

    /**
     * 不再寄送: what the letter was written for is over, and nobody has seen it. It stays as it was issued, and its number
     * used: numbers have no gaps, and none is given twice.
     *
     * @throws Refusal {@code paper.still-wanted} while the matter is worked on, and those of {@link Entries}
     */
    public void keepBack(String id, String tenant, String user, Optional<String> reason) {
        PaperLetter paper = store.locked(id, tenant);
        String given = ENTRIES.reason(reason, "不再寄送的原因");
        Letter letter = letters.get(paper.letterId());
        boolean wanted = involvements.ofCase(paper.caseNo(), tenant).stream()
                .anyMatch(matter -> matter.open() && matter.subjectId().equals(letter.subjectId()));
        if (wanted) {
            throw new Refusal("paper.still-wanted", letter.number());
        }
        store.move(paper, PaperState.NOT_SENT);
        clocks.cancelAll(paper.subject(), PaperAct.PAPER_NOT_SENT.title());
        event(paper, user, PaperAct.PAPER_NOT_SENT, letter.number(), Optional.of(given));
    }

    /** What the slip says, as an officer enters it. */
    public record DeliveryEntered(Optional<LocalDate> receivedOn, Optional<String> signedBy, Optional<String> scan) {}

    /**
     * 登记送达: from that day on the receiver's time counts.
     *
     * @return whether answers are waited for
     * @throws Refusal {@code paper.received-before-dispatch, .in-future, .scan-unknown} and those of {@link Entries}
     */
    public boolean deliver(String id, String tenant, String user, DeliveryEntered entered) {
        PaperLetter paper = store.locked(id, tenant);
        Letter letter = letters.get(paper.letterId());
        Dispatch dispatch = paper.dispatched().orElseThrow();
        LocalDate on = past(entered.receivedOn(), "收到日期");
        if (on.isBefore(dispatch.on())) {
            throw new Refusal("paper.received-before-dispatch", on, dispatch.on());
        }
        Delivery delivery = new Delivery(
                on,
                ENTRIES.text(entered.signedBy(), "签收人", 1, LONGEST_LINE),
                scan(paper, letter, user, entered.scan()),
                user);
        boolean answered = !answers(letter).isEmpty();
        store.delivered(paper, answered ? PaperState.DELIVERED : PaperState.ENDED, delivery);
        post.delivered(letter, deliveredAt(letter, dispatch, delivery), user);
        clocks.met(paper.subject(), time.instant(), ClockKind.PAPER_DELIVERY);
        event(paper, user, PaperAct.PAPER_DELIVERED, letter.number() + "，" + on);
        return answered;
    }

    /** The kinds of letter by which the other side may answer. */
    @Transactional(readOnly = true)
    public List<LetterKind> answers(Letter letter) {
        return kinds.all().stream()
                .filter(kind -> kind.onPaper().answers().contains(letter.kind()))
                .toList();
    }

    /**
     * What came back, as an officer enters it.
     *
     * @param replyNumber as it stands on the paper
     * @param read by the names of what is read off such a letter
     */
    public record ReplyEntered(
            Optional<String> replyKind,
            Optional<String> replyNumber,
            Optional<LocalDate> writtenOn,
            Optional<LocalDate> arrivedOn,
            Optional<String> scan,
            Map<String, String> read) {}

    /**
     * 登记来函: it becomes a letter of the other bureau, and the process that waits for it goes on.
     *
     * @return whether more is to come
     * @throws Refusal {@code paper.written-before-received, .arrived-before-written, .in-future, .scan-unknown,
     *     .bureau-unknown}, {@code letter.number-used} and those of {@link Entries}
     */
    public boolean reply(String id, String tenant, String user, ReplyEntered entered) {
        PaperLetter paper = store.locked(id, tenant);
        Letter letter = letters.get(paper.letterId());
        LetterKind kind = answers(letter).stream()
                .filter(one -> one.name().equals(ENTRIES.present(entered.replyKind(), "来函种类")))
                .findFirst()
                .orElseThrow(() -> new Refusal(
                        "paper.option-unknown", "来函种类", entered.replyKind().orElseThrow()));
        String number = ENTRIES.text(entered.replyNumber(), "来函文号", 2, LONGEST_LINE);
        LocalDate writtenOn = past(entered.writtenOn(), "来函日期");
        LocalDate arrivedOn = past(entered.arrivedOn(), "收到日期");
        Dispatch dispatch = paper.dispatched().orElseThrow();
        Delivery delivery = paper.delivered().orElseThrow();
        if (writtenOn.isBefore(delivery.on())) {
            throw new Refusal("paper.written-before-received", writtenOn, delivery.on());
        }
        if (arrivedOn.isBefore(writtenOn)) {
            throw new Refusal("paper.arrived-before-written", arrivedOn, writtenOn);
        }
        LetterDraft draft = new LetterDraft(
                        kind, key(paper, number), paper.caseNo(), letter.subjectId(), paper.receiver(), tenant)
                .inReplyTo(Optional.of(letter.id()))
                .evidence(List.of(scan(paper, letter, user, entered.scan())))
                .by(user, Optional.empty())
                .fact(LetterFacts.ORIGINAL_LETTER, letter.number())
                .word("来函方式", "纸质函件，" + arrivedOn + " 收到；正文以扫描件为准。");
        Map<String, String> facts = kind.onPaper().meaning().apply(read(kind, entered.read(), draft));
        Instant writtenAt = notBefore(deliveredAt(letter, dispatch, delivery), writtenOn);
        post.arrived(draft.facts(facts), number, writtenAt, notBefore(writtenAt, arrivedOn), user);
        boolean more = !kind.onPaper().last().test(facts);
        if (!more) {
            store.move(paper, PaperState.ENDED);
        }
        event(paper, user, PaperAct.PAPER_REPLIED, kind.title() + " " + number + "，" + arrivedOn + " 收到");
        return more;
    }

    /** The same paper is filed once, however its number is typed. */
    private static String key(PaperLetter paper, String number) {
        String plain =
                number.replaceAll("\\s", "").replaceAll("[\\[(（【﹝〔]", "〔").replaceAll("[\\])）】﹞〕]", "〕");
        return "PAPER/" + paper.receiver() + "/" + paper.tenant() + "/" + plain;
    }

    /** What such a letter says, by its facts; the draft tells it to people. */
    private Map<String, String> read(LetterKind kind, Map<String, String> given, LetterDraft draft) {
        Map<String, String> facts = new LinkedHashMap<>();
        for (Read one : kind.onPaper().read()) {
            Optional<String> text = Optional.ofNullable(given.get(one.fact()));
            if (text.isEmpty() && !one.needed()) {
                continue;
            }
            String value = ENTRIES.text(text, one.label(), 1, Entries.LONGEST);
            switch (one.type()) {
                case TEXT, DAY_TO_COME -> facts.put(one.fact(), value);
                case BUREAU -> facts.put(one.fact(), bureau(value).code());
                case DAY ->
                    facts.put(
                            one.fact(),
                            ChinaTime.startOf(past(Optional.of(LocalDate.parse(value)), one.label()))
                                    .toString());
                case CHOICE -> {
                    if (!one.options().containsKey(value)) {
                        throw new Refusal("paper.option-unknown", one.label(), value);
                    }
                    facts.put(one.fact(), value);
                }
            }
            draft.word(
                    one.label(), one.type() == Read.Type.BUREAU ? bureau(value).name() : one.shown(value));
        }
        return facts;
    }

    private Organisation bureau(String named) {
        return organisations
                .find(named)
                .filter(found -> found.kind() == Organisation.Kind.BUREAU)
                .orElseThrow(() -> new Refusal("paper.bureau-unknown", named));
    }

    /** Nothing more is waited for. */
    public void end(String id, String tenant, String user, Optional<String> reason) {
        PaperLetter paper = store.locked(id, tenant);
        String given = ENTRIES.reason(reason, "结束的原因");
        store.move(paper, PaperState.ENDED);
        event(paper, user, PaperAct.PAPER_ENDED, letters.get(paper.letterId()).number(), Optional.of(given));
    }

    /** Nobody has registered in time that it was sent, or that it came. */
    public void recordOverdue(String id, String tenant) {
        PaperLetter paper = store.locked(id, tenant);
        boolean waits = paper.state() == PaperState.TO_DISPATCH;
        if (clocks.fired(paper.subject(), waits ? ClockKind.PAPER_DISPATCH : ClockKind.PAPER_DELIVERY)) {
            event(
                    paper,
                    CaseEvents.SYSTEM,
                    waits ? PaperAct.DISPATCH_OVERDUE : PaperAct.DELIVERY_OVERDUE,
                    letters.get(paper.letterId()).number());
        }
    }

    @Transactional(readOnly = true)
    public Optional<PaperLetter> find(String id, String tenant) {
        return store.find(id, tenant);
    }

    /** What can be a scan: the files that the organisation has added to the case, newest first. */
    @Transactional(readOnly = true)
    public List<Evidence> scans(PaperLetter paper) {
        return scans.of(paper.subject()).stream()
                .sorted(Comparator.comparing(Evidence::receivedAt).reversed())
                .toList();
    }

    private UUID scan(PaperLetter paper, Letter letter, String user, Optional<String> given) {
        return scans.chosen(ENTRIES, paper.subject(), user, given, "扫描件", letter.number());
    }

    private LocalDate past(Optional<LocalDate> day, String label) {
        return ENTRIES.past(day, label, clocks.today());
    }

    private static Instant dispatchedAt(Letter letter, Dispatch dispatch) {
        return notBefore(letter.issuedAt(), dispatch.on());
    }

    private static Instant deliveredAt(Letter letter, Dispatch dispatch, Delivery delivery) {
        return notBefore(dispatchedAt(letter, dispatch), delivery.on());
    }

    private static Instant notBefore(Instant earliest, LocalDate day) {
        Instant start = ChinaTime.startOf(day);
        return start.isBefore(earliest) ? earliest : start;
    }

    private void event(PaperLetter paper, String actor, PaperAct act, String about) {
        event(paper, actor, act, about, Optional.empty());
    }

    private void event(PaperLetter paper, String actor, PaperAct act, String about, Optional<String> words) {
        events.append(
                paper.caseNo(),
                paper.tenant(),
                actor,
                act,
                paper.id(),
                Map.of(CaseEvents.ABOUT, about, "letterId", paper.letterId().toString()),
                words);
    }
}
