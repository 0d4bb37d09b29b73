package org.redshield.bridge.platform.liaison;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import lombok.RequiredArgsConstructor;
import org.redshield.bridge.ChinaTime;
import org.redshield.bridge.Ids;
import org.redshield.bridge.Refusal;
import org.redshield.bridge.bureau.Organisations;
import org.redshield.bridge.cases.CaseEvents;
import org.redshield.bridge.exchange.Correspondence;
import org.redshield.bridge.exchange.Envelope;
import org.redshield.bridge.platform.dataset.AnswerState;
import org.redshield.bridge.platform.gateway.Dialogue;
import org.redshield.bridge.platform.gateway.Dialogue.ClockEffect;
import org.redshield.bridge.platform.gateway.Dialogue.Kind;
import org.redshield.bridge.platform.gateway.Dialogue.Told;
import org.redshield.bridge.platform.gateway.DialogueGateway;
import org.redshield.bridge.platform.gateway.PlatformGateway;
import org.redshield.bridge.platform.gateway.PlatformRefusal;
import org.redshield.bridge.platform.gateway.PlatformUnavailable;
import org.redshield.bridge.platform.gateway.RequestStatus;
import org.redshield.bridge.platform.guard.Gateways;
import org.redshield.bridge.platform.request.AnswerClocks;
import org.redshield.bridge.platform.request.AwaitingProcess;
import org.redshield.bridge.platform.request.DataRequest;
import org.redshield.bridge.platform.request.DataRequest.Status;
import org.redshield.bridge.platform.request.DataRequests;
import org.redshield.bridge.platform.request.LiaisonLetter;
import org.redshield.bridge.platform.request.PlatformAct;
import org.redshield.bridge.platform.request.WorkQueue;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * Talking with a platform about a request that it has, without another letter: what it asks or proposes becomes a task
 * of the officers, and their answer goes to whoever has the request, the interface or the liaison.
 */
@Service
@RequiredArgsConstructor
public class Dialogues {

    private static final Logger LOG = LoggerFactory.getLogger(Dialogues.class);

    /** What a platform says to a message whose id it knows with another moment. */
    private static final String HEARD_BEFORE = "key-reused";

    /** Who answers what no person can. */
    private static final String AUTOMATIC = "platform";

    private final DataRequests requests;
    private final DialogueStore store;
    private final AwaitingProcess process;
    private final AnswerClocks clocks;
    private final WorkQueue queue;
    private final Gateways gateways;
    private final Correspondence correspondence;
    private final Organisations organisations;
    private final CaseEvents events;
    private final InstantSource clock;

    /**
     * What the interface says on being asked. The same again changes nothing.
     *
     * @param before the request as it was, by which a question that is asked anew is told from one still standing there
     * @return whether officers deal with it; else it goes the way of an answer
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public boolean heard(DataRequest before, RequestStatus status, boolean answerable) {
        return switch (status.status().toUpperCase(Locale.ROOT)) {
            case "CLARIFICATION" -> answerable && asked(before, status.text().orElse("平台请求说明，没有写明问题。"));
            case "NEW_DATE" -> {
                status.newDueAt().ifPresent(date -> proposed(before, status.text(), date));
                // A date that cannot be read is a question to a person all the same.
                yield status.newDueAt().isPresent() || answerable && asked(before, unreadable(status));
            }
            default -> false;
        };
    }

    private boolean asked(DataRequest before, String question) {
        store.lock(before.requestNo());
        List<Dialogue> questions = of(before.requestNo(), Kind.QUESTION);
        boolean standing = before.said()
                .platformStatus()
                .filter("CLARIFICATION"::equalsIgnoreCase)
                .isPresent();
        boolean known = questions.stream()
                .filter(one -> one.text().equals(Optional.of(question)))
                .anyMatch(one -> standing || one.answeredAt().isEmpty());
        if (known) {
            return true;
        }
        if (!begun(before, Kind.QUESTION, questions)) {
            return false;
        }
        store.add(
                Ids.next(),
                before.requestNo(),
                Kind.QUESTION,
                false,
                Optional.of(question),
                Optional.empty(),
                clock.instant());
        return true;
    }

    /** One task at a time shows all that is open. An instance that began before there was such a task has no place for it. */
    private boolean begun(DataRequest request, Kind kind, List<Dialogue> sameKind) {
        boolean hasTask = sameKind.stream().anyMatch(one -> one.answeredAt().isEmpty());
        return hasTask || process.speak(request, kind);
    }

    private static String unreadable(RequestStatus status) {
        return "平台提出改期，但写明的日期不能识别。" + status.text().orElse("");
    }

