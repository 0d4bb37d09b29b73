package org.redshield.bridge.referral.process;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.redshield.bridge.ChinaTime;
import org.redshield.bridge.bureau.Organisations;
import org.redshield.bridge.bureau.PersonNames;
import org.redshield.bridge.engine.form.FormData;
import org.redshield.bridge.referral.Referral;
import org.redshield.bridge.referral.Referral.Report;
import org.redshield.bridge.referral.Referrals;
import org.springframework.stereotype.Component;

/** What the forms of {@code criminal-referral.bpmn} show: a line of how it stands, what was reported before, and scans. */
@Component
class ReferralFormData implements FormData {

    private final Referrals referrals;
    private final Organisations organisations;
    private final PersonNames people;
    private final Set<String> forms;

    ReferralFormData(Referrals referrals, Organisations organisations, PersonNames people, ReferralIntake intake) {
        this.referrals = referrals;
        this.organisations = organisations;
        this.people = people;
        this.forms = intake.forms();
    }

    @Override
    public Set<String> forms() {
        return forms;
    }

    @Override
    public Map<String, Object> of(
            String form, String user, String tenant, String caseNo, Map<String, Object> variables) {
        Map<String, Object> shown = new HashMap<>();
        if (variables.get(ReferralVariables.REFERRAL_ID.name()) instanceof String id) {
            referrals.find(id, tenant).ifPresent(referral -> show(form, referral, shown));
        }
        return shown;
    }

    private void show(String form, Referral referral, Map<String, Object> shown) {
        shown.put(FormData.SUMMARY, summary(referral));
        switch (form) {
            case "reportReferral" -> {
                Referrals.Usual usual = referrals.usual(referral);
                shown.put("police", usual.police());
                shown.put("procuratorate", usual.procuratorate());
                referral.report().ifPresent(report -> filled(report, shown));
            }
            case "handOverGoods" -> shown.put("scanOptions", scans(referral));
            case "followFiling" -> {
                shown.put("scanOptions", scans(referral));
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

    private List<Map<String, String>> scans(Referral referral) {
        return referrals.scans(referral).stream()
                .map(file -> Map.of(
                        "value",
                        file.id().toString(),
                        "label",
                        file.name() + "（" + ChinaTime.day(file.receivedAt()) + " 添加）"))
                .toList();
    }

    private static void filled(Report report, Map<String, Object> shown) {
        shown.put("crime", report.crime());
        shown.put("content", report.content());
        put("goods", report.goods(), shown);
        put("tests", report.tests(), shown);
        put("penalties", report.penalties(), shown);
        put("others", report.others(), shown);
    }

    private static void put(String field, Optional<String> value, Map<String, Object> shown) {
        value.ifPresent(text -> shown.put(field, text));
    }

    private String summary(Referral referral) {
        List<String> parts = new ArrayList<>();
        parts.add("案件 " + referral.caseNo() + "（" + referral.cause() + "）");
        parts.add("移送 " + referral.id() + "：" + referral.state().title());
        parts.add("专案组：" + people.of(referral.lead()) + "、" + people.of(referral.second()));
        parts.add("提出的理由：" + referral.reason().replaceFirst("。+$", ""));
        referral.report().ifPresent(report -> {
            parts.add("涉嫌" + report.crime());
            parts.add("移送" + organisations.get(report.police()).name() + "，抄送"
                    + organisations.get(report.procuratorate()).name());
        });
        referral.ending()
                .ifPresent(ending -> parts.add(ending.inWords() + "，" + ending.arrivedOn() + " 收到；办案人员的意见："
                        + (ending.punish() ? "给予行政处罚" : "不再处罚") + "，"
                        + ending.reason().replaceFirst("。+$", "")));
        referral.wanted()
                .filter(wanted -> wanted.approvedBy().isEmpty())
                .ifPresent(wanted -> parts.add("拟发出的函件：" + wanted.what().title() + "，"
                        + wanted.reason().replaceFirst("。+$", "")));
        return String.join("；", parts) + "。";
    }
}
