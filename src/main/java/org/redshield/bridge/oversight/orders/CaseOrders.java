package org.redshield.bridge.oversight.orders;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import lombok.RequiredArgsConstructor;
import org.redshield.bridge.ChinaTime;
import org.redshield.bridge.Refusal;
import org.redshield.bridge.access.Caller;
import org.redshield.bridge.access.Forbidden;
import org.redshield.bridge.access.NotFound;
import org.redshield.bridge.bureau.BureauTree;
import org.redshield.bridge.cases.CaseEvents;
import org.redshield.bridge.cases.Involvements;
import org.redshield.bridge.cases.LegalBasis;
import org.redshield.bridge.cases.Unmasking;
import org.redshield.bridge.cases.visibility.BureausInCase;
import org.redshield.bridge.casework.Entries;
import org.redshield.bridge.engine.account.Sight;
import org.redshield.bridge.exchange.Correspondence;
import org.redshield.bridge.letter.Letter;
import org.redshield.bridge.letter.LetterDraft;
import org.redshield.bridge.oversight.AnswersFromBelow;
import org.redshield.bridge.oversight.api.Listings;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * 提调 and 挂牌督办: orders of a superior bureau about a case below it (市场监督管理执法监督暂行规定 art. 2). Each goes out as a letter,
 * stands in the record of the bureau that gets it, and is answered there by a unit head as a reminder is.
 */
@Service
@Transactional
@RequiredArgsConstructor
public class CaseOrders implements Unmasking.OpenedAbove, Listings {

    private static final Entries ENTRIES = new Entries("supervision");
    private static final Duration ARRIVES_WITHIN = Duration.ofMinutes(5);
    private static final int LONGEST_TEXT = 1000;
    private static final int LONGEST_LISTING_DAYS = 366;

    private final OrderStore store;
    private final Sight sight;
    private final BureauTree tree;
    private final BureausInCase cases;
    private final Involvements involvements;
    private final CaseEvents events;
    private final Correspondence correspondence;
    private final AnswersFromBelow answers;
    private final InstantSource time;

    /**
     * As a supervisor fills it in.
     *
     * @param bureau one that works on the case; empty for the one that gave it its number
     * @param dueOn of a listed case, the day by which it is to be done
     */
    public record Order(
            Optional<String> kind,
            Optional<String> caseNo,
            Optional<String> bureau,
            Optional<String> reason,
            Optional<String> basis,
            Optional<LocalDate> dueOn) {}

    /**
     * Orders it, in one transaction with the letter, the record and the process in the bureau below.
     *
     * @throws Forbidden {@code supervision.order-not-supervisor}
     * @throws NotFound {@code supervision.order-case-unknown}, also for a case of his own bureau, of one above, or of one beside
     * @throws Refusal {@code supervision.field-missing, .option-unknown, .text-*, .order-open, .order-case-closed, .order-day}
     */
    public CaseOrder order(Caller caller, Order order) {
        requireSupervisor(caller, "supervision.order-not-supervisor");
        SupervisionOrderKind kind = ENTRIES.oneOf(SupervisionOrderKind.values(), order.kind(), "督办方式");
        String caseNo = ENTRIES.present(order.caseNo().orElse(null), "案件编号");
        String reason = ENTRIES.text(order.reason(), "理由", Entries.SHORTEST_REASON, LONGEST_TEXT);
        LegalBasis basis = ENTRIES.oneOf(
                LegalBasis.of(LegalBasis.Use.SUPERVISION).toArray(LegalBasis[]::new), order.basis(), "法律依据");
        Set<String> below = sight.of(caller.groups(), caller.tenants());
        String tenant = cases.inCase(caseNo, below).stream()
                .filter(one -> order.bureau().map(one::equals).orElse(true))
                .filter(one -> superior(caller, one).isPresent())
                .findFirst()
                .orElseThrow(() -> new NotFound("supervision.order-case-unknown", caseNo));
        String superior = superior(caller, tenant).orElseThrow();
        // The engine's dates know milliseconds only; the list must not show another instant than the task.
        Instant now = time.instant().truncatedTo(ChronoUnit.MILLIS);
        Instant dueAt =
                kind == SupervisionOrderKind.LISTING ? listedUntil(order, caseNo, tenant, now) : answers.dueAt(now);
        String id = store.insert(
                        new OrderStore.Wish(kind, caseNo, tenant, superior, reason, basis, caller.userId(), now, dueAt))
                .orElseThrow(() -> new Refusal("supervision.order-open", kind.title()));
        Letter letter = correspondence.send(new LetterDraft(kind.letter(), id + "/ORDER", caseNo, id, superior, tenant)
                .by(caller.userId(), Optional.empty())
                .word("caseNo", caseNo)
                .word("citation", basis.citation())
                .word("reason", reason)
                .word("answerBy", ChinaTime.moment(dueAt)));
        store.written(id, letter.number());
        CaseOrder ordered = store.find(id).orElseThrow();
        record(ordered, caller.userId(), kind.act(), ordered.superiorName(), reason);
        answers.ask(tenant, caseNo, id, dueAt);
        return ordered;
    }