    private void proposed(DataRequest request, Optional<String> reason, Instant date) {
        store.lock(request.requestNo());
        List<Dialogue> dates = of(request.requestNo(), Kind.NEW_DATE);
        boolean known =
                dates.stream().anyMatch(one -> !one.liaison() && one.newDueAt().equals(Optional.of(date)));
        Optional<Dialogue> open =
                dates.stream().filter(one -> one.answeredAt().isEmpty()).findFirst();
        if (known) {
            return;
        }
        if (open.isPresent()) {
            store.replace(open.get().id(), open.get().id(), false, reason, date, clock.instant());
        } else if (process.speak(request, Kind.NEW_DATE)) {
            store.add(
                    Ids.next(), request.requestNo(), Kind.NEW_DATE, false, reason, Optional.of(date), clock.instant());
        } else {
            LOG.info("Nobody waits for the new date of {}", request.requestNo());
        }
    }

    private List<Dialogue> of(String requestNo, Kind kind) {
        return of(requestNo).stream().filter(one -> one.kind() == kind).toList();
    }

    /** All that was said about a request, oldest first. */
    public List<Dialogue> of(String requestNo) {
        return store.of(requestNo);
    }

    /** What waits for the officers' answer, oldest first. */
    public List<Dialogue> open(String requestNo, Kind kind) {
        return of(requestNo, kind).stream()
                .filter(one -> one.answeredAt().isEmpty())
                .toList();
    }

    /**
     * What the liaison says. The same envelope again changes nothing. Where the instance has no place for it, the liaison
     * learns so at once instead of waiting for an answer that nobody can give.
     */
    @Transactional(propagation = Propagation.MANDATORY)
    void heardFromLiaison(DataRequest request, Envelope envelope) {
        String requestNo = request.requestNo();
        store.lock(requestNo);
        Kind kind = envelope.kind() == LiaisonLetter.LIAISON_NEW_DATE ? Kind.NEW_DATE : Kind.QUESTION;
        List<Dialogue> sameKind = of(requestNo, kind);
        Optional<Dialogue> known =
                sameKind.stream().filter(one -> one.id().equals(envelope.id())).findFirst();
        if (known.flatMap(Dialogue::answeredAt).isPresent()) {
            return;
        }
        // One that is known and open was kept by an earlier version, which found no place for it and tried on and on.
        boolean answerable = known.isPresent() ? process.speak(request, kind) : begun(request, kind, sameKind);
        if (known.isEmpty()) {
            keep(envelope, kind, sameKind);
        }
        if (!answerable) {
            String sentence = new Refusal("platform.question-without-task").getMessage();
            store.answer(envelope.id(), sentence, null, null, AUTOMATIC, clock.instant());
            tell(requestNo);
        }
    }

    /** Questions stand beside each other; of dates the last one counts. */
    private void keep(Envelope envelope, Kind kind, List<Dialogue> sameKind) {
        Optional<String> text = Optional.ofNullable(envelope.content().get("text"));
        Optional<Instant> date =
                Optional.ofNullable(envelope.content().get("newDueAt")).map(Instant::parse);
        Optional<Dialogue> overtaken = sameKind.stream()
                .filter(one -> kind == Kind.NEW_DATE && one.answeredAt().isEmpty())
                .findFirst();
        if (overtaken.isPresent()) {
            store.replace(overtaken.get().id(), envelope.id(), true, text, date.orElseThrow(), clock.instant());
        } else {
            store.add(envelope.id(), envelope.subjectId(), kind, true, text, date, clock.instant());
        }
    }

    /** What an answer given now would be about, in the officer's words; empty when nothing is open. */
    public Optional<String> subject(String requestNo, Kind kind) {
        return subject(open(requestNo, kind));
    }

    private static Optional<String> subject(List<Dialogue> open) {
        return last(open).map(last -> last.newDueAt()
                .map(ChinaTime::moment)
                .orElseGet(() -> open.size() + " 条，最近一条于 " + ChinaTime.moment(last.askedAt()) + " 收到"));
    }

    /**
     * What is open, and is what the officer saw: the platform may say more while a form stands on a screen.
     *
     * @param seen the subject that the form showed; empty where it shows none
     */
    private List<Dialogue> seen(String requestNo, Kind kind, Optional<String> seen) {
        store.lock(requestNo);
        List<Dialogue> open = open(requestNo, kind);
        Optional<String> subject = subject(open);
        if (subject.isPresent() && seen.isPresent() && !seen.equals(subject)) {
            throw new Refusal("platform.said-meanwhile", subject.get());
        }
        return open;
    }

    private static Optional<Dialogue> last(List<Dialogue> dialogues) {
        return dialogues.isEmpty() ? Optional.empty() : Optional.of(dialogues.get(dialogues.size() - 1));
    }

