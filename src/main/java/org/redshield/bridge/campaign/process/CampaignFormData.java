package org.redshield.bridge.campaign.process;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
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
import org.springframework.stereotype.Component;

/** The summary line and the options of the forms of {@code joint-campaign.bpmn}. */
@Component
class CampaignFormData implements FormData {

    private final CampaignStore campaigns;
    private final Memberships memberships;
    private final Organisations organisations;
    private final BureauTree tree;
    private final Set<String> forms = new HashSet<>();

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
        this.campaigns = campaigns;
        this.memberships = memberships;
        this.organisations = organisations;
        this.tree = tree;
        forms.addAll(lead.forms());
        forms.addAll(invitation.forms());
        forms.addAll(member.forms());
        forms.addAll(order.forms());
        forms.addAll(takeUp.forms());
    }

    @Override
    public Set<String> forms() {
        return forms;
    }

    @Override
    public Map<String, Object> of(
            String form, String user, String tenant, String caseNo, Map<String, Object> variables) {
        Map<String, Object> shown = new HashMap<>();
        if (Set.of("proposeCampaign", "amendCampaign", "conductCampaign", "acknowledgeCampaign")
                .contains(form)) {
            Set<String> not = new HashSet<>(form.equals("conductCampaign") ? asked(caseNo) : Set.of());
            // Who ordered it takes no part.
            Optional.ofNullable(caseNo)
                    .flatMap(campaigns::campaign)
                    .flatMap(Campaign::orderedBy)
                    .ifPresent(not::add);
            shown.put(
                    "memberOptions",
                    options(
                            organisations.connectedBureaus().stream()
                                    .filter(one -> !not.contains(one.code()))
                                    .toList(),
                            tenant));
        }
        if (form.equals("proposeCampaign")) {
            Set<String> below = tree.under(List.of(tenant));
            shown.put(
                    "leadOptions",
                    options(
                            organisations.connectedBureaus().stream()
                                    .filter(one -> below.contains(one.code()))
                                    .toList(),
                            tenant));
        }
        if (Set.of("proposeCampaign", "amendCampaign").contains(form)) {
            shown.put("platformOptions", options(organisations.platforms(), tenant));
            shown.put(
                    "legalBasisOptions",
                    LegalBasis.of(LegalBasis.Use.CAMPAIGN).stream()
                            .map(basis -> option(basis.name(), basis.title()))
                            .toList());
            shown.put(
                    "checkOptions",
                    Checklist.newest().items().stream()
                            .map(item -> option(item.name(), item.title()))
                            .toList());
        }
        Optional.ofNullable(caseNo)
                .flatMap(campaigns::campaign)
                .filter(campaign -> campaign.tenant().equals(tenant)
                        || campaign.orderedBy().filter(tenant::equals).isPresent()
                        || form.equals("acknowledgeCampaign") && campaign.lead().equals(tenant)
                        || variables.get(CampaignVariables.MEMBER_ID.name()) instanceof String id
                                && memberships.find(id, tenant).isPresent())
                .ifPresent(campaign -> {
                    shown.put(
                            FormData.SUMMARY,
                            awaited(form, tenant, variables) + ordered(form, tenant, variables) + summary(campaign));
                    if (form.equals("amendCampaign")) {
                        proposed(campaign, shown);
                    }
                    if (form.equals("acknowledgeCampaign")) {
                        shown.put("members", campaign.members());
                    }
                });
        return shown;
    }

    /** Of several who are asked the one that has not answered. */
    private String awaited(String form, String tenant, Map<String, Object> variables) {
        return form.equals("superviseInvitation")
                        && variables.get(CampaignVariables.MEMBER_ID.name()) instanceof String id
                ? memberships
                        .find(id, tenant)
                        .map(member -> "尚未复函的单位：" + name(member.tenant()) + "；")
                        .orElse("")
                : "";
    }

    /** To whom it is an order that is said first. */
    private String ordered(String form, String tenant, Map<String, Object> variables) {
        return Set.of("decideInvitation", "takePartInCampaign").contains(form)
                        && variables.get(CampaignVariables.MEMBER_ID.name()) instanceof String id
                ? memberships
                        .find(id, tenant)
                        .filter(Member::ordered)
                        .map(member -> "上级部署：由" + name(memberships.orderedBy(member)) + "部署，本局由负责人受领，不能不参加，也不能退出；")
                        .orElse("")
                : "";
    }

    /** Who takes part or is asked is not asked again. */
    private Set<String> asked(String caseNo) {
        return campaigns.members(caseNo).stream()
                .filter(member -> !member.state().over())
                .map(Member::tenant)
                .collect(Collectors.toSet());
    }

    /** The fields as they were sent to the head. */
    private static void proposed(Campaign campaign, Map<String, Object> fields) {
        fields.put("title", campaign.title());
        fields.put("legalBasis", campaign.basis());
        fields.put("periodFrom", campaign.from().toString());
        fields.put("periodTo", campaign.to().toString());
        fields.put("answerBy", campaign.answerBy().toString());
        fields.put("checks", campaign.checks().stream().map(Enum::name).toList());
        fields.put("platforms", campaign.platforms());
        campaign.quota().ifPresent(quota -> fields.put("quota", quota));
        fields.put("priorityDays", campaign.priorityDays());
        fields.put("members", campaign.members());
    }

    private static List<Map<String, String>> options(List<Organisation> all, String tenant) {
        return all.stream()
                .filter(one -> !one.code().equals(tenant))
                .map(one -> option(one.code(), one.name()))
                .toList();
    }

    private static Map<String, String> option(String value, String label) {
        return Map.of("value", value, "label", label);
    }

    private String summary(Campaign campaign) {
        return Stream.of(
                        "联合行动 " + campaign.caseNo() + "（" + campaign.title() + "）",
                        campaign.orderedBy().map(above -> "部署单位：" + name(above)).orElse(""),
                        "牵头单位：" + name(campaign.lead()),
                        "时间：" + campaign.from() + " 至 " + campaign.to(),
                        "依据：" + LegalBasis.valueOf(campaign.basis()).title(),
                        "检查事项（检查清单" + campaign.checklist().title() + "）："
                                + campaign.checks().stream()
                                        .map(CheckItem::title)
                                        .collect(Collectors.joining("、")),
                        "平台：" + campaign.platforms().stream().map(this::name).collect(Collectors.joining("、")),
                        campaign.priorityDays() == 0 ? "不设管辖优先期" : "管辖优先期：开始后 " + campaign.priorityDays() + " 个工作日",
                        "邀请单位："
                                + (campaign.members().isEmpty()
                                        ? "由牵头单位确定"
                                        : campaign.members().stream()
                                                .map(this::name)
                                                .collect(Collectors.joining("、"))))
                .filter(part -> !part.isEmpty())
                .collect(Collectors.joining("；", "", "。"));
    }

    private String name(String code) {
        return organisations.get(code).name();
    }
}