    private static void requireSupervisor(Caller caller, String otherwise) {
        if (!caller.hasRole(Sight.SUPERVISOR)) {
            throw new Forbidden(otherwise);
        }
    }

    /** Of the bureaus of the person the one that stands above that one, the nearest; none above one of his own. */
    private Optional<String> superior(Caller caller, String bureau) {
        return caller.tenants().stream()
                .filter(own -> !caller.tenants().contains(bureau)
                        && tree.under(List.of(own)).contains(bureau))
                .min(Comparator.comparing(own -> tree.under(List.of(own)).size()));
    }

    private Instant listedUntil(Order order, String caseNo, String tenant, Instant now) {
        Instant until = endOf(ENTRIES.present(order.dueOn().orElse(null), "办结期限"), now);
        if (!involvements.open(caseNo, tenant)) {
            throw new Refusal("supervision.order-case-closed", caseNo);
        }
        return until;
    }

    private static Instant endOf(LocalDate day, Instant now) {
        LocalDate today = ChinaTime.day(now);
        if (day.isBefore(today) || day.isAfter(today.plusDays(LONGEST_LISTING_DAYS))) {
            throw new Refusal("supervision.order-day");
        }
        return ChinaTime.endOf(day);
    }

    /**
     * 退回重报: the answer does not satisfy. A supervisor of the bureau that ordered it says why, and the task comes again; the mark of a
     * listed case, and what a called up one lays open, stay.
     *
     * @param answerBy until when; the usual time for an answer if left out
     * @throws NotFound {@code supervision.order-unknown}, also for one of another bureau
     * @throws Refusal {@code supervision.return-ended}, {@code .order-unanswered}, {@code .order-day}, {@code .text-*}
     */
    public CaseOrder sendBack(Caller caller, String id, Optional<String> note, Optional<LocalDate> answerBy) {
        requireSupervisor(caller, "supervision.return-not-supervisor");
        String why = ENTRIES.text(note, "退回的原因", Entries.SHORTEST_REASON, LONGEST_TEXT);
        CaseOrder order = store.locked(id)
                .filter(one -> caller.tenants().contains(one.superior()))
                .orElseThrow(() -> new NotFound("supervision.order-unknown"));
        if (order.endedAt().isPresent()) {
            throw new Refusal("supervision.return-ended");
        }
        if (order.answeredAt().isEmpty()) {
            throw new Refusal("supervision.order-unanswered");
        }
        Instant now = time.instant().truncatedTo(ChronoUnit.MILLIS);
        Instant until = answerBy.map(day -> endOf(day, now)).orElseGet(() -> answers.dueAt(now));
        store.sentBack(order, now, why, until);
        String key = "/RETURN-" + (order.returns() + 1);
        correspondence.send(
                letter(OrderLetter.ORDER_RETURN, order, key, caller, why).word("answerBy", ChinaTime.moment(until)));
        record(order, caller.userId(), OrderAct.ORDER_RETURNED, order.kindTitle(), why);
        answers.ask(order.tenant(), order.caseNo(), id, until);
        return store.find(id).orElseThrow();
    }

    private static LetterDraft letter(OrderLetter kind, CaseOrder order, String key, Caller caller, String note) {
        return new LetterDraft(kind, order.id() + key, order.caseNo(), order.id(), order.superior(), order.tenant())
                .by(caller.userId(), Optional.empty())
                .word("caseNo", order.caseNo())
                .word("orderTitle", order.kindTitle())
                .word("originalLetterNo", order.letterNo().orElse(""))
                .word("note", note);
    }

