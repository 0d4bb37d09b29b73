package org.redshield.bridge.messages;

import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import lombok.RequiredArgsConstructor;
import org.redshield.bridge.Refusal;
import org.redshield.bridge.access.Caller;
import org.redshield.bridge.bureau.Organisations;
import org.redshield.bridge.bureau.PersonNames;
import org.redshield.bridge.campaign.api.Company;
import org.redshield.bridge.cases.CaseAccess;
import org.redshield.bridge.cases.Involvement;
import org.redshield.bridge.cases.Involvements;
import org.redshield.bridge.exchange.Correspondence;
import org.redshield.bridge.exchange.Envelope;
import org.redshield.bridge.messages.stream.News;
import org.redshield.bridge.messages.stream.Topic;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Who writes whom in a case: an organisation that works on it, to one with which it exchanged a letter in it. Each names the
 * other in what it does there, so that a platform's liaison talks with the bureau whose letter he has and with no other; or a feature
 * says that they work on it together ({@link Company}).
 */
@Service
@RequiredArgsConstructor
class CaseMessages {

    static final int LONGEST = 1000;

    /** Who reviews or supervises reads along. */
    private static final String[] WRITES = {"officer", "unitHead", "bureauHead", "chiefHead", "liaison"};

    private final MessageStore store;
    private final CaseAccess access;
    private final Involvements involvements;
    private final Company company;
    private final Organisations organisations;
    private final PersonNames names;
    private final Correspondence correspondence;
    private final News news;
    private final InstantSource time;

    /** @param open whether one of the two still works on the case */
    record Partner(String code, String name, boolean open) {}

    /** @param mayWrite whether the viewer's role writes; to whom, the partners say */
    record Talk(boolean mayWrite, int longest, List<Partner> partners, List<CaseMessage> messages) {}

    Talk talk(Caller caller, String caseNo) {
        List<Involvement> mine = access.require(caller, caseNo);
        return new Talk(
                caller.hasRole(WRITES) && !caller.looksOn(),
                LONGEST,
                partners(caller, mine),
                messages(caseNo, caller.tenant()));
    }

    private List<Partner> partners(Caller caller, List<Involvement> mine) {
        Set<String> named = named(mine);
        named.remove(caller.tenant());
        List<String> together = company.with(mine.get(0).caseNo(), caller.tenant());
        named.removeAll(together);
        Map<String, String> known = organisations.names(
                Stream.concat(named.stream(), together.stream()).collect(Collectors.toSet()));
        boolean open = mine.stream().anyMatch(Involvement::open);
        return Stream.concat(
                        together.stream().map(code -> new Partner(code, known.getOrDefault(code, code), open)),
                        named.stream().sorted().flatMap(code -> partner(caller, mine, code, known).stream()))
                .toList();
    }

    private Optional<Partner> partner(Caller caller, List<Involvement> mine, String code, Map<String, String> known) {
        List<Involvement> theirs = involvements.ofCase(mine.get(0).caseNo(), code);
        boolean open = Stream.concat(mine.stream(), theirs.stream()).anyMatch(Involvement::open);
        return named(theirs).contains(caller.tenant())
                ? Optional.of(new Partner(code, known.getOrDefault(code, code), open))
                : Optional.empty();
    }

    private static Set<String> named(List<Involvement> work) {
        return work.stream()
                .flatMap(one -> Stream.concat(one.counterpart().stream(), one.platform().stream()))
                .collect(Collectors.toSet());
    }

    List<CaseMessage> messages(String caseNo, String tenant) {
        List<MessageStore.Message> all = store.of(caseNo, tenant);
        Map<String, String> organisation = organisations.names(all.stream()
                .flatMap(message -> Stream.of(message.sender(), message.receiver()))
                .collect(Collectors.toSet()));
        Map<String, String> writers = names.of(all.stream()
                .filter(message -> message.sender().equals(tenant))
                .map(MessageStore.Message::writtenBy)
                .collect(Collectors.toSet()));
        return all.stream()
                .map(message -> new CaseMessage(
                        message.id(),
                        message.sender(),
                        organisation.get(message.sender()),
                        message.receiver(),
                        organisation.get(message.receiver()),
                        message.sender().equals(tenant),
                        Optional.of(message.writtenBy())
                                .filter(writer -> message.sender().equals(tenant))
                                .map(writers::get),
                        message.text(),
                        message.writtenAt(),
                        message.deliveredAt(),
                        message.readAt()))
                .toList();
    }

    /**
     * @param id given by whoever writes: sent again, it is the same message
     * @throws Refusal {@code messages.role}, {@code messages.no-partner}, {@code messages.case-over}, {@code messages.text}
     */
    @Transactional
    public void send(Caller caller, String caseNo, UUID id, String to, String text) {
        List<Involvement> mine = access.require(caller, caseNo);
        if (!caller.hasRole(WRITES)) {
            throw new Refusal("messages.role");
        }
        Partner partner = partners(caller, mine).stream()
                .filter(one -> one.code().equals(to))
                .findFirst()
                .orElseThrow(() -> new Refusal("messages.no-partner"));
        if (!partner.open()) {
            throw new Refusal("messages.case-over");
        }
        String said = checked(text);
        if (store.insert(id, caseNo, caller.tenant(), to, caller.userId(), time.instant(), said)) {
            correspondence.tell(
                    new Envelope(id, caller.tenant(), to, MessageKind.CASE_MESSAGE, caseNo, caseNo, Map.of()));
            tell(caseNo, List.of(caller.tenant()));
        }
    }

    private static String checked(String text) {
        String said = text == null ? "" : text.strip().replace("\r\n", "\n");
        if (said.isEmpty()
                || said.length() > LONGEST
                || said.chars().anyMatch(character -> Character.isISOControl(character) && character != '\n')) {
            throw new Refusal("messages.text", LONGEST);
        }
        return said;
    }

    /** Whoever would write has it all before him; who only reads along, reads for himself. */
    @Transactional
    public void read(Caller caller, String caseNo) {
        access.require(caller, caseNo);
        if (caller.hasRole(WRITES)) {
            List<String> senders = store.read(caseNo, caller.tenant(), caller.userId(), time.instant());
            if (!senders.isEmpty()) {
                tell(caseNo, senders);
                tell(caseNo, List.of(caller.tenant()));
            }
        }
    }

    void tell(String caseNo, Collection<String> tenants) {
        tenants.forEach(tenant -> news.tell(Topic.messages(tenant, caseNo)));
    }
}
