package org.redshield.bridge.assistance;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.redshield.bridge.assistance.AssistanceHandling.RequestedFacts;
import org.redshield.bridge.bureau.Officer;
import org.redshield.bridge.disposition.Measure;
import org.redshield.bridge.letter.Letter;
import org.redshield.bridge.letter.LetterContent;
import org.redshield.bridge.letter.LetterContent.Paragraph;
import org.redshield.bridge.platform.Dataset;

/**
 * What the letters of a co-investigation say, in the order of the 协助调查函 of the 文书格式范本 (form 17): matter, ground, what
 * is asked, time limit, contact.
 */
final class LetterTexts {

    private static final String DUTY = "《市场监督管理行政处罚程序规定》第四十五条";

    private LetterTexts() {}

    static LetterContent request(AssistanceRequest request, String platformName, Officer contact) {
        Draft draft = request.draft();
        Map<String, String> facts = Facts.of(request);
        Facts.lead(facts, contact);
        List<Paragraph> paragraphs = new ArrayList<>();
        paragraphs.add(new Paragraph(
                "事由",
                "本局在办理“" + draft.cause() + "”一案"
                        + draft.sourceNo().map(no -> "（" + no + "）").orElse("") + "中，因调查需要，请予协助。"));
        paragraphs.add(new Paragraph("依据", draft.basis().citation() + "、" + DUTY));
        paragraphs.add(new Paragraph("协查对象", target(platformName, draft.targetId(), draft.creditCode())));
        if (!draft.datasets().isEmpty()) {
            paragraphs.add(new Paragraph(
                    "请求提供的数据",
                    titles(draft.datasets())
                            + draft.period().map(p -> "；期间：" + p.text()).orElse("")));
        }
        draft.questions().ifPresent(questions -> paragraphs.add(new Paragraph("请求查明的事项", questions)));
        paragraphs.add(new Paragraph("目的", draft.purpose()));
        if (draft.route() == Route.HOME_BUREAU) {
            paragraphs.add(new Paragraph("期限", "请自收到本函之日起十五个工作日内完成；双方另有约定的，按约定期限办理。需要延期的，请在期限届满前告知本局。"));
        }
        paragraphs.add(new Paragraph(
                "联系人", contact.name() + "（执法证号 " + contact.certificateNo() + "），电话 " + draft.contactPhone()));
        return new LetterContent(paragraphs, facts);
    }

    static LetterContent supplement(AssistanceRequest request, Letter reply, String text) {
        Map<String, String> facts = basics(request.requestId(), reply.number());
        facts.put(Facts.SUPPLEMENT, text);
        return new LetterContent(
                List.of(new Paragraph("事由", "贵局复函（" + reply.number() + "）收悉，尚需补充。"), new Paragraph("请求补充的事项", text)),
                facts);
    }

    static LetterContent confirmation(AssistanceRequest request, Letter reply) {
        return new LetterContent(
                List.of(new Paragraph("", "贵局复函（" + reply.number() + "）收悉，内容已经确认。感谢协助。")),
                basics(request.requestId(), reply.number()));
    }

    static LetterContent withdrawal(AssistanceRequest request, Letter letter, String reason) {
        Map<String, String> facts = basics(request.requestId(), letter.number());
        facts.put(Facts.NOTE, reason);
        return new LetterContent(
                List.of(new Paragraph("", "本局撤回《协助调查函》（" + letter.number() + "），请停止办理。"), new Paragraph("原因", reason)),
                facts);
    }

    static LetterContent dispositionRequest(
            AssistanceRequest request,
            String dispositionId,
            String platformName,
            Optional<Letter> original,
            Officer contact,
            boolean reportAwaited) {
        Draft draft = request.draft();
        Map<String, String> facts = Facts.of(request);
        facts.put(Facts.DISPOSITION_ID, dispositionId);
        facts.put(Facts.AWAIT_REPORT, Boolean.toString(reportAwaited));
        facts.put(Facts.CONTACT_NAME, contact.name());
        facts.put(Facts.MEASURES, String.join(",", request.measures()));
        request.legalHook().ifPresent(hook -> facts.put(Facts.LEGAL_HOOK, hook));
        request.outcomeNote().ifPresent(note -> facts.put(Facts.NOTE, note));
        original.ifPresent(letter -> facts.put(Facts.ORIGINAL_LETTER, letter.number()));
        Facts.lead(facts, contact);
        List<Paragraph> paragraphs = new ArrayList<>();
        paragraphs.add(new Paragraph("事由", "本局在办理“" + draft.cause() + "”一案中，请贵局协调平台对下列网店采取处置措施。"));
        paragraphs.add(new Paragraph("处置对象", target(platformName, draft.targetId(), draft.creditCode())));
        paragraphs.add(new Paragraph("建议措施", titlesOfMeasures(request.measures())));
        request.legalHook().ifPresent(hook -> paragraphs.add(new Paragraph("依据", hook)));
        request.outcomeNote().ifPresent(note -> paragraphs.add(new Paragraph("说明", note)));
        paragraphs.add(new Paragraph(
                "联系人", contact.name() + "（执法证号 " + contact.certificateNo() + "），电话 " + draft.contactPhone()));
        return new LetterContent(paragraphs, facts);
    }

