package org.redshield.bridge.disposition;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.redshield.bridge.BridgeApplication;
import org.redshield.bridge.bureau.Organisations;
import org.redshield.bridge.exchange.Envelope;
import org.redshield.bridge.exchange.MessageKind;
import org.redshield.bridge.exchange.Outbox;
import org.redshield.bridge.letter.Letter;
import org.redshield.bridge.letter.LetterContent;
import org.redshield.bridge.letter.LetterContent.Paragraph;
import org.redshield.bridge.letter.LetterDraft;
import org.redshield.bridge.letter.LetterType;
import org.redshield.bridge.letter.Letters;
import org.springframework.stereotype.Component;

/**
 * Writes the letters of a disposition and sends those that go to a bureau. Every letter and envelope has a fixed key, so
 * that a step done again sends nothing twice.
 */
@Component
class DispositionLetters {

    private static final DateTimeFormatter MOMENT =
            DateTimeFormatter.ofPattern("yyyy年M月d日 HH:mm").withZone(ZoneId.of(BridgeApplication.ZONE));

    private final Letters letters;
    private final Organisations organisations;
    private final Outbox outbox;

    DispositionLetters(Letters letters, Organisations organisations, Outbox outbox) {
        this.letters = letters;
        this.organisations = organisations;
        this.outbox = outbox;
    }

    /** The letter to the platform, which names every target, the ground, the publicity and the way to appeal. */
    Letter disposition(Disposition disposition, List<DispositionTarget> targets) {
        Letter original = letters.get(disposition.requestLetterId());
        String requester = organisations.get(disposition.requester()).name();
        List<Paragraph> paragraphs = new ArrayList<>();
        paragraphs.add(new Paragraph("来函", requester + "《" + original.subject() + "》（" + original.number() + "）"));
        paragraphs.add(new Paragraph("事实和理由", disposition.facts().orElseThrow()));
        disposition.evidenceNote().ifPresent(note -> paragraphs.add(new Paragraph("证据", note)));
        paragraphs.add(
                new Paragraph("法律依据", disposition.legalHook().orElseThrow() + "；请贵平台依据《网络交易监督管理办法》第三十四条第三款予以配合。"));
        paragraphs.add(
                new Paragraph("商请处置", lines(targets, target -> target.plan().describe())));
        paragraphs.add(new Paragraph("期限", "请在收到本函后1个工作日内受理，2个工作日内执行，并逐项反馈执行结果。"));
        if (targets.stream().anyMatch(target -> target.plan().measure().isAgainstOperator())) {
            paragraphs.add(new Paragraph("公示", "对平台内经营者采取的处置措施，请依据《网络交易监督管理办法》第三十条，自作出决定之日起1个工作日内公示，并反馈公示网址。"));
        }
        paragraphs.add(new Paragraph("申诉", "请依据《网络交易平台规则监督管理办法》第十九条，向被处置的经营者说明理由、事实和依据，告知申诉渠道；收到申诉的，请及时反馈本局。"));
        return letters.issue(new LetterDraft(
                disposition.id() + "/DISPOSITION",
                LetterType.DISPOSITION,
                disposition.caseNo(),
                disposition.id(),
                disposition.tenant(),
                disposition.platform(),
                Optional.of(original.id()),
                "商请处置涉嫌违法的平台内经营者和商品",
                new LetterContent(paragraphs, planned(disposition, targets)),
                List.of(),
                disposition.draftedBy().orElseThrow(),
                disposition.approvedBy()));
    }

    /** Tells the requester that nothing will be asked of the platform, and why. */
    void decline(Disposition disposition) {
        report(
                disposition,
                "DECLINE",
                "不予处置的答复",
                List.of(
                        new Paragraph("答复", "贵局来函收悉。经研究，不予处置。"),
                        new Paragraph("理由", disposition.declineReason().orElseThrow())),
                Map.of("outcome", "DECLINED"),
                disposition.draftedBy().orElseThrow(),
                disposition.approvedBy(),
                MessageKind.DISPOSITION_REPORT);
    }

