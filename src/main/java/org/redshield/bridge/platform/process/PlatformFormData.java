package org.redshield.bridge.platform.process;

import static org.redshield.bridge.platform.process.PlatformVariables.DATA_REQUEST_ID;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.redshield.bridge.ChinaTime;
import org.redshield.bridge.bureau.Organisations;
import org.redshield.bridge.engine.form.FormData;
import org.redshield.bridge.engine.form.Shown;
import org.redshield.bridge.platform.dataset.Dataset;
import org.redshield.bridge.platform.dataset.RefusalReason;
import org.redshield.bridge.platform.dataset.TargetType;
import org.redshield.bridge.platform.gateway.DataRequestOrder;
import org.redshield.bridge.platform.gateway.Dialogue;
import org.redshield.bridge.platform.liaison.Dialogues;
import org.redshield.bridge.platform.liaison.Liaison;
import org.redshield.bridge.platform.liaison.LiaisonFiles;
import org.redshield.bridge.platform.request.DataRequest;
import org.redshield.bridge.platform.request.DataRequests;
import org.springframework.stereotype.Component;

/** What the forms say before anything is filled in. No personal data: that is in the case file beside them. */
@Component
final class PlatformFormData extends FormData {

    private static final Set<String> APPROVE =
            Set.of("approveDataRequest", "approveSensitiveData", "approveAccountData");
    private static final String ANSWER = "answerLiaisonRequest";
    private final DataRequests requests;
    private final Liaison liaison;
    private final LiaisonFiles files;
    private final Dialogues dialogues;
    private final Organisations organisations;

    PlatformFormData(
            DataRequests requests,
            Liaison liaison,
            LiaisonFiles files,
            Dialogues dialogues,
            Organisations organisations) {
        super(Stream.concat(APPROVE.stream(), Stream.of(ANSWER, DialogueIntake.QUESTION, DialogueIntake.NEW_DATE))
                .collect(Collectors.toSet()));
        this.requests = requests;
        this.liaison = liaison;
        this.files = files;
        this.dialogues = dialogues;
        this.organisations = organisations;
    }

    @Override
    protected void show(Asked asked, Shown shown) {
        String requestNo = asked.id(DATA_REQUEST_ID).orElseThrow();
        switch (asked.form()) {
            case DialogueIntake.QUESTION -> {
                shown.summary(question(requests.get(requestNo)));
                subject(requestNo, Dialogue.Kind.QUESTION, shown);
            }
            case DialogueIntake.NEW_DATE -> {
                shown.summary(newDate(requests.get(requestNo)));
                subject(requestNo, Dialogue.Kind.NEW_DATE, shown);
            }
            case ANSWER -> {
                shown.summary(answer(requestNo, asked.tenant()));
                shown.options(
                        "refusalReasonOptions",
                        List.of(RefusalReason.values()),
                        RefusalReason::name,
                        RefusalReason::title);
            }
            default -> shown.summary(approval(requestNo));
        }
    }

    private void subject(String requestNo, Dialogue.Kind kind, Shown shown) {
        shown.put(DialogueIntake.SUBJECT, dialogues.subject(requestNo, kind).orElse(""));
    }

    private String about(DataRequest request, boolean liaison) {
        return "案件 %s：%s%s就%s“%s”的%s"
                .formatted(
                        request.caseNo(),
                        organisations.get(request.platform()).name(),
                        liaison ? "政企协查专员" : "",
                        request.scope().targetType().title(),
                        request.scope().targetId(),
                        request.dataset().title());
    }

    private String question(DataRequest request) {
        List<Dialogue> open = dialogues.open(request.requestNo(), Dialogue.Kind.QUESTION);
        String questions =
                open.stream().map(one -> quoted(one.text().orElse(""))).collect(Collectors.joining("；"));
        return about(request, open.stream().anyMatch(Dialogue::liaison)) + "询问：" + questions + "。"
                + due(request).map(due -> "答复期限 " + due + "，答复询问不影响期限。").orElse("")
                + untold(request);
    }