    static LetterContent returned(AssistanceHandling handling, Letter letter, String missing) {
        Map<String, String> facts = basics(handling.requestId(), letter.number());
        facts.put(Facts.MISSING_ITEMS, missing);
        return new LetterContent(
                List.of(
                        new Paragraph("", "贵局《协助调查函》（" + letter.number() + "）收悉，因下列事项需要补正，现予退回。补正后请重新发函，期限自重新送达起算。"),
                        new Paragraph("需要补正的事项", missing)),
                facts);
    }

    static LetterContent declined(AssistanceHandling handling, Letter letter, DeclineReason reason, String text) {
        Map<String, String> facts = basics(handling.requestId(), letter.number());
        facts.put(Facts.DECLINE_REASON, reason.name());
        facts.put(Facts.NOTE, text);
        return new LetterContent(
                List.of(
                        new Paragraph("", "贵局《协助调查函》（" + letter.number() + "）收悉，经研究，不予协助。"),
                        new Paragraph("原因", reason.title() + "。" + text)),
                facts);
    }

    static LetterContent delayed(AssistanceHandling handling, Letter letter, LocalDate until, String reason) {
        Map<String, String> facts = basics(handling.requestId(), letter.number());
        facts.put(Facts.NEW_DUE_ON, until.toString());
        facts.put(Facts.NOTE, reason);
        return new LetterContent(
                List.of(
                        new Paragraph("", "贵局《协助调查函》（" + letter.number() + "）所请事项，本局不能在期限内完成，依据" + DUTY + "告知延期。"),
                        new Paragraph("延期至", until.toString()),
                        new Paragraph("原因", reason)),
                facts);
    }

    static LetterContent reply(
            AssistanceHandling handling,
            Letter letter,
            List<DatasetAnswer> answers,
            Finding finding,
            Officer lead,
            Officer second,
            List<String> evidenceNames) {
        Map<String, String> facts = basics(handling.requestId(), letter.number());
        List<Paragraph> paragraphs = new ArrayList<>();
        paragraphs.add(new Paragraph("", "贵局《协助调查函》（" + letter.number() + "）收悉，现将协查情况函复如下。"));
        answers.forEach(answer -> {
            facts.put(Facts.ANSWER + answer.code(), answer.state());
            answer.reason().ifPresent(reason -> facts.put(Facts.REFUSAL + answer.code(), reason));
            paragraphs.add(new Paragraph(answer.title(), answer.text()));
        });
        RequestedFacts asked = handling.asked();
        asked.questions().ifPresent(questions -> paragraphs.add(new Paragraph("请求查明的事项", questions)));
        handling.supplementText().ifPresent(text -> paragraphs.add(new Paragraph("请求补充的事项", text)));
        facts.put(Facts.CONCLUSION, finding.conclusion().name());
        facts.put(Facts.FINDINGS, finding.text());
        paragraphs.add(new Paragraph("核查结论：" + finding.conclusion().title(), finding.text()));
        if (!evidenceNames.isEmpty()) {
            paragraphs.add(new Paragraph("证据清单", String.join("\n", evidenceNames)));
        }
        Facts.lead(facts, lead);
        Facts.second(facts, second);
        paragraphs.add(new Paragraph(
                "办案人员",
                lead.name() + "（执法证号 " + lead.certificateNo() + "）、" + second.name() + "（执法证号 " + second.certificateNo()
                        + "）"));
        return new LetterContent(paragraphs, facts);
    }

    static LetterContent confirmationReminder(AssistanceHandling handling, Letter reply) {
        return new LetterContent(
                List.of(new Paragraph(
                        "", "本局复函（" + reply.number() + "）送达已满十个工作日，请予确认或者提出补充请求。满二十个工作日仍未确认的，本局将按未确认办结。")),
                basics(handling.requestId(), reply.number()));
    }

    static LetterContent unconfirmed(AssistanceHandling handling, Letter reply) {
        return new LetterContent(
                List.of(new Paragraph("", "本局复函（" + reply.number() + "）送达已满二十个工作日，未收到贵局确认，现按未确认办结。")),
                basics(handling.requestId(), reply.number()));
    }

    private static Map<String, String> basics(String requestId, String originalNumber) {
        Map<String, String> facts = new LinkedHashMap<>();
        facts.put(Facts.REQUEST_ID, requestId);
        facts.put(Facts.ORIGINAL_LETTER, originalNumber);
        return facts;
    }

    private static String target(String platformName, String targetId, Optional<String> creditCode) {
        return platformName + "网店 " + targetId
                + creditCode.map(code -> "（统一社会信用代码 " + code + "）").orElse("");
    }

    static String title(String code) {
        return code.equals(Draft.AGGREGATE_SALES)
                ? "汇总销售数据"
                : Dataset.of(code).map(Dataset::title).orElse(code);
    }

    static String titlesOfMeasures(List<String> codes) {
        return codes.stream().map(Measure::valueOf).map(Measure::title).collect(Collectors.joining("、"));
    }

    private static String titles(Set<String> codes) {
        return codes.stream().map(LetterTexts::title).collect(Collectors.joining("、"));
    }
}