    /** Tells the requester what became of every target. */
    void report(Disposition disposition, List<DispositionTarget> targets) {
        List<Paragraph> paragraphs = new ArrayList<>();
        paragraphs.add(new Paragraph(
                "处置情况",
                "本局以" + disposition.letterNo().orElseThrow() + "商请平台处置，平台逐项反馈如下：\n" + lines(targets, this::result)));
        if (targets.stream().anyMatch(DispositionTarget::mustBePublished)) {
            paragraphs.add(new Paragraph("公示情况", lines(targets, this::publicity)));
        }
        disposition.publicityNote().ifPresent(note -> paragraphs.add(new Paragraph("公示说明", note)));
        Map<String, String> facts = new LinkedHashMap<>(planned(disposition, targets));
        facts.put("outcome", "REPORTED");
        targets.forEach(target -> {
            String name = "target." + target.position() + ".";
            facts.put(name + "state", target.state().name());
            target.executedAt().ifPresent(at -> facts.put(name + "executedAt", at.toString()));
            target.publicityUrl().ifPresent(url -> facts.put(name + "publicityUrl", url));
        });
        report(
                disposition,
                "REPORT",
                "商家处置结果",
                paragraphs,
                facts,
                disposition.draftedBy().orElseThrow(),
                disposition.approvedBy(),
                MessageKind.DISPOSITION_REPORT);
    }

    /** The letter to the platform that takes measures back. */
    Letter lift(Disposition disposition, Lift lift, Map<String, DispositionTarget> targets) {
        String list = lift.targets().stream()
                .map(target -> target.position() + "．"
                        + targets.get(target.targetId()).plan().describe() + "（原任务"
                        + targets.get(target.targetId()).docName().orElse("") + "）")
                .collect(Collectors.joining("\n"));
        return letters.issue(new LetterDraft(
                lift.id() + "/LIFT",
                LetterType.LIFT,
                disposition.caseNo(),
                disposition.id(),
                disposition.tenant(),
                disposition.platform(),
                disposition.letterId(),
                "商请解除处置措施",
                new LetterContent(
                        List.of(
                                new Paragraph(
                                        "解除对象",
                                        "请解除本局以" + disposition.letterNo().orElseThrow() + "商请采取的下列措施：\n" + list),
                                new Paragraph("理由", lift.reason()),
                                new Paragraph("依据", "《网络交易平台规则监督管理办法》第十九条"),
                                new Paragraph("反馈", "请逐项反馈解除结果，并同步撤下或更正公示。")),
                        Map.of("dispositionId", disposition.id(), "liftId", lift.id())),
                List.of(),
                lift.draftedBy(),
                lift.approvedBy()));
    }

    /** Tells the requester what was lifted, and which appeals that decided. */
    void liftReport(Disposition disposition, Lift lift, Map<String, DispositionTarget> targets, List<Appeal> appeals) {
        List<Paragraph> paragraphs = new ArrayList<>(appealParagraphs(appeals, targets));
        paragraphs.add(new Paragraph(
                "解除情况",
                "本局以" + lift.letterNo().orElseThrow() + "商请平台解除处置，平台逐项反馈如下：\n"
                        + lift.targets().stream()
                                .map(target -> target.position() + "．"
                                        + targets.get(target.targetId()).plan().describe() + "——"
                                        + liftResult(target))
                                .collect(Collectors.joining("\n"))));
        paragraphs.add(new Paragraph("解除理由", lift.reason()));
        Map<String, String> facts = new LinkedHashMap<>();
        facts.put("outcome", "LIFT");
        facts.put("dispositionId", disposition.id());
        lift.targets().forEach(target -> {
            DispositionTarget lifted = targets.get(target.targetId());
            facts.put("target." + lifted.position() + ".state", lifted.state().name());
        });
        report(
                disposition,
                lift.id() + "/REPORT",
                "解除处置结果",
                paragraphs,
                facts,
                lift.draftedBy(),
                lift.approvedBy(),
                MessageKind.NOTICE);
    }

    /** Tells the requester that a merchant appealed and that the measures stay. */
    void upheld(Disposition disposition, Map<String, DispositionTarget> targets, List<Appeal> appeals) {
        String last = appeals.get(appeals.size() - 1).id().toString();
        report(
                disposition,
                "APPEAL/" + last,
                "商家申诉处理结果",
                appealParagraphs(appeals, targets),
                Map.of("outcome", "UPHELD", "dispositionId", disposition.id()),
                appeals.get(0).decidedBy().orElseThrow(),
                Optional.empty(),
                MessageKind.NOTICE);
    }