    /**
     * 结束提调, or 摘牌. A supervisor of the bureau that ordered it says why.
     *
     * @throws NotFound {@code supervision.order-unknown}, also for one of another bureau
     * @throws Refusal {@code supervision.order-ended}, {@code .order-just-sent} while the bureau below has not begun on it,
     *     in the first minutes; after them nobody waits there any more, and an answer that comes all the same is refused
     */
    public CaseOrder end(Caller caller, String id, Optional<String> note) {
        requireSupervisor(caller, "supervision.order-not-supervisor");
        String why = ENTRIES.text(note, "结束的理由", Entries.SHORTEST_REASON, LONGEST_TEXT);
        CaseOrder order = store.locked(id)
                .filter(one -> caller.tenants().contains(one.superior()))
                .orElseThrow(() -> new NotFound("supervision.order-unknown"));
        Instant now = time.instant();
        if (!store.end(id, caller.userId(), now, why)) {
            throw new Refusal("supervision.order-ended");
        }
        if (order.answeredAt().isEmpty()
                && !answers.end(order.tenant(), id)
                && now.isBefore(store.askedAt(id).plus(ARRIVES_WITHIN))) {
            throw new Refusal("supervision.order-just-sent");
        }
        correspondence.send(letter(OrderLetter.ORDER_END, order, "/END", caller, why));
        record(order, caller.userId(), OrderAct.ORDER_ENDED, order.kindTitle(), why);
        return store.find(id).orElseThrow();
    }

    /**
     * Puts on record that a unit head answered.
     *
     * @param id of an order, or of a reminder of a deadline
     */
    public void answered(String id, String caseNo, String tenant, String user, String answer) {
        store.find(id)
                .ifPresentOrElse(
                        order -> record(order, user, OrderAct.ORDER_ANSWERED, order.kindTitle(), answer),
                        () -> events.append(
                                caseNo,
                                tenant,
                                user,
                                OrderAct.REMINDER_ANSWERED,
                                id,
                                Map.of("requestId", id),
                                Optional.of(answer)));
    }

    private void record(CaseOrder order, String user, OrderAct act, String about, String words) {
        events.append(
                order.caseNo(),
                order.tenant(),
                user,
                act,
                order.id(),
                Map.of("requestId", order.id(), CaseEvents.ABOUT, about),
                Optional.of(words));
    }

    @Transactional(readOnly = true)
    public Optional<CaseOrder> find(String id) {
        return store.find(id);
    }

    /** How many are open, and how many of these are late. */
    public record Count(long total, long late) {}

    /** @param first those that are due first, at most 200 */
    public record Open(List<CaseOrder> first, Count count) {}

    /** What is open below a bureau that the supervisor sees, first what is due first. @param under empty for all he sees */
    @Transactional(readOnly = true)
    public Open open(Caller caller, Optional<String> under) {
        requireSupervisor(caller, "supervision.order-not-supervisor");
        Set<String> below = under.map(one -> sight.of(caller.groups(), caller.tenants(), List.of(one)))
                .orElseGet(() -> sight.of(caller.groups(), caller.tenants()));
        return new Open(store.open(below), store.count(below));
    }

    /** Newest first. */
    @Transactional(readOnly = true)
    public List<CaseOrder> ofCase(String caseNo, String tenant) {
        List<CaseOrder> found = store.ofCase(caseNo, tenant);
        if (found.stream().allMatch(one -> one.returns() == 0)) {
            return found;
        }
        List<CaseEvents.CaseEvent> record = events.of(caseNo, tenant);
        return found.stream().map(one -> one.after(earlier(record, one.id()))).toList();
    }

    /** Each answer with the sending back that came next. */
    private static List<CaseOrder.Earlier> earlier(List<CaseEvents.CaseEvent> record, String id) {
        List<CaseOrder.Earlier> found = new ArrayList<>();
        CaseEvents.CaseEvent answer = null;
        for (CaseEvents.CaseEvent event : record) {
            if (!event.subjectId().filter(id::equals).isPresent()) {
                continue;
            }
            if (event.act().filter(act -> act == OrderAct.ORDER_ANSWERED).isPresent()) {
                answer = event;
            } else if (answer != null
                    && event.act().filter(act -> act == OrderAct.ORDER_RETURNED).isPresent()) {
                found.add(new CaseOrder.Earlier(
                        answer.note().orElse(""), answer.at(), event.note().orElse(""), event.at()));
                answer = null;
            }
        }
        return found;
    }

    @Override
    @Transactional(readOnly = true)
    public boolean opened(Caller caller, String caseNo) {
        return store.opened(caseNo, caller.tenant(), caller.userId(), caller.above());
    }

    @Override
    @Transactional(readOnly = true)
    public Map<Side, Instant> until(Collection<Side> sides) {
        return sides.isEmpty() ? Map.of() : store.listed(sides);
    }
}
