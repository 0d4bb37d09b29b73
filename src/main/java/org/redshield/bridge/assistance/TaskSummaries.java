package org.redshield.bridge.assistance;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import lombok.RequiredArgsConstructor;
import org.redshield.bridge.ChinaTime;
import org.redshield.bridge.assistance.correspondence.AssistanceClocks;
import org.redshield.bridge.assistance.correspondence.AssistanceFacts;
import org.redshield.bridge.assistance.correspondence.AssistanceLetter;
import org.redshield.bridge.assistance.correspondence.ItemConclusion;
import org.redshield.bridge.assistance.correspondence.ReplyClocks;
import org.redshield.bridge.assistance.handling.AssistanceHandling;
import org.redshield.bridge.assistance.handling.HandlingStore;
import org.redshield.bridge.assistance.handling.InvestigationFinding;
import org.redshield.bridge.assistance.request.AssistanceRequest;
import org.redshield.bridge.assistance.request.EarlierRequests;
import org.redshield.bridge.assistance.request.RequestDraft;
import org.redshield.bridge.assistance.request.RequestStore;
import org.redshield.bridge.bureau.Organisation;
import org.redshield.bridge.bureau.Organisations;
import org.redshield.bridge.cases.ShopNames;
import org.redshield.bridge.cases.order.OrderKind;
import org.redshield.bridge.cases.order.Orders;
import org.redshield.bridge.casework.IncomingLetters;
import org.redshield.bridge.casework.LetterFacts;
import org.redshield.bridge.letter.LetterKind;
import org.redshield.bridge.letter.Letters;
import org.redshield.bridge.platform.dataset.Dataset;
import org.redshield.bridge.platform.dataset.LegalGround;
import org.redshield.bridge.platform.request.Approver;
import org.redshield.bridge.platform.request.TierFloor;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** What a form of co-investigation shows above its fields, and what its lists offer. */
@Service
@Transactional(readOnly = true)
@RequiredArgsConstructor
public class TaskSummaries {

    private final RequestStore requests;
    private final HandlingStore handlings;
    private final IncomingLetters incoming;
    private final AssistanceClocks clocks;
    private final Organisations organisations;
    private final Letters letters;
    private final Orders orders;
    private final EarlierRequests earlier;
    private final ShopNames shops;

    /** The platforms that can be asked, each with the bureau at its seat, as options of a list. */
    public List<Map<String, Object>> platforms() {
        return organisations.platforms().stream()
                .map(platform -> option(
                        platform.code(),
                        platform.name() + "（属地局："
                                + organisations.homeBureauOf(platform.code()).name() + "）"))
                .toList();
    }

    /** The connected bureaus but the own one. */
    public List<Map<String, Object>> bureausBut(String tenant) {
        return organisations.connectedBureaus().stream()
                .filter(bureau -> !bureau.code().equals(tenant))
                .map(TaskSummaries::option)
                .toList();
    }

    /** What may be asked for, each with who must approve it at least. */
    public List<Map<String, Object>> datasets() {
        Stream<Map<String, Object>> ofPlatforms = Arrays.stream(Dataset.values())
                .map(dataset -> {
                    Approver least = TierFloor.approver(dataset, LegalGround.GENERAL);
                    String hint = least == Approver.NONE ? "" : "（须" + least.title() + "审批）";
                    return option(dataset.name(), dataset.title() + hint);
                });
        return Stream.concat(ofPlatforms, Stream.of(option(RequestDraft.AGGREGATE_SALES, "汇总销售数据（限总局及授权省局）")))
                .toList();
    }

    /** What may be ordered of the bureau at the platform's seat. */
    public Map<String, List<Map<String, String>>> dispositionOptions() {
        return orders.options(OrderKind.MERCHANT_DISPOSITION);
    }

    public Optional<RequestDraft> draft(String requestId, String tenant) {
        return requests.find(requestId, tenant).map(AssistanceRequest::draft);
    }

    /** What was drafted with the form and came back unsigned, by the names of its fields. */
    public Map<String, Object> sentBack(String requestId, String tenant, String form) {
        Map<String, Object> fields = new HashMap<>();
        switch (form) {
            case "reviewReply" ->
                requests.find(requestId, tenant)
                        .flatMap(request -> request.exchange().unsignedSupplement())
                        .ifPresent(text -> fields.put("supplementText", text));
            case "followRequest" ->
                requests.find(requestId, tenant)
                        .flatMap(request -> request.ending().withdrawalReason())
                        .ifPresent(reason -> fields.put("reason", reason));
            case "investigate" ->
                incoming.find(requestId, tenant)
                        .map(handlings::of)
                        .flatMap(AssistanceHandling::unsignedDelay)
                        .ifPresent(delay -> {
                            fields.put("delayUntil", delay.until().toString());
                            fields.put("delayReason", delay.reason());
                        });
            default -> {}
        }
        return fields;
    }

    private static Map<String, Object> option(Organisation organisation) {
        return option(organisation.code(), organisation.name());
    }

    private static Map<String, Object> option(String value, String label) {
        return Map.of("value", value, "label", label);
    }