    private static List<Paragraph> appealParagraphs(List<Appeal> appeals, Map<String, DispositionTarget> targets) {
        return appeals.stream()
                .map(appeal -> new Paragraph(
                        "商家申诉",
                        targets.get(appeal.targetId()).plan().describe()
                                + appeal.appealedAt()
                                        .map(at -> "，" + MOMENT.format(at) + "申诉")
                                        .orElse("，已申诉")
                                + "：" + appeal.content() + "\n处理："
                                + appeal.decision().orElseThrow().title() + "。理由："
                                + appeal.reason().orElse("")))
                .toList();
    }

    private void report(
            Disposition disposition,
            String key,
            String subject,
            List<Paragraph> paragraphs,
            Map<String, String> facts,
            String issuedBy,
            Optional<String> approvedBy,
            MessageKind kind) {
        Letter letter = letters.issue(new LetterDraft(
                disposition.id() + "/" + key,
                LetterType.DISPOSITION_REPORT,
                disposition.caseNo(),
                disposition.id(),
                disposition.tenant(),
                disposition.requester(),
                Optional.of(disposition.requestLetterId()),
                subject,
                new LetterContent(paragraphs, facts),
                List.of(),
                issuedBy,
                approvedBy));
        outbox.send(new Envelope(
                UUID.nameUUIDFromBytes(("disposition " + letter.id()).getBytes(StandardCharsets.UTF_8)),
                disposition.tenant(),
                disposition.requester(),
                kind,
                disposition.requestId(),
                disposition.caseNo(),
                Optional.of(letter.id()),
                Map.of()));
    }

    private static Map<String, String> planned(Disposition disposition, List<DispositionTarget> targets) {
        Map<String, String> facts = new LinkedHashMap<>();
        facts.put("dispositionId", disposition.id());
        facts.put("requestId", disposition.requestId());
        disposition.letterNo().ifPresent(number -> facts.put("letterNo", number));
        targets.forEach(target -> {
            String name = "target." + target.position() + ".";
            facts.put(name + "measure", target.plan().measure().name());
            facts.put(name + "type", target.plan().type().name());
            facts.put(name + "value", target.plan().value());
            target.plan().term().ifPresent(term -> facts.put(name + "term", term.toString()));
        });
        return facts;
    }

    private static String lines(
            List<DispositionTarget> targets, java.util.function.Function<DispositionTarget, String> text) {
        return targets.stream()
                .map(target -> target.position() + "．" + text.apply(target))
                .collect(Collectors.joining("\n"));
    }

    private String result(DispositionTarget target) {
        return target.plan().describe() + "——"
                + target.outcome().map(Outcome::title).orElse("尚未反馈")
                + target.executedAt().map(at -> "，" + moment(at)).orElse("")
                + target.reason().map(reason -> "，" + reason).orElse("")
                + words(target.outcome(), target.statusText(), target.resultText());
    }

    private static String liftResult(Lift.LiftTarget target) {
        String done = target.outcome()
                .map(outcome -> switch (outcome) {
                    case EXECUTED -> "已解除";
                    case PARTIAL -> "部分解除";
                    case REFUSED -> "平台未解除";
                    case UNSTATED -> "平台已答复，结果见平台原文";
                })
                .orElse("尚未反馈");
        return done
                + target.reason().map(reason -> "，" + reason).orElse("")
                + words(target.outcome(), target.statusText(), target.resultText());
    }

    /** Only where nothing else says what was done: what could be understood need not be repeated. */
    private static String words(Optional<Outcome> outcome, Optional<String> status, Optional<String> result) {
        if (outcome.filter(known -> known != Outcome.UNSTATED).isPresent()) {
            return "";
        }
        return status.map(text ->
                        "，平台原文：“" + text + result.map(more -> "；" + more).orElse("") + "”")
                .orElse("");
    }

    private String publicity(DispositionTarget target) {
        if (!target.mustBePublished()) {
            return "无须公示";
        }
        return target.publicityUrl().orElse("平台尚未公示");
    }

    private static String moment(Instant at) {
        return MOMENT.format(at);
    }
}
