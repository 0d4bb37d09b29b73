package org.redshield.bridge.paper.process;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.redshield.bridge.ChinaTime;
import org.redshield.bridge.bureau.Organisation;
import org.redshield.bridge.bureau.Organisations;
import org.redshield.bridge.engine.form.FormData;
import org.redshield.bridge.letter.Letter;
import org.redshield.bridge.letter.LetterKind;
import org.redshield.bridge.letter.Letters;
import org.redshield.bridge.letter.OnPaper.Read;
import org.redshield.bridge.paper.PaperLetter;
import org.redshield.bridge.paper.PaperLetters;
import org.redshield.bridge.paper.PaperWay;
import org.springframework.stereotype.Component;

/** What the forms of {@code paper-correspondence.bpmn} show: how far the letter has come, scans to choose from, kinds of answers. */
@Component
class PaperFormData implements FormData {

    private final PaperLetters papers;
    private final Letters letters;
    private final Organisations organisations;
    private final Set<String> forms;

    PaperFormData(PaperLetters papers, Letters letters, Organisations organisations, PaperIntake intake) {
        this.papers = papers;
        this.letters = letters;
        this.organisations = organisations;
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
        if (variables.get(PaperVariables.PAPER_ID.name()) instanceof String id) {
            papers.find(id, tenant).ifPresent(paper -> show(form, paper, shown));
        }
        return shown;
    }

    private void show(String form, PaperLetter paper, Map<String, Object> shown) {
        Letter letter = letters.get(paper.letterId());
        shown.put(FormData.SUMMARY, summary(paper, letter));
        shown.put(
                "scanOptions",
                papers.scans(paper).stream()
                        .map(file -> option(
                                file.id().toString(), file.name() + "（" + ChinaTime.day(file.receivedAt()) + " 添加）"))
                        .toList());
        switch (form) {
            case "registerDispatch" ->
                shown.put(
                        "wayOptions",
                        Stream.of(PaperWay.values())
                                .map(way -> option(way.name(), way.title()))
                                .toList());
            case "registerReply" -> {
                List<LetterKind> kinds = papers.answers(letter);
                shown.put(
                        "replyOptions",
                        kinds.stream()
                                .map(kind -> option(kind.name(), kind.title()))
                                .toList());
                kinds.stream()
                        .flatMap(kind -> kind.onPaper().read().stream())
                        .filter(read -> read.type() == Read.Type.CHOICE)
                        .forEach(read -> shown.put(read.fact() + "Options", options(read)));
            }
            default -> {}
        }
    }

    private static List<Map<String, String>> options(Read read) {
        return read.options().entrySet().stream()
                .map(one -> option(one.getKey(), one.getValue()))
                .toList();
    }

    private static Map<String, String> option(String value, String label) {
        return Map.of("value", value, "label", label);
    }

    private String summary(PaperLetter paper, Letter letter) {
        Organisation receiver = organisations.get(paper.receiver());
        List<String> parts = new ArrayList<>();
        parts.add("案件 " + paper.caseNo());
        parts.add(letter.kind().title() + " " + letter.number() + "，发往" + receiver.name()
                + (receiver.connected() ? "（现已接入本系统）" : "（未接入本系统）"));
        paper.dispatched().ifPresent(sent -> parts.add(sent.on() + " 寄出（" + sent.how() + "）"));
        paper.delivered().ifPresent(signed -> parts.add(signed.on() + " 对方签收"));
        return String.join("；", parts) + "。";
    }
}