    /** One line for a task of the asking bureau; no personal data. */
    public Optional<String> ofRequest(String requestId, String tenant, String form) {
        return requests.find(requestId, tenant).map(request -> {
            RequestDraft draft = request.draft();
            List<String> parts = new ArrayList<>();
            parts.add("案件 " + request.caseNo() + "（" + draft.cause() + "）");
            parts.add(organisations.nameOf(draft.platform()) + "网店 "
                    + shops.called(draft.targetId(), request.caseNo(), tenant));
            parts.add(draft.requestedBureau()
                    .map(bureau -> "协查单位：" + organisations.nameOf(bureau))
                    .orElse("直达平台调取"));
            if (!draft.datasets().isEmpty()) {
                parts.add("数据："
                        + String.join(
                                "、",
                                draft.datasets().stream()
                                        .map(RequestDraft::datasetTitle)
                                        .toList())
                        + draft.period()
                                .map(period -> "（" + period.text() + "）")
                                .orElse(""));
            }
            parts.addAll(situation(request, form));
            return sentence(parts);
        });
    }

    private List<String> situation(AssistanceRequest request, String form) {
        String requestId = request.requestId();
        return switch (form) {
            case "completeRequest" ->
                request.draft().missing().isEmpty()
                        ? List.of("审批退回，请修改后重新提交")
                        : List.of("还缺少：" + String.join("、", request.draft().missing()));
            case "approveRequest" ->
                Stream.concat(Stream.of("目的：" + request.draft().purpose()), earlier.warning(request).stream())
                        .toList();
            case "correctRequest" ->
                fact(requestId, AssistanceLetter.RETURN, LetterFacts.MISSING_ITEMS)
                        .map(items -> "对方要求补正：" + items)
                        .stream()
                        .toList();
            case "reviewDecline" ->
                fact(requestId, AssistanceLetter.DECLINE, LetterFacts.NOTE).map(reason -> "对方不予协助：" + reason).stream()
                        .toList();
            case "reviewReply" ->
                fact(requestId, AssistanceLetter.REPLY, AssistanceFacts.CONCLUSION)
                        .map(conclusion ->
                                "对方结论：" + ItemConclusion.valueOf(conclusion).title() + "，详见案卷")
                        .or(() -> Optional.of("平台数据已到，详见案卷"))
                        .stream()
                        .toList();
            case "approveSupplement" ->
                request.exchange().supplementText().map(text -> "拟请对方补充：" + text).stream()
                        .toList();
            case "approveWithdrawal" ->
                request.ending().withdrawalReason().map(reason -> "撤回理由：" + reason).stream()
                        .toList();
            case "approveDispositionRequest" ->
                List.of(orders.describe(OrderKind.MERCHANT_DISPOSITION, request.measureFacts()));
            case "superviseOverdueReply", "followRequest" -> due(clocks.inForce(request.subject()));
            case "reviewDispositionReport" -> List.of("处置结果已到，详见案卷");
            default -> List.of("目前：" + request.state().title());
        };
    }

    /** One line for a task of the asked bureau; no personal data. */
    public Optional<String> ofHandling(String requestId, String tenant, String form) {
        return incoming.find(requestId, tenant).map(letter -> {
            List<String> parts = new ArrayList<>();
            parts.add("案件 " + letter.caseNo() + "（" + letter.about().cause() + "）");
            parts.add("来函单位：" + organisations.nameOf(letter.sender()));
            parts.add(letter.about().platform().map(organisations::nameOf).orElse("")
                    + "网店 "
                    + letter.about()
                            .shopId()
                            .map(shop -> shops.called(shop, letter.caseNo(), tenant))
                            .orElse(""));
            handlings.of(letter).supplementText().ifPresent(text -> parts.add("对方请求补充：" + text));
            if (form.equals("approveRejection")) {
                letter.rejection()
                        .ifPresent(rejection -> parts.add(letter.kind().summary(rejection)));
            }
            if (form.equals("approveDelay")) {
                handlings
                        .of(letter)
                        .unsignedDelay()
                        .ifPresent(delay -> parts.add("拟延期至 " + delay.until() + "，理由：" + delay.reason()));
            }
            if (form.equals("confirmFindings") || form.equals("approveReply")) {
                conclusion(requestId, tenant).ifPresent(parts::add);
            }
            parts.addAll(due(clocks.inForce(letter.subject())));
            return sentence(parts);
        });
    }

    private Optional<String> conclusion(String requestId, String tenant) {
        List<InvestigationFinding> findings = handlings.findings(requestId, tenant);
        return findings.isEmpty()
                ? Optional.empty()
                : Optional.of(
                        "核查结论：" + findings.get(findings.size() - 1).conclusion().title() + "，详见案卷");
    }

    /** One sentence of parts of which some may be sentences themselves. */
    private static String sentence(List<String> parts) {
        return parts.stream()
                .map(part -> part.strip().replaceFirst("。+$", ""))
                .collect(Collectors.joining("；", "", "。"));
    }

    private static List<String> due(Optional<ReplyClocks> dates) {
        return dates.map(due -> due.agreementDueAt().equals(due.replyDueAt())
                        ? List.of("期限 " + ChinaTime.moment(due.replyDueAt()))
                        : List.of(
                                "约定期限 " + ChinaTime.moment(due.agreementDueAt()),
                                "法定期限 " + ChinaTime.moment(due.replyDueAt())))
                .orElse(List.of());
    }

    private Optional<String> fact(String requestId, LetterKind kind, String fact) {
        return letters.latest(requestId, kind).flatMap(letter -> LetterFacts.find(letter, fact));
    }
}
