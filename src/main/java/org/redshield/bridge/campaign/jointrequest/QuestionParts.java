package org.redshield.bridge.campaign.jointrequest;

import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import lombok.RequiredArgsConstructor;
import org.redshield.bridge.ChinaTime;
import org.redshield.bridge.Refusal;
import org.redshield.bridge.access.NotFound;
import org.redshield.bridge.bureau.Organisations;
import org.redshield.bridge.campaign.CampaignAct;
import org.redshield.bridge.campaign.CampaignState;
import org.redshield.bridge.campaign.CampaignStore;
import org.redshield.bridge.campaign.jointrequest.JointQuestion.Part;
import org.redshield.bridge.campaign.jointrequest.JointQuestion.Shop;
import org.redshield.bridge.campaign.jointrequest.JointQuestion.State;
import org.redshield.bridge.cases.Approval;
import org.redshield.bridge.cases.Approvals;
import org.redshield.bridge.cases.CaseEvents;
import org.redshield.bridge.cases.Involvement;
import org.redshield.bridge.casework.Entries;
import org.redshield.bridge.exchange.Correspondence;
import org.redshield.bridge.work.Signals;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * What one bureau, the lead or a member, decides about its own subjects in a joint question: an officer says for which of them it asks, a
 * head approves, and at the moment all goes out, each in the bureau's own case and on its own legal basis.
 */
@Service
@Transactional
@RequiredArgsConstructor
public class QuestionParts {

    private static final Entries ENTRIES = new Entries(CampaignAct.FEATURE);

    private final QuestionStore store;
    private final QuestionOrders orders;
    private final QuestionRecord record;
    private final JointQuestions questions;
    private final CampaignStore campaigns;
    private final Organisations organisations;
    private final Approvals approvals;
    private final Correspondence correspondence;
    private final Signals signals;
    private final InstantSource time;

    /** What a bureau's process does next; the names stand in its model. */
    public enum Step {
        PREPARE,
        APPROVE,
        WAIT,
        OVER
    }

    /** Where the part stands, as a process needs to know it. @param own whether the bureau leads */
    public record Standing(Instant askAt, Step step, boolean own) {}

    /** @param letterId by which a member was told */
    public Standing register(String partId, String tenant, Optional<UUID> letterId) {
        Part part = store.locked(partId, tenant);
        JointQuestion question = store.question(part.questionId());
        letterId.ifPresent(letter -> {
            correspondence.received(
                    orders.asked(question).letter(), letter, part.memberId().orElseThrow(), tenant);
            record.event(question, tenant, CaseEvents.SYSTEM, CampaignAct.QUESTION_RECEIVED, questions.about(question));
        });
        return standing(part, question);
    }

    /** After something has changed. @param known the moment of which the process knew */
    public Standing read(String partId, String tenant, Instant known) {
        Part part = store.locked(partId, tenant);
        JointQuestion question = store.question(part.questionId());
        boolean withdrawn = question.withdrawnAt().isPresent();
        if (part.memberId().isPresent() && (withdrawn || !question.askAt().equals(known))) {
            record.event(
                    question,
                    tenant,
                    CaseEvents.SYSTEM,
                    withdrawn ? CampaignAct.QUESTION_WITHDRAWN : CampaignAct.QUESTION_MOVED,
                    questions.about(question));
        }
        return standing(part, question);
    }

    private Standing standing(Part part, JointQuestion question) {
        store.told(part, question.askAt());
        Step step =
                switch (question.withdrawnAt().isPresent() ? State.WITHDRAWN : part.state()) {
                    case PREPARING -> Step.PREPARE;
                    case PENDING -> Step.APPROVE;
                    case APPROVED -> Step.WAIT;
                    default -> Step.OVER;
                };
        return new Standing(question.askAt(), step, part.memberId().isEmpty());
    }

    /** A subject of the bureau, as an officer chooses it. */
    public record Choice(String id, String title) {}

    /** For which subjects the bureau can ask. */
    @Transactional(readOnly = true)
    public List<Choice> choices(String partId, String tenant) {
        return store
                .part(partId, tenant)
                .map(part -> store.question(part.questionId()))
                .map(question -> store.candidates(
                        tenant, question, orders.possibleIn(question, tenant).keySet()))
                .orElse(List.of())
                .stream()
                .map(one -> new Choice(
                        one.subjectId().toString(),
                        Stream.of(one.shopId(), one.shopName(), one.ownCase())
                                .filter(text -> !text.isEmpty())
                                .collect(Collectors.joining("，"))))
                .toList();
    }

