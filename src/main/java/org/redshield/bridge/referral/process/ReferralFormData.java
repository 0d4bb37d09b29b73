package org.redshield.bridge.referral.process;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.redshield.bridge.bureau.Organisations;
import org.redshield.bridge.bureau.PersonNames;
import org.redshield.bridge.casework.Scans;
import org.redshield.bridge.engine.form.FormData;
import org.redshield.bridge.engine.form.Shown;
import org.redshield.bridge.referral.Referral;
import org.redshield.bridge.referral.Referrals;
import org.springframework.stereotype.Component;

/** What the forms of {@code criminal-referral.bpmn} show: a line of how it stands, what was reported before, and scans. */
@Component
class ReferralFormData extends FormData {

    private final Referrals referrals;
    private final Organisations organisations;
    private final PersonNames people;

    ReferralFormData(Referrals referrals, Organisations organisations, PersonNames people, ReferralIntake intake) {
        super(intake);
        this.referrals = referrals;
        this.organisations = organisations;
        this.people = people;
    }

    @Override
    protected void show(Asked asked, Shown shown) {
        asked.id(ReferralVariables.REFERRAL_ID)
                .flatMap(id -> referrals.find(id, asked.tenant()))
                .ifPresent(referral -> show(asked.form(), referral, shown));
    }

    private void show(String form, Referral referral, Shown shown) {
        shown.summary(summary(referral));
        switch (form) {
            case "reportReferral" -> {
                referral.report().ifPresent(shown::putAll);
                shown.putAll(referrals.usual(referral));
            }
            case "handOverGoods" -> Scans.offer(referrals.scans(referral), shown);
            case "followFiling" -> {
                Scans.offer(referrals.scans(referral), shown);
                referral.ending().ifPresent(ending -> {
                    shown.put("outcome", ending.outcome().name());
                    shown.put("documentNo", ending.documentNo());
                    shown.put("documentOn", ending.decidedOn().toString());
                    shown.put("arrivedOn", ending.arrivedOn().toString());
                    shown.put("reason", ending.reason());
                });
            }
            default -> {}
        }
    }

    private Stream<String> summary(Referral referral) {
        List<String> parts = new ArrayList<>();
        parts.add("案件 " + referral.caseNo() + "（" + referral.cause() + "）");
        parts.add("移送 " + referral.id() + "：" + referral.state().title());
        parts.add("专案组：" + people.of(referral.lead()) + "、" + people.of(referral.second()));
        parts.add("提出的理由：" + referral.reason());
        referral.report().ifPresent(report -> {
            parts.add("涉嫌" + report.crime());
            parts.add("移送" + organisations.get(report.police()).name() + "，抄送"
                    + organisations.get(report.procuratorate()).name());
        });
        referral.ending()
                .ifPresent(ending -> parts.add(ending.inWords() + "，" + ending.arrivedOn() + " 收到；办案人员的意见："
                        + (ending.punish() ? "给予行政处罚" : "不再处罚") + "，"
                        + ending.reason()));
        referral.wanted()
                .filter(wanted -> wanted.approvedBy().isEmpty())
                .ifPresent(wanted -> parts.add("拟发出的函件：" + wanted.what().title() + "，" + wanted.reason()));
        return parts.stream();
    }
}
