package org.redshield.bridge.referral;

import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import lombok.RequiredArgsConstructor;
import org.redshield.bridge.ChinaTime;
import org.redshield.bridge.Refusal;
import org.redshield.bridge.bureau.Organisation.Kind;
import org.redshield.bridge.bureau.Organisations;
import org.redshield.bridge.cases.Approval;
import org.redshield.bridge.cases.Approvals;
import org.redshield.bridge.cases.order.Order;
import org.redshield.bridge.casework.Entries;
import org.redshield.bridge.casework.LetterFacts;
import org.redshield.bridge.casework.Scans;
import org.redshield.bridge.casework.SubjectClocks;
import org.redshield.bridge.deadline.clock.Clock;
import org.redshield.bridge.deadline.rule.ReminderPoints;
import org.redshield.bridge.evidence.Evidence;
import org.redshield.bridge.exchange.Correspondence;
import org.redshield.bridge.letter.Letter;
import org.redshield.bridge.letter.LetterDraft;
import org.redshield.bridge.letter.Letters;
import org.redshield.bridge.referral.Referral.Report;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** 移送涉嫌犯罪案件: from the two officers' report to what the police make of it (移送规定 art. 5 to 12). */
@Service
@Transactional
@RequiredArgsConstructor
public class Referrals {

    static final Entries ENTRIES = new Entries(ReferralAct.FEATURE);
    private static final ReferralClock[] OF_OTHERS = {
        ReferralClock.POLICE_DECISION, ReferralClock.POLICE_REVIEW, ReferralClock.FILING_SUPERVISION
    };

    private final ReferralStore store;
    private final Organisations organisations;
    private final ReferralDrafts drafts;
    private final Approvals approvals;
    private final Correspondence correspondence;
    private final Letters letters;
    private final Scans scans;
    private final SubjectClocks clocks;
    private final ReferralRecord record;
    private final InstantSource time;

    /** @throws Refusal {@code referral.two-officers, .already, .field-missing …} */
    @Transactional(readOnly = true)
    public void check(Order order) {
        begun(order);
    }

    /** The two officers of the case are the 专案组. */
    public Referral begin(Order order) {
        Referral referral = begun(order);
        store.insert(referral);
        record.says(referral, order.by(), ReferralAct.REFERRAL_BEGUN, Optional.of(referral.reason()));
        return referral;
    }