    /**
     * An officer asks for subjects of his bureau about which it has a clue or case.
     *
     * @param chosen ids of those for which he asks; empty for all
     * @throws Refusal {@code campaign.question-over, .question-no-shops}, and those of who takes such orders, for instance without a
     *     valid certificate
     */
    public void join(String partId, String tenant, String user, Optional<Collection<String>> chosen) {
        Part part = store.locked(partId, tenant);
        JointQuestion question = store.question(part.questionId());
        requireGoesOn(question, tenant);
        // Put up already where a review before the head's approval gave it back.
        require(part, State.PREPARING, State.PENDING);
        // What the lead only proposes to others goes on without a shop of its own.
        boolean proposes = part.memberId().isEmpty() && !store.isCirculated(question.id());
        if (!proposes && !orders.asked(question).isFor(tenant, question.platform())) {
            throw new Refusal("campaign.disposition-at-seat", organisations.name(question.platform()));
        }
        Map<String, Involvement> possible = orders.possibleIn(question, tenant);
        store.dropShops(part);
        int shops = store.takeShops(part, question, possible.keySet(), chosen);
        if (shops == 0 && !(proposes && possible.isEmpty())) {
            throw chosen.filter(Collection::isEmpty).isPresent() && !possible.isEmpty()
                    ? new Refusal("campaign.question-none-chosen")
                    : new Refusal("campaign.question-no-shops", organisations.name(question.platform()));
        }
        check(question, part, user, possible);
        store.prepared(part, State.PENDING, user, Optional.empty());
        record.event(
                question,
                tenant,
                user,
                CampaignAct.QUESTION_PREPARED,
                question.kind().title() + "，" + shops + " 个网店");
    }

    /** Who answers differs by case; all else is the same for each shop. */
    private void check(JointQuestion question, Part part, String user, Map<String, Involvement> possible) {
        List<Shop> own = store.shopsOf(part);
        orders.checkCases(
                question,
                part.tenant(),
                user,
                own.stream().map(Shop::ownCase).distinct().map(possible::get).toList());
        own.stream()
                .findFirst()
                .ifPresent(first -> orders.check(
                        question,
                        orders.order(
                                question,
                                part.id(),
                                part.tenant(),
                                user,
                                Optional.empty(),
                                first.ownCase(),
                                Optional.of(possible.get(first.ownCase())),
                                first.shopId())));
    }

    /** What was withdrawn or taken back meanwhile is not decided any more, though the task is still there. */
    private static void require(Part part, State... states) {
        if (Stream.of(states).noneMatch(part.state()::equals)) {
            throw new Refusal("campaign.question-step");
        }
    }

    /**
     * Until the transaction ends the campaign goes on with the bureau in it. Otherwise who has the task can still say no, and at the
     * moment it ends by itself.
     */
    private void requireGoesOn(JointQuestion question, String tenant) {
        if (question.withdrawnAt().isPresent()
                || !time.instant().isBefore(question.askAt())
                || campaigns
                        .heldOpen(question.caseNo(), tenant)
                        .filter(campaign -> campaign.state() == CampaignState.RUNNING)
                        .isEmpty()) {
            throw new Refusal("campaign.question-over");
        }
    }

    /** The bureau asks for nothing. */
    public void decline(String partId, String tenant, String user, Optional<String> reason) {
        String why = ENTRIES.reason(reason, "意见");
        Part part = store.locked(partId, tenant);
        require(part, State.PREPARING, State.PENDING);
        store.prepared(part, State.DECLINED, user, Optional.of(why));
        record.event(store.question(part.questionId()), tenant, user, CampaignAct.QUESTION_DECLINED, why);
    }

    /**
     * One decision about all of the bureau's.
     *
     * @throws Refusal {@code campaign.own-question, .question-over, .question-step, .question-time-changed, .question-cases}
     */
    public void approve(String partId, String tenant, String user, Optional<String> opinion) {
        Part part = store.locked(partId, tenant);
        JointQuestion question = store.question(part.questionId());
        requireGoesOn(question, tenant);
        require(part, State.PENDING);
        if (!store.isTold(part)) {
            throw new Refusal("campaign.question-time-changed");
        }
        orders.checkPeople(question, part);
        approvals.decide(approval(question, part), user, CampaignAct.QUESTION_APPROVED, opinion);
        store.decided(part, State.APPROVED, user, opinion);
        signals.send(QuestionAsking.KIND);
    }

