package org.redshield.bridge.platform.process;

import static org.redshield.bridge.platform.process.PlatformVariables.DATA_REQUEST_ID;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.redshield.bridge.bureau.Organisations;
import org.redshield.bridge.engine.FormData;
import org.redshield.bridge.platform.DataRequest;
import org.redshield.bridge.platform.DataRequestOrder;
import org.redshield.bridge.platform.DataRequests;
import org.redshield.bridge.platform.Dataset;
import org.redshield.bridge.platform.Liaison;
import org.redshield.bridge.platform.RefusalReason;
import org.redshield.bridge.platform.TargetType;
import org.springframework.stereotype.Component;

/** What the forms say before anything is filled in. No personal data: that is in the case file beside them. */
@Component
final class PlatformFormData implements FormData {

    private static final Set<String> APPROVE =
            Set.of("approveDataRequest", "approveSensitiveData", "approveAccountData");
    private static final String ANSWER = "answerLiaisonRequest";

    private final DataRequests requests;
    private final Liaison liaison;
    private final Organisations organisations;

    PlatformFormData(DataRequests requests, Liaison liaison, Organisations organisations) {
        this.requests = requests;
        this.liaison = liaison;
        this.organisations = organisations;
    }

    @Override
    public Set<String> forms() {
        return Stream.concat(APPROVE.stream(), Stream.of(ANSWER)).collect(Collectors.toSet());
    }

    @Override
    public Map<String, Object> of(
            String form, String user, String tenant, String caseNo, Map<String, Object> variables) {
        String requestNo = String.valueOf(variables.get(DATA_REQUEST_ID.name()));
        return APPROVE.contains(form)
                ? Map.of(FormData.SUMMARY, approval(requestNo))
                : Map.of(FormData.SUMMARY, answer(requestNo, tenant), "refusalReasonOptions", refusalReasons());
    }

    private String approval(String requestNo) {
        DataRequest request = requests.get(requestNo);
        DataRequestOrder order = requests.order(requestNo);
        String decider = request.decision()
                .map(decision -> "本项为%s，须由%s批准（%s）。"
                        .formatted(decision.tier().title(), decision.approver().title(), decision.citation()))
                .orElse("");
        return "案件 %s：拟向%s调取%s“%s”的%s%s。调取依据：%s；目的：%s。%s"
                .formatted(
                        request.caseNo(),
                        organisations.get(request.platform()).name(),
                        request.targetType().title(),
                        request.targetId(),
                        request.dataset().title(),
                        period(
                                request.from().map(Object::toString),
                                request.to().map(Object::toString)),
                        String.join("、", order.basis()),
                        order.purpose().replaceFirst("。$", ""),
                        decider);
    }

    private String answer(String requestNo, String tenant) {
        Liaison.Task task = liaison.task(requestNo, tenant);
        Map<String, String> facts = task.facts();
        return "案件 %s：%s请求提供%s“%s”的%s%s（依据 %s）。已上传文件 %d 个。"
                .formatted(
                        task.caseNo(),
                        task.bureau(),
                        TargetType.valueOf(facts.get("targetType")).title(),
                        facts.get("targetId"),
                        Dataset.valueOf(facts.get("dataset")).title(),
                        period(
                                Optional.ofNullable(facts.get("periodFrom")),
                                Optional.ofNullable(facts.get("periodTo"))),
                        facts.get("letterNo"),
                        liaison.files(requestNo, tenant).size());
    }

    private static String period(Optional<String> from, Optional<String> to) {
        return from.isEmpty() && to.isEmpty() ? "" : "，期间 " + from.orElse("最早") + " 至 " + to.orElse("今日");
    }

    private static List<Map<String, String>> refusalReasons() {
        return Arrays.stream(RefusalReason.values())
                .map(reason -> Map.of("value", reason.name(), "label", reason.title()))
                .toList();
    }
}
