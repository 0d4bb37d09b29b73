package org.redshield.bridge.clues;

import static org.redshield.bridge.clues.Clue.ENTRIES;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import lombok.RequiredArgsConstructor;
import org.redshield.bridge.Refusal;
import org.redshield.bridge.access.NotFound;
import org.redshield.bridge.cases.CaseEvents;
import org.redshield.bridge.cases.CaseRegister;
import org.redshield.bridge.casework.SubjectClocks;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * 待分派: what came in bulk waits here, without process and clock, until a head sends it to the officers or a person says that it
 * is the same as another clue; the latter can be undone.
 */
@Service
@RequiredArgsConstructor
public class Undispatched {

    private static final int SHORTEST_FACTS = 10;
    private static final int LONGEST_UNIT = 50;
    private static final String UNDONE = "撤销并案，恢复原来的期限";

    private final ClueStore store;
    private final Registration registration;
    private final CaseRegister register;
    private final CaseEvents events;
    private final SubjectClocks clocks;

    /**
     * What came of a link.
     *
     * @param into id of the clue that is worked on instead
     * @param clockBefore the clock that gave way because of new facts
     */
    public record Link(String into, Optional<UUID> clockBefore) {}

    /**
     * 分派: its verification starts, with the period counted from the receipt of the report.
     *
     * @param unit that shall have it; as the triage proposed where empty
     * @throws Refusal {@code clues.clue-unknown, .not-waiting, .text-too-long}
     */
    @Transactional
    public Clue dispatch(String id, String tenant, String user, Optional<String> unit) {
        unit.ifPresent(text -> ENTRIES.atMost(text, "承办机构", LONGEST_UNIT));
        Clue clue = waiting(id, tenant);
        store.move(clue, ClueState.REGISTERED);
        unit.ifPresent(text -> store.unit(clue, text));
        Map<String, String> detail = new HashMap<>(Map.of("requestId", id));
        unit.ifPresent(text -> detail.put(CaseEvents.ABOUT, text));
        events.append(clue.caseNo(), tenant, user, ClueAct.CLUE_DISPATCHED, detail);
        clocks.start(clue.subject(), ClueClock.CLUE_VERIFICATION, store.countsFrom(clue));
        registration.begin(clue);
        return clue;
    }

    /**
     * A clue and others, by their ids, to be compared.
     *
     * @throws Refusal {@code clues.clue-unknown}
     */
    @Transactional(readOnly = true)
    public Map<String, Clue> withOthers(String id, String tenant, List<String> others) {
        return Stream.concat(Stream.of(id), others.stream())
                .map(one -> store.find(one, tenant).orElseThrow(() -> new NotFound("clues.clue-unknown", one)))
                .collect(Collectors.toMap(Clue::id, Function.identity()));
    }

    private Clue waiting(String id, String tenant) {
        Clue clue = store.locked(id, tenant);
        if (clue.state() != ClueState.RECEIVED) {
            throw new Refusal("clues.not-waiting", clue.caseNo(), clue.state().title());
        }
        return clue;
    }

    /**
     * 并案: a waiting clue is the same as another that is open, and is worked on with that one. With new facts the other's
     * period counts from this report (投诉举报处理办法 art. 35), where nothing is filed yet; without, nothing about it changes.
     *
     * @param otherId what it is the same as; where that one is linked itself, it is what that one was linked to
     * @throws Refusal {@code clues.clue-unknown, .not-waiting, .other-over, .text-too-short, .text-too-long}
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public Link link(String id, String otherId, String tenant, String user, Optional<String> newFacts) {
        if (newFacts.isPresent()) {
            ENTRIES.text(newFacts, "新的事实", SHORTEST_FACTS, ENTRIES.LONGEST);
        }
        String into = root(otherId, tenant);
        // In one order, whoever links what to what at the same time.
        Stream.of(id, into).sorted().forEach(one -> store.locked(one, tenant));
        Clue clue = waiting(id, tenant);
        Clue other = store.locked(into, tenant);
        if (other.state().over() || into.equals(id)) {
            throw new Refusal("clues.other-over", other.caseNo(), other.state().title());
        }
        store.link(clue, other);
        return new Link(into, registration.link(clue, other, user, newFacts));
    }

    private String root(String id, String tenant) {
        return store.find(id, tenant)
                .flatMap(Clue::linkedTo)
                .map(further -> root(further, tenant))
                .orElse(id);
    }

    /** With new facts the period of what waits itself is another; to be called when the link is on record, or gone. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void countAnew(String id, String tenant) {
        Clue clue = store.locked(id, tenant);
        if (clue.state() == ClueState.RECEIVED) {
            store.due(clue, clocks.dueAt(clue.tenant(), ClueClock.CLUE_VERIFICATION, store.countsFrom(clue)));
        }
    }

    /**
     * 撤销并案: the clue waits again as it did, and the other's period is what it was before.
     *
     * @param link as {@link #link} told it
     * @throws Refusal {@code clues.link-changed} where the clue is not linked there any more
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public void unlink(String id, String tenant, String user, Link link) {
        Stream.of(id, link.into()).sorted().forEach(one -> store.locked(one, tenant));
        Clue clue = store.locked(id, tenant);
        Clue other = store.locked(link.into(), tenant);
        if (clue.state() != ClueState.LINKED || !clue.linkedTo().equals(Optional.of(other.id()))) {
            throw new Refusal("clues.link-changed", clue.caseNo(), clue.state().title());
        }
        store.unlink(clue);
        register.reopen(clue.caseNo(), tenant);
        if (other.state().beforeFiling()) {
            link.clockBefore()
                    .ifPresent(before ->
                            clocks.takeBackRestart(other.subject(), ClueClock.CLUE_VERIFICATION, before, UNDONE));
        }
        events.append(clue.caseNo(), tenant, user, ClueAct.LINK_UNDONE, clue.id(), other.caseNo());
        events.append(other.caseNo(), tenant, user, ClueAct.LINK_UNDONE, other.id(), clue.caseNo());
    }
}