    public void refuse(String partId, String tenant, String user, Optional<String> reason) {
        String why = ENTRIES.reason(reason, "审批意见");
        Part part = store.locked(partId, tenant);
        require(part, State.PENDING);
        approvals.decide(
                approval(store.question(part.questionId()), part),
                user,
                CampaignAct.QUESTION_REFUSED,
                Optional.of(why));
        store.decided(part, State.REFUSED, user, Optional.of(why));
    }

    /** 退回: an officer looks again at for which subjects the bureau asks, or whether it does. */
    public void sendBack(String partId, String tenant, String user, Optional<String> reason) {
        String why = ENTRIES.reason(reason, "审批意见");
        Part part = store.locked(partId, tenant);
        JointQuestion question = store.question(part.questionId());
        requireGoesOn(question, tenant);
        require(part, State.PENDING);
        returned(part, question, user, CampaignAct.QUESTION_RETURNED, why);
    }

    /**
     * A head of the bureau takes its approval back before the moment; an officer begins anew.
     *
     * @throws Refusal {@code campaign.question-too-late, .question-not-approved, .own-question}
     */
    void takeBack(String caseNo, String questionId, String tenant, String user, Optional<String> reason) {
        String why = ENTRIES.reason(reason, "理由");
        JointQuestion question = questions.changeable(caseNo, questionId);
        Part part = store.lockedParts(questionId).stream()
                .filter(one -> one.tenant().equals(tenant))
                .findFirst()
                .orElseThrow(() -> new NotFound("campaign.question-unknown", questionId));
        if (part.state() != State.APPROVED) {
            throw new Refusal("campaign.question-not-approved");
        }
        returned(part, question, user, CampaignAct.QUESTION_TAKEN_BACK, why);
        if (!record.wake(part.id(), tenant)) {
            throw new Refusal("campaign.question-busy");
        }
    }

    private void returned(Part part, JointQuestion question, String user, CampaignAct act, String why) {
        approvals.decide(approval(question, part), user, act, Optional.of(why));
        store.dropShops(part);
        store.decided(part, State.PREPARING, user, Optional.of(why));
    }

    private Approval approval(JointQuestion question, Part part) {
        return QuestionRecord.approval(question, part.tenant(), orders.hands(question, part));
    }

    /** User ids of all who had a hand in it. */
    @Transactional(readOnly = true)
    public List<String> hands(String partId, String tenant) {
        return store.part(partId, tenant)
                .map(part -> orders.hands(store.question(part.questionId()), part))
                .orElse(List.of());
    }

    /**
     * It is time, as the process knows it. A bureau that has not decided is left out.
     *
     * @return whether the moment was moved further since
     */
    public boolean momentCame(String partId, String tenant, Instant known) {
        Part part = store.locked(partId, tenant);
        JointQuestion question = store.question(part.questionId());
        boolean moved = question.withdrawnAt().isEmpty() && question.askAt().isAfter(known);
        if (!moved && (part.state() == State.PREPARING || part.state() == State.PENDING)) {
            store.lapsed(part);
            record.event(question, tenant, CaseEvents.SYSTEM, CampaignAct.QUESTION_LAPSED, questions.about(question));
        }
        return moved;
    }

    /** Of the bureau whose part it is, as its people read it before they decide. */
    @Transactional(readOnly = true)
    public Optional<String> summary(String partId, String tenant) {
        return store.part(partId, tenant).map(part -> {
            JointQuestion question = store.question(part.questionId());
            return Stream.of(
                            Stream.of(
                                    "联合行动 " + question.caseNo() + " "
                                            + question.kind().title(),
                                    "平台：" + organisations.name(question.platform())),
                            orders.asked(question).inFull(question).stream(),
                            Stream.of(
                                    (question.kind() == JointQuestion.Kind.REQUEST ? "目的：" : "理由：")
                                            + question.purpose(),
                                    "统一发出时间：" + ChinaTime.moment(question.askAt()),
                                    part.state() == State.PREPARING
                                            ? ""
                                            : "本局列入网店 " + store.shopsOf(part).size() + " 家",
                                    part.state() != State.PREPARING && question.kind() == JointQuestion.Kind.DISPOSITION
                                            ? "列入的处置没有经过各案的办案机构负责人审核，由部门负责人审查决定"
                                            : ""),
                            part
                                    .decidedBy()
                                    .filter(head -> part.state() == State.PREPARING)
                                    .flatMap(head -> part.reason())
                                    .map(why -> "负责人退回或者收回批准的意见：" + why)
                                    .stream())
                    .flatMap(one -> one)
                    .filter(text -> !text.isEmpty())
                    .collect(Collectors.joining("；", "", "。"));
        });
    }
}
