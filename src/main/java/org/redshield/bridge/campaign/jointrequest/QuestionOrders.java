package org.redshield.bridge.campaign.jointrequest;

import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.redshield.bridge.Refusal;
import org.redshield.bridge.bureau.PersonLacks;
import org.redshield.bridge.campaign.CampaignStore;
import org.redshield.bridge.campaign.jointrequest.JointQuestion.Kind;
import org.redshield.bridge.campaign.jointrequest.JointQuestion.Part;
import org.redshield.bridge.campaign.jointrequest.JointQuestion.Shop;
import org.redshield.bridge.cases.CaseEvents;
import org.redshield.bridge.cases.Involvement;
import org.redshield.bridge.cases.Involvements;
import org.redshield.bridge.cases.act.Decisions;
import org.redshield.bridge.cases.order.Order;
import org.redshield.bridge.cases.order.Orders;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** What goes out for each shop: an order in the bureau's own case, as if its officer had asked for it there. */
@Service
@Transactional
class QuestionOrders {

    private final QuestionStore store;
    private final QuestionRecord record;
    private final CampaignStore campaigns;
    private final Involvements involvements;
    private final Orders orders;
    private final Decisions decisions;
    private final Map<Kind, JointAsking> kinds = new EnumMap<>(Kind.class);

    QuestionOrders(
            QuestionStore store,
            QuestionRecord record,
            CampaignStore campaigns,
            Involvements involvements,
            Orders orders,
            Decisions decisions,
            List<JointAsking> kinds) {
        this.store = store;
        this.record = record;
        this.campaigns = campaigns;
        this.involvements = involvements;
        this.orders = orders;
        this.decisions = decisions;
        kinds.forEach(kind -> this.kinds.put(kind.kind(), kind));
    }

    JointAsking asked(Kind kind) {
        return kinds.get(kind);
    }

    JointAsking asked(JointQuestion question) {
        return asked(question.kind());
    }

    /** What the bureau does in these clues and cases in which it may ask, by their numbers. */
    Map<String, Involvement> possibleIn(JointQuestion question, Collection<String> cases, String tenant) {
        Map<String, Involvement> possible = new LinkedHashMap<>();
        involvements.ofCases(cases, tenant).stream()
                .filter(asked(question)::possibleIn)
                .forEach(one -> possible.putIfAbsent(one.caseNo(), one));
        return possible;
    }

    /** The same of all subjects on the platform that the bureau holds. */
    Map<String, Involvement> possibleIn(JointQuestion question, String tenant) {
        return asked(question).isFor(tenant, question.platform())
                ? possibleIn(question, store.ownCases(tenant, question), tenant)
                : Map.of();
    }

    /** User ids of all who had a hand in a bureau's part; of the lead's also who proposed it, whoever prepared it since. */
    List<String> hands(JointQuestion question, Part part) {
        List<String> cases = store.shopsOf(part).stream().map(Shop::ownCase).toList();
        return Stream.of(
                        part.memberId().isEmpty() ? Stream.of(question.proposedBy()) : Stream.<String>empty(),
                        part.preparedBy().stream(),
                        asked(question)
                                .hands(
                                        part.tenant(),
                                        List.copyOf(possibleIn(question, cases, part.tenant())
                                                .values()))
                                .stream())
                .flatMap(one -> one)
                .distinct()
                .toList();
    }

    /** @throws Refusal {@code campaign.question-cases} naming the cases for which nobody can answer */
    void checkCases(JointQuestion question, String tenant, String officer, Collection<Involvement> cases) {
        refuse(cases, own -> asked(question).facts(question, tenant, officer, Optional.of(own)));
    }

    private static void refuse(Collection<Involvement> cases, Consumer<Involvement> check) {
        Map<String, String> refused = new LinkedHashMap<>();
        for (Involvement own : cases) {
            try {
                check.accept(own);
            } catch (Refusal refusal) {
                refused.put(own.caseNo(), refusal.getMessage());
            }
        }
        if (!refused.isEmpty()) {
            throw new Refusal(
                    "campaign.question-cases",
                    String.join("、", refused.keySet()),
                    refused.values().iterator().next());
        }
    }

