package org.redshield.bridge.campaign.process;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.redshield.bridge.bureau.BureauTree;
import org.redshield.bridge.bureau.Organisation;
import org.redshield.bridge.bureau.Organisations;
import org.redshield.bridge.campaign.Campaign;
import org.redshield.bridge.campaign.CampaignStore;
import org.redshield.bridge.campaign.Member;
import org.redshield.bridge.campaign.Memberships;
import org.redshield.bridge.campaign.checks.CheckItem;
import org.redshield.bridge.campaign.checks.Checklist;
import org.redshield.bridge.cases.LegalBasis;
import org.redshield.bridge.engine.form.FormData;
import org.redshield.bridge.engine.form.Shown;
import org.springframework.stereotype.Component;

/** The summary line and the options of the forms of {@code joint-campaign.bpmn}. */
@Component
class CampaignFormData extends FormData {

    private final CampaignStore campaigns;
    private final Memberships memberships;
    private final Organisations organisations;
    private final BureauTree tree;

    CampaignFormData(
            CampaignStore campaigns,
            Memberships memberships,
            Organisations organisations,
            BureauTree tree,
            CampaignIntake lead,
            InvitationIntake invitation,
            MembershipIntake member,
            OrderIntake order,
            TakeUpIntake takeUp) {
        super(lead, invitation, member, order, takeUp);
        this.campaigns = campaigns;
        this.memberships = memberships;
        this.organisations = organisations;
        this.tree = tree;
    }

    @Override
    protected void show(Asked asked, Shown shown) {
        String tenant = asked.tenant();
        Optional<Campaign> known = Optional.ofNullable(asked.caseNo()).flatMap(campaigns::campaign);
        if (asked.isFor("proposeCampaign", "amendCampaign", "conductCampaign", "acknowledgeCampaign")) {
            Set<String> not = new HashSet<>(asked.isFor("conductCampaign") ? invited(asked.caseNo()) : Set.of());
            // Who ordered it takes no part.
            known.flatMap(Campaign::orderedBy).ifPresent(not::add);
            options("memberOptions", organisations.connectedBureaus(), one -> !not.contains(one), tenant, shown);
        }
        if (asked.isFor("proposeCampaign")) {
            options(
                    "leadOptions",
                    organisations.connectedBureaus(),
                    tree.under(List.of(tenant))::contains,
                    tenant,
                    shown);
        }
        if (asked.isFor("proposeCampaign", "amendCampaign")) {
            options("platformOptions", organisations.platforms(), any -> true, tenant, shown);
            shown.options(
                    "legalBasisOptions", LegalBasis.of(LegalBasis.Use.CAMPAIGN), LegalBasis::name, LegalBasis::title);
            shown.options("checkOptions", Checklist.newest().items(), CheckItem::name, CheckItem::title);
        }
        Optional<String> member = asked.id(CampaignVariables.MEMBER_ID);
        known.filter(campaign -> campaign.tenant().equals(tenant)
                        || campaign.orderedBy().filter(tenant::equals).isPresent()
                        || asked.isFor("acknowledgeCampaign") && campaign.lead().equals(tenant)
                        || member.flatMap(id -> memberships.find(id, tenant)).isPresent())
                .ifPresent(campaign -> {
                    shown.summary(Stream.concat(Stream.of(awaited(asked), ordered(asked)), summary(campaign)));
                    if (asked.isFor("amendCampaign")) {
                        proposed(campaign, shown);
                    }
                    if (asked.isFor("acknowledgeCampaign")) {
                        shown.put("members", campaign.members());
                    }
                });
    }

    /** Of several who are asked the one that has not answered. */
    private String awaited(Asked asked) {
        return member(asked, "superviseInvitation")
                .map(member -> "尚未复函的单位：" + name(member.tenant()))
                .orElse("");
    }

    /** To whom it is an order that is said first. */
    private String ordered(Asked asked) {
        return member(asked, "decideInvitation", "takePartInCampaign")
                .filter(Member::ordered)
                .map(member -> "上级部署：由" + name(memberships.orderedBy(member)) + "部署，本局由负责人受领，不能不参加，也不能退出")
                .orElse("");
    }

    private Optional<Member> member(Asked asked, String... forms) {
        return asked.isFor(forms)
                ? asked.id(CampaignVariables.MEMBER_ID).flatMap(id -> memberships.find(id, asked.tenant()))
                : Optional.empty();
    }

    /** Who takes part or is asked is not asked again. */
    private Set<String> invited(String caseNo) {
        return campaigns.members(caseNo).stream()
                .filter(member -> !member.state().over())
                .map(Member::tenant)
                .collect(Collectors.toSet());
    }

    /** The fields as they were sent to the head. */
    private static void proposed(Campaign campaign, Shown shown) {
        shown.put("title", campaign.title());
        shown.put("legalBasis", campaign.basis());
        shown.put("periodFrom", campaign.from().toString());
        shown.put("periodTo", campaign.to().toString());
        shown.put("answerBy", campaign.answerBy().toString());
        shown.put("checks", campaign.checks().stream().map(Enum::name).toList());
        shown.put("platforms", campaign.platforms());
        shown.put("quota", campaign.quota());
        shown.put("priorityDays", campaign.priorityDays());
        shown.put("members", campaign.members());
    }

    private static void options(
            String field, List<Organisation> all, Predicate<String> offered, String tenant, Shown shown) {
        shown.options(
                field,
                all.stream()
                        .filter(one -> !one.code().equals(tenant) && offered.test(one.code()))
                        .toList(),
                Organisation::code,
                Organisation::name);
    }

    private Stream<String> summary(Campaign campaign) {
        return Stream.of(
                "联合行动 " + campaign.caseNo() + "（" + campaign.title() + "）",
                campaign.orderedBy().map(above -> "部署单位：" + name(above)).orElse(""),
                "牵头单位：" + name(campaign.lead()),
                "时间：" + campaign.from() + " 至 " + campaign.to(),
                "依据：" + LegalBasis.valueOf(campaign.basis()).title(),
                "检查事项（检查清单" + campaign.checklist().title() + "）："
                        + campaign.checks().stream().map(CheckItem::title).collect(Collectors.joining("、")),
                "平台：" + campaign.platforms().stream().map(this::name).collect(Collectors.joining("、")),
                campaign.priorityDays() == 0 ? "不设管辖优先期" : "管辖优先期：开始后 " + campaign.priorityDays() + " 个工作日",
                "邀请单位："
                        + (campaign.members().isEmpty()
                                ? "由牵头单位确定"
                                : campaign.members().stream().map(this::name).collect(Collectors.joining("、"))));
    }

    private String name(String code) {
        return organisations.get(code).name();
    }
}