    /**
     * The officer's answer to all that the platform has asked so far.
     *
     * @param seen the {@link #subject} that the form showed
     * @throws Refusal platform.said-meanwhile
     */
    @Transactional
    public void answer(String requestNo, String tenant, Optional<String> seen, String text, String user) {
        DataRequest request = own(requestNo, tenant);
        seen(requestNo, Kind.QUESTION, seen)
                .forEach(one -> store.answer(one.id(), text, null, null, user, clock.instant()));
        record(request, user, PlatformAct.QUESTION_ANSWERED, Optional.of(text));
    }

    /**
     * The officer's decision on the date that the platform put forward. Accepted in time, it moves the clock of the
     * answer, which runs by agreement between the two; the statutory clocks of the case stay as they are.
     *
     * @param seen the {@link #subject} that the form showed
     * @throws Refusal platform.no-new-date, platform.said-meanwhile
     */
    @Transactional
    public void decideDate(
            String requestNo,
            String tenant,
            Optional<String> seen,
            boolean accepted,
            Optional<String> reason,
            String user) {
        DataRequest request = own(requestNo, tenant);
        List<Dialogue> open = seen(requestNo, Kind.NEW_DATE, seen);
        Dialogue last = last(open).orElseThrow(() -> new Refusal("platform.no-new-date"));
        for (Dialogue one : open) {
            boolean agreed = accepted && one.equals(last);
            ClockEffect effect = agreed ? move(request, one.newDueAt().orElseThrow(), user) : null;
            store.answer(one.id(), reason.orElse(null), agreed, effect, user, clock.instant());
        }
        record(request, user, accepted ? PlatformAct.NEW_DATE_ACCEPTED : PlatformAct.NEW_DATE_DECLINED, reason);
    }

    private void record(DataRequest request, String user, PlatformAct act, Optional<String> words) {
        events.append(
                requests.order(request.requestNo()).caseNo(),
                request.tenant(),
                user,
                act,
                request.requestNo(),
                Map.of(CaseEvents.ABOUT, request.dataset().title()),
                words);
    }

    private ClockEffect move(DataRequest request, Instant date, String user) {
        ClockEffect effect = clocks.effect(request, date);
        if (effect != ClockEffect.MOVED) {
            return effect;
        }
        Instant moved = clocks.agree(request, date, user);
        requests.movedTo(request.requestNo(), moved);
        return moved.isBefore(date) ? ClockEffect.BOUND : ClockEffect.MOVED;
    }

    /** What accepting the date would do now. */
    public ClockEffect effect(DataRequest request, Instant date) {
        return clocks.effect(request, date);
    }

    /** Whether the platform can be told: its interface takes messages, or its liaison has the request. */
    public boolean canBeTold(DataRequest request) {
        return request.status() == Status.LIAISON
                || gateways.find(request.platform())
                        .flatMap(PlatformGateway::dialogue)
                        .isPresent();
    }

    /**
     * Tells whoever has the request of all answers that it does not know yet, within 15 s each. Nothing is locked
     * meanwhile; told twice, by whatever coincidence, it has heard it once.
     *
     * @throws PlatformUnavailable to be tried again; the platform knows by their ids what it has heard
     */
    @Transactional
    public void tell(String requestNo) {
        DataRequest request = requests.get(requestNo);
        for (Dialogue one : of(requestNo)) {
            if (one.answeredAt().isPresent() && one.told().isEmpty()) {
                store.told(one.id(), tell(request, one), clock.instant());
            }
        }
    }

    private Told tell(DataRequest request, Dialogue one) {
        return switch (request.status()) {
            case LIAISON -> {
                correspondence.tell(toLiaison(request, one));
                yield Told.LIAISON;
            }
            case SUBMITTED -> tellInterface(request, one);
            default -> Told.TOO_LATE;
        };
    }

    private Told tellInterface(DataRequest request, Dialogue one) {
        Optional<DialogueGateway> dialogue = gateways.find(request.platform()).flatMap(PlatformGateway::dialogue);
        if (dialogue.isEmpty()) {
            return Told.NOT;
        }
        String id = request.said().platformRequestId().orElseThrow();
        try {
            if (one.kind() == Kind.QUESTION) {
                String text = one.answer().orElseThrow();
                Instant at = one.answeredAt().orElseThrow();
                dialogue.get().say(id, new DialogueGateway.Message(one.id().toString(), false, text, at));
            } else {
                Instant date = one.newDueAt().orElseThrow();
                dialogue.get().answerDate(id, date, one.accepted().orElseThrow(), one.answer());
            }
            return Told.INTERFACE;
        } catch (PlatformRefusal e) {
            LOG.warn("Platform {} took no answer to {}: {}", request.platform(), request.requestNo(), e.code());
            if (!e.code().equals("not-implemented")) {
                return Told.REFUSED;
            }
            if (one.kind() == Kind.QUESTION) {
                // It asks but takes no messages: its liaison gets question and answer with the letter.
                queue.answer(request, AnswerState.LIAISON);
            }
            return Told.NOT;
        }
    }