    private Referral begun(Order order) {
        String reason = ENTRIES.reason(Order.given(order.facts(), ReferralFacts.REASON), "情况及理由");
        List<String> two =
                Arrays.asList(order.need(ReferralFacts.HANDLERS, "两名办案人员").split(","));
        if (two.stream().distinct().count() < 2) {
            throw new Refusal("referral.two-officers");
        }
        List<Referral> earlier = store.ofCase(order.caseNo(), order.tenant());
        earlier.stream().filter(one -> one.state().barsReferral()).findFirst().ifPresent(one -> {
            throw new Refusal("referral.already", one.id(), one.state().title());
        });
        return new Referral(
                order.caseNo() + "-R" + (earlier.size() + 1),
                order.caseNo(),
                order.tenant(),
                order.about(),
                order.need(ReferralFacts.CAUSE, "案由"),
                Order.given(order.facts(), ReferralFacts.FILING_NO),
                Order.given(order.facts(), ReferralFacts.PARTY),
                reason,
                ReferralState.DRAFT,
                two.get(0),
                two.get(1),
                order.by(),
                time.instant(),
                Optional.empty(),
                1,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    /** What the officers report, as the form has it; the organs by their names. */
    public record Entered(
            Optional<String> crime,
            Optional<String> content,
            Optional<String> goods,
            Optional<String> tests,
            Optional<String> penalties,
            Optional<String> others,
            Optional<String> police,
            Optional<String> procuratorate) {}

    /** The lead officer's written report. @throws Refusal {@code referral.officers-only} and those of {@link Entries} */
    public void report(String id, String tenant, String user, Entered entered) {
        Referral referral = store.locked(id, tenant).handledBy(user);
        Report report = new Report(
                ENTRIES.text(entered.crime(), "涉嫌的罪名", 2, 200),
                ENTRIES.text(entered.content(), "调查报告", 10, Entries.LONGEST),
                optional(entered.goods(), "涉案物品清单"),
                optional(entered.tests(), "检验报告或者鉴定意见"),
                optional(entered.penalties(), "此前已作出的行政处罚"),
                optional(entered.others(), "其他材料"),
                organ(Kind.POLICE, tenant, entered.police(), "移送的公安机关"),
                organ(Kind.PROCURATORATE, tenant, entered.procuratorate(), "抄送的人民检察院"));
        store.reported(referral, report);
        record.says(referral, user, ReferralAct.REFERRAL_REPORTED, Optional.of(report.crime()));
    }

    private static Optional<String> optional(Optional<String> text, String label) {
        return text.map(String::strip)
                .filter(given -> !given.isEmpty())
                .map(given -> ENTRIES.atMost(given, label, Entries.LONGEST));
    }

    private String organ(Kind kind, String tenant, Optional<String> name, String label) {
        return organisations
                .organ(kind, tenant, ENTRIES.text(name, label, 4, 60))
                .code();
    }

    /** It was a mistake; nobody outside has heard of it. */
    public void abandon(String id, String tenant, String user, Optional<String> reason) {
        String why = ENTRIES.reason(reason, "放弃的原因");
        Referral referral = store.locked(id, tenant).handledBy(user);
        store.move(referral, ReferralState.ABANDONED);
        record.says(referral, user, ReferralAct.REFERRAL_ABANDONED, Optional.of(why));
    }

    /**
     * The second officer agrees to the report; the head's time begins.
     *
     * @throws Refusal {@code referral.second-only}
     */
    public Clock confirm(String id, String tenant, String user) {
        Referral referral = ofSecond(id, tenant, user);
        store.move(referral, ReferralState.PROPOSED);
        approvals.decide(ofReport(referral), user, ReferralAct.REPORT_CONFIRMED, Optional.empty());
        return clocks.start(referral.subject(), ReferralClock.REFERRAL_DECISION, time.instant());
    }

    public void sendBack(String id, String tenant, String user, Optional<String> reason) {
        String why = ENTRIES.reason(reason, "退回的原因");
        Referral referral = ofSecond(id, tenant, user);
        store.move(referral, ReferralState.DRAFT);
        approvals.decide(ofReport(referral), user, ReferralAct.REPORT_SENT_BACK, Optional.of(why));
    }

    private static Approval ofReport(Referral referral) {
        return new Approval(
                referral.caseNo(), referral.tenant(), referral.id(), List.of(referral.lead()), "referral.second-only");
    }

    private Referral ofSecond(String id, String tenant, String user) {
        Referral referral = store.locked(id, tenant);
        if (!referral.second().equals(user)) {
            throw new Refusal("referral.second-only");
        }
        return referral;
    }

    /** User ids of all who had a hand in it. */
    @Transactional(readOnly = true)
    public List<String> hands(String id, String tenant) {
        return store.find(id, tenant).map(Referral::hands).orElse(List.of());
    }

    /** @throws Refusal {@code referral.own-approval} */
    public void approve(String id, String tenant, String user, Optional<String> opinion) {
        decide(id, tenant, user, ReferralState.APPROVED, ReferralAct.REFERRAL_APPROVED, opinion);
    }

    /** The reasons are on record (移送规定 art. 5). */
    public void refuse(String id, String tenant, String user, Optional<String> reason) {
        Optional<String> why = Optional.of(ENTRIES.reason(reason, "审批意见"));
        decide(id, tenant, user, ReferralState.REFUSED, ReferralAct.REFERRAL_REFUSED, why);
    }

    private void decide(
            String id, String tenant, String user, ReferralState state, ReferralAct act, Optional<String> opinion) {
        Referral referral = store.locked(id, tenant);
        approvals.decide(referral.approval(), user, act, opinion);
        store.move(referral, state, Map.of("decided_by", user));
        clocks.met(referral.subject(), time.instant(), ReferralClock.REFERRAL_DECISION);
    }

    /** 移送书 and its copy go out. @return the period for the hand-over, from the approval */
    public Clock send(String id, String tenant) {
        Referral referral = store.locked(id, tenant);
        Letter letter = correspondence.send(drafts.referral(referral));
        correspondence.send(drafts.copy(referral, letter));
        store.update(referral, Map.of("letter_id", letter.id()));
        record.says(referral, ReferralAct.REFERRAL_SENT, letter.number());
        return clocks.start(referral.subject(), ReferralClock.REFERRAL_HANDOVER, letter.issuedAt());
    }

    /** As {@link #send} would send it now. */
    @Transactional(readOnly = true)
    public Optional<LetterDraft> pending(String id, String tenant) {
        return store.find(id, tenant)
                .filter(referral -> referral.report().isPresent())
                .map(drafts::referral);
    }

    /** The police have signed for it. @return their three days, since then (移送规定 art. 8) */
    public Clock recordHandover(String id, String tenant) {
        Referral referral = store.locked(id, tenant);
        Letter letter = drafts.inForce(referral);
        Instant at = letters.deliveredAt(letter.id());
        store.move(referral, ReferralState.WITH_POLICE);
        clocks.met(referral.subject(), at, ReferralClock.REFERRAL_HANDOVER);
        record.says(referral, ReferralAct.REFERRAL_HANDED_OVER, letter.number());
        return clocks.start(referral.subject(), ReferralClock.POLICE_DECISION, at);
    }

    /**
     * Files what the police or the procuratorate answered.
     *
     * @return the period that begins with it; empty where it is reported anew
     */
    public Optional<Clock> recordAnswer(String id, String tenant, UUID letterId) {
        Referral referral = store.locked(id, tenant);
        Letter answer = letters.get(letterId);
        correspondence.received(answer.kind(), letterId, id, tenant);
        store.update(referral, Map.of("answer_id", letterId));
        Instant at = letters.deliveredAt(letterId);
        clocks.met(referral.subject(), at, OF_OTHERS);
        return switch (PoliceAnswer.valueOf(LetterFacts.need(answer, ReferralFacts.POLICE_ANSWER))) {
            case FILED ->
                answered(referral, answer, ReferralState.FILED, ReferralAct.POLICE_FILED, ReferralClock.REFERRAL_GOODS);
            case NOT_FILED ->
                answered(
                        referral,
                        answer,
                        ReferralState.NOT_FILED,
                        ReferralAct.POLICE_NOT_FILED,
                        ReferralClock.REFERRAL_CHALLENGE);
            case FORWARDED -> {
                record.says(referral, ReferralAct.POLICE_FORWARDED, answer.number());
                yield Optional.of(clocks.start(referral.subject(), ReferralClock.POLICE_DECISION, at));
            }
            case DEMANDED -> {
                record.says(referral, ReferralAct.FILING_DEMANDED, answer.number());
                yield Optional.of(clocks.start(referral.subject(), ReferralClock.FILING_SUPERVISION, at));
            }
            case RETURNED -> {
                store.move(referral, ReferralState.DRAFT, Map.of("round", referral.round() + 1));
                record.says(referral, ReferralAct.POLICE_RETURNED, answer.number());
                yield Optional.empty();
            }
        };
    }

    private Optional<Clock> answered(
            Referral referral, Letter answer, ReferralState state, ReferralAct act, ReferralClock next) {
        store.move(referral, state);
        record.says(referral, act, answer.number());
        return Optional.of(clocks.start(referral.subject(), next, letters.deliveredAt(answer.id())));
    }

    /** What was handed over, as an officer enters it. @param scan of the receipt */
    public record HandedOver(
            Optional<LocalDate> handedOverOn,
            Optional<String> receivedBy,
            Optional<String> goodsList,
            Optional<String> scan) {}

    /**
     * 移交涉案物品和与案件有关的其他材料 (移送规定 art. 12), against a receipt.
     *
     * @throws Refusal {@code referral.in-future, .scan-unknown, .officers-only} and those of {@link Entries}
     */
    public void handOver(String id, String tenant, String user, HandedOver entered) {
        Referral referral = store.locked(id, tenant).handledBy(user);
        LocalDate on = ENTRIES.past(entered.handedOverOn(), "移交日期", clocks.today());
        store.move(
                referral,
                ReferralState.HANDED_OVER,
                Map.of(
                        "handed_over_on", on,
                        "received_by", ENTRIES.text(entered.receivedBy(), "接收人", 1, 100),
                        "goods_list", ENTRIES.text(entered.goodsList(), "移交清单", 2, Entries.LONGEST),
                        "goods_slip", scan(referral, user, entered.scan(), "移交回执扫描件")));
        clocks.met(referral.subject(), time.instant(), ReferralClock.REFERRAL_GOODS);
        record.says(referral, user, ReferralAct.GOODS_HANDED_OVER, Optional.of(on.toString()));
    }

    /**
     * 物品和材料已随移送书全部移交 (移送规定 art. 6, 12): there is nothing left to hand over, so that no receipt can be asked for.
     *
     * @param goodsList what went with the letter, when, and who took it
     */
    public void handedOverBefore(String id, String tenant, String user, Optional<String> goodsList) {
        String list = ENTRIES.text(goodsList, "移交清单", 10, Entries.LONGEST);
        Referral referral = store.locked(id, tenant).handledBy(user);
        store.move(referral, ReferralState.HANDED_OVER, Map.of("goods_list", list));
        clocks.met(referral.subject(), time.instant(), ReferralClock.REFERRAL_GOODS);
        record.says(referral, user, ReferralAct.GOODS_HANDED_OVER, Optional.of("已随移送书全部移交：" + list));
    }

    /** What can be a scan: the files that the organisation has added to the case. */
    @Transactional(readOnly = true)
    public List<Evidence> scans(Referral referral) {
        return scans.of(referral.subject());
    }

    /** @throws Refusal {@code referral.scan-unknown, .field-missing} */
    UUID scan(Referral referral, String user, Optional<String> given, String label) {
        return scans.chosen(ENTRIES, referral.subject(), user, given, label, referral.id());
    }

    /** Half or four fifths of what runs are over. */
    public void remind(String id, String tenant) {
        Referral referral = store.locked(id, tenant);
        clocks.open(referral.subject())
                .values()
                .forEach(clock -> record.says(
                        referral,
                        ReferralAct.CLOCK_REMINDED,
                        clock.points()
                                        .reached(time.instant())
                                        .map(ReminderPoints.Reached::title)
                                        .orElse("")
                                + "，" + ChinaTime.day(clock.dueAt()) + " 届满"));
    }

    /** Something was not done in time, by us or by others; the supervisor's task follows. */
    public void escalate(String id, String tenant) {
        Referral referral = store.locked(id, tenant);
        for (ReferralClock kind : ReferralClock.values()) {
            if (clocks.fired(referral.subject(), kind)) {
                record.says(
                        referral, ReferralAct.PERIOD_OVERDUE, referral.state().title());
            }
        }
    }

    @Transactional(readOnly = true)
    public Optional<Referral> find(String id, String tenant) {
        return store.find(id, tenant);
    }

    /** To whom a report goes unless the officers name another: as last time, or else as such organs are usually called. */
    public record Usual(String police, String procuratorate) {}

    @Transactional(readOnly = true)
    public Usual usual(Referral referral) {
        return referral.report()
                .or(() -> store.lastReported(referral.tenant()).flatMap(Referral::report))
                .map(report -> new Usual(name(report.police()), name(report.procuratorate())))
                .orElseGet(() -> {
                    String place = name(referral.tenant()).replace("市场监督管理局", "");
                    return new Usual(place + "公安局", place + "人民检察院");
                });
    }

    private String name(String code) {
        return organisations.get(code).name();
    }
}