    /**
     * Whoever would be named has what letters and platforms ask for, also as things are now; all else is looked at when the moment comes.
     *
     * @throws Refusal {@code campaign.question-cases} naming the cases of whom somebody lacks it
     */
    void checkPeople(JointQuestion question, Part part) {
        List<String> cases =
                store.shopsOf(part).stream().map(Shop::ownCase).distinct().toList();
        List<Involvement> possible =
                List.copyOf(possibleIn(question, cases, part.tenant()).values());
        refuse(possible, own -> {
            try {
                asked(question).facts(question, part.tenant(), part.preparedBy().orElseThrow(), Optional.of(own));
            } catch (PersonLacks lack) {
                throw lack;
            } catch (Refusal later) {
                // Such a case is left out at the moment, and its row says why.
            }
        });
    }

    /** @throws Refusal where it would be refused at the moment */
    void check(JointQuestion question, Order order) {
        orders.check(asked(question).order(), order);
    }

    /**
     * As an officer would fill it in.
     *
     * @param own what the bureau does about the shop; empty while only what is proposed is looked at
     */
    Order order(
            JointQuestion question,
            String about,
            String tenant,
            String officer,
            Optional<String> head,
            String ownCase,
            Optional<Involvement> own,
            String shop) {
        Map<String, String> facts = new HashMap<>(Map.of(
                "cause",
                campaigns.campaign(question.caseNo()).orElseThrow().title(),
                "sourceNo",
                ownCase,
                "platform",
                question.platform(),
                "targetId",
                shop));
        facts.putAll(asked(question).facts(question, tenant, officer, own));
        return new Order(ownCase, tenant, about, officer, head, Optional.empty(), facts);
    }

    /**
     * Asks for one shop, in the bureau's own case; the row says so in the same transaction, so that whoever comes again finds it done.
     *
     * @throws Refusal of who takes such orders, and then nothing has happened
     */
    void ask(Part part, UUID subject) {
        // Whoever moves or withdraws it, or takes the approval back, has the part's row: after him it may not be due
        // any more.
        if (!store.isStillDue(part)) {
            return;
        }
        store.lockedOpen(part.id(), subject).ifPresent(shop -> {
            JointQuestion question = store.question(part.questionId());
            JointAsking asked = asked(question);
            Involvement own = Optional.ofNullable(possibleIn(question, List.of(shop.ownCase()), part.tenant())
                            .get(shop.ownCase()))
                    .filter(one -> store.isStillOurs(shop, part.tenant()))
                    .orElseThrow(asked::notPossible);
            Order order = order(
                    question,
                    about(question, part, subject),
                    part.tenant(),
                    part.preparedBy().orElseThrow(),
                    part.decidedBy(),
                    shop.ownCase(),
                    Optional.of(own),
                    shop.shopId());
            // What the head decided for all shops is what the letter about this one asks for.
            orders.letter(asked.order(), order)
                    .ifPresent(letter -> decisions.decided(
                            "approveDispositionRequest", part.decidedBy().orElseThrow(), letter));
            store.asked(shop, question.kind(), orders.place(asked.order(), order, asked.act()));
        });
    }

    /** A shop can be in several of a campaign's dispositions, and each is a letter of its own: by this it is found again. */
    private static String about(JointQuestion question, Part part, UUID subject) {
        return question.kind() == Kind.DISPOSITION ? part.id() + "/" + subject : subject.toString();
    }

    /** None could go out for it, and why. */
    void refused(Part part, UUID subject, String why) {
        store.lockedOpen(part.id(), subject)
                .ifPresent(shop ->
                        store.refused(shop, store.question(part.questionId()).kind(), why));
    }

    /** All of it has gone out, or was refused. */
    void finish(Part part) {
        if (store.finished(part)) {
            JointQuestion question = store.question(part.questionId());
            store.sums(question.caseNo()).stream()
                    .filter(sum -> sum.questionId().equals(question.id())
                            && sum.tenant().equals(part.tenant()))
                    .findFirst()
                    .ifPresent(sum -> record.event(
                            question,
                            part.tenant(),
                            CaseEvents.SYSTEM,
                            asked(question).act(),
                            sum.asked() + " 个网店" + (sum.refused() > 0 ? "，" + sum.refused() + " 个未能发出" : "")));
        }
    }
}