    private static Envelope toLiaison(DataRequest request, Dialogue one) {
        Map<String, String> content = new LinkedHashMap<>();
        content.put("kind", one.kind().name());
        if (one.liaison()) {
            content.put("inReplyTo", one.id().toString());
        }
        String text = Stream.concat(
                        one.answer().stream(),
                        one.clock().filter(effect -> effect != ClockEffect.MOVED).map(ClockEffect::title).stream())
                .collect(Collectors.joining("；"));
        if (!text.isEmpty()) {
            content.put("text", text);
        }
        one.accepted().ifPresent(accepted -> content.put("accepted", accepted.toString()));
        one.newDueAt().ifPresent(date -> content.put("newDueAt", date.toString()));
        if (one.accepted().orElse(false)) {
            // Which is not always the date that was accepted: the law's own cannot be moved.
            request.times().dueAt().ifPresent(due -> content.put("dueAt", due.toString()));
        }
        return new Envelope(
                UUID.nameUUIDFromBytes(("answer:" + one.id()).getBytes(StandardCharsets.UTF_8)),
                request.tenant(),
                request.platform(),
                LiaisonLetter.BUREAU_ANSWER,
                request.requestNo(),
                request.caseNo(),
                content);
    }

    /** What both sides have said through the interface. @throws Refusal as {@link #say} */
    public List<DialogueGateway.Message> messages(String requestNo, String tenant) {
        return with(requestNo, tenant, false, (id, platform) -> platform.messages(id));
    }

    /**
     * Says something of our own accord. What the platform has asked is answered in the task. The same words about the
     * same request on the same day are said once: who is told that it may not have arrived can say them again.
     *
     * @throws Refusal platform.unknown-request, platform.dialogue-unsupported, platform.dialogue-closed,
     *     platform.dialogue-refused, platform.dialogue-unanswered, platform.question-open
     */
    public void say(String requestNo, String tenant, String text) {
        if (!open(own(requestNo, tenant).requestNo(), Kind.QUESTION).isEmpty()) {
            throw new Refusal("platform.question-open");
        }
        Instant now = clock.instant();
        DialogueGateway.Message message =
                new DialogueGateway.Message(sayingOf(requestNo, text, now).toString(), false, text, now);
        with(requestNo, tenant, true, (id, platform) -> {
            try {
                platform.say(id, message);
            } catch (PlatformRefusal e) {
                // The same words from another moment: they had arrived although nobody told us.
                if (!e.code().equals(HEARD_BEFORE)) {
                    throw e;
                }
            }
            return null;
        });
    }

    private static UUID sayingOf(String requestNo, String text, Instant at) {
        String day = ChinaTime.day(at).toString();
        return UUID.nameUUIDFromBytes(
                String.join("\n", "say", requestNo, day, text).getBytes(StandardCharsets.UTF_8));
    }

    private interface Talk<T> {
        T with(String platformRequestId, DialogueGateway platform);
    }

    private <T> T with(String requestNo, String tenant, boolean speaking, Talk<T> talk) {
        DataRequest request = own(requestNo, tenant);
        Function<String, Refusal> refusal =
                code -> new Refusal(code, organisations.get(request.platform()).name());
        DialogueGateway dialogue = gateways.find(request.platform())
                .flatMap(PlatformGateway::dialogue)
                .orElseThrow(() -> refusal.apply("platform.dialogue-unsupported"));
        if (speaking && request.status() != Status.SUBMITTED) {
            throw new Refusal("platform.dialogue-closed", request.status().title());
        }
        String id = request.said()
                .platformRequestId()
                .orElseThrow(() ->
                        new Refusal("platform.dialogue-closed", request.status().title()));
        try {
            return talk.with(id, dialogue);
        } catch (PlatformUnavailable e) {
            throw refusal.apply("platform.dialogue-unanswered");
        } catch (PlatformRefusal e) {
            throw e.code().equals("not-implemented")
                    ? refusal.apply("platform.dialogue-unsupported")
                    : new Refusal("platform.dialogue-refused", e.text());
        }
    }

    private DataRequest own(String requestNo, String tenant) {
        return requests.find(requestNo)
                .filter(request -> request.tenant().equals(tenant))
                .orElseThrow(() -> new Refusal("platform.unknown-request", requestNo));
    }
}