    private String newDate(DataRequest request) {
        return dialogues.open(request.requestNo(), Dialogue.Kind.NEW_DATE).stream()
                .reduce((earlier, later) -> later)
                .map(one -> {
                    Instant date = one.newDueAt().orElseThrow();
                    return about(request, one.liaison()) + "提出在 " + ChinaTime.moment(date) + " 前答复"
                            + one.text().map(reason -> "，理由：" + quoted(reason)).orElse("") + "。"
                            + due(request).map(due -> "现在的答复期限是 " + due + "。").orElse("")
                            + requests.order(request.requestNo())
                                    .outerDueAt()
                                    .map(outer -> "案件的法定期限是 " + ChinaTime.moment(outer) + "，不因同意而改变。")
                                    .orElse("")
                            + "同意的，" + dialogues.effect(request, date).title() + "。" + untold(request);
                })
                .orElseGet(() -> about(request, false) + "提出的改期已经处理。");
    }

    /** Within a sentence that ends by itself. */
    private static String quoted(String words) {
        return "“" + words.strip().replaceFirst("。+$", "") + "”";
    }

    private static Optional<String> due(DataRequest request) {
        return request.times().dueAt().map(ChinaTime::moment);
    }

    private String untold(DataRequest request) {
        return dialogues.canBeTold(request) ? "" : "该平台的接口不能接收答复：在此登记后，请以电话或者函件另行告知平台。";
    }

    private String approval(String requestNo) {
        DataRequest request = requests.get(requestNo);
        DataRequestOrder order = requests.order(requestNo);
        String decider = request.permission()
                .decision()
                .map(decision -> "本项为%s，须由%s批准（%s）。"
                        .formatted(decision.tier().title(), decision.approver().title(), decision.citation()))
                .orElse("");
        return "案件 %s：拟向%s调取%s“%s”的%s%s。调取依据：%s；目的：%s。%s"
                .formatted(
                        request.caseNo(),
                        organisations.get(request.platform()).name(),
                        request.scope().targetType().title(),
                        request.scope().targetId(),
                        request.dataset().title(),
                        period(
                                request.scope().from().map(Object::toString),
                                request.scope().to().map(Object::toString)),
                        String.join("、", order.basis()),
                        order.purpose().replaceFirst("。$", ""),
                        decider);
    }

    private String answer(String requestNo, String tenant) {
        Liaison.Task task = liaison.task(requestNo, tenant);
        Map<String, String> facts = task.facts();
        LiaisonFiles.Sum sum = files.sum(requestNo, tenant);
        String said = liaison.messages(requestNo, tenant).stream()
                .map(PlatformFormData::line)
                .collect(Collectors.joining());
        return "案件 %s：%s请求提供%s“%s”的%s%s（依据 %s）。%s已上传文件 %d 个，其中数据 %d 行。%s"
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
                        task.dueAt()
                                .map(due -> "答复期限 " + ChinaTime.moment(due) + "。")
                                .orElse(""),
                        sum.files(),
                        sum.rows(),
                        said);
    }

    private static String line(Liaison.Message message) {
        String who = message.fromBureau() ? "市场监管局" : "本方";
        String text = message.text().map(PlatformFormData::quoted).orElse("");
        String what = message.kind() == Dialogue.Kind.QUESTION
                ? message.fromBureau() ? "答复" : "询问"
                : message.accepted().map(accepted -> accepted ? "同意" : "不同意").orElse("提出")
                        + "改期至 "
                        + message.newDueAt().map(ChinaTime::moment).orElse("");
        return who + " " + ChinaTime.moment(message.writtenAt()) + " " + what + (text.isEmpty() ? "" : "：" + text)
                + "。";
    }

    private static String period(Optional<String> from, Optional<String> to) {
        return from.isEmpty() && to.isEmpty() ? "" : "，期间 " + from.orElse("最早") + " 至 " + to.orElse("今日");
    }
}
