package org.redshield.bridge.paper.process;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.redshield.bridge.bureau.Organisation;
import org.redshield.bridge.bureau.Organisations;
import org.redshield.bridge.casework.Scans;
import org.redshield.bridge.engine.form.FormData;
import org.redshield.bridge.engine.form.Shown;
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
class PaperFormData extends FormData {

    private final PaperLetters papers;
    private final Letters letters;
    private final Organisations organisations;

    PaperFormData(PaperLetters papers, Letters letters, Organisations organisations, PaperIntake intake) {
        super(intake);
        this.papers = papers;
        this.letters = letters;
        this.organisations = organisations;
    }

    @Override
    protected void show(Asked asked, Shown shown) {
        asked.id(PaperVariables.PAPER_ID)
                .flatMap(id -> papers.find(id, asked.tenant()))
                .ifPresent(paper -> show(asked.form(), paper, shown));
    }

    private void show(String form, PaperLetter paper, Shown shown) {
        Letter letter = letters.get(paper.letterId());
        shown.summary(summary(paper, letter));
        Scans.offer(papers.scans(paper), shown);
        switch (form) {
            case "registerDispatch" ->
                shown.options("wayOptions", List.of(PaperWay.values()), PaperWay::name, PaperWay::title);
            case "registerReply" -> {
                List<LetterKind> kinds = papers.answers(letter);
                shown.options("replyOptions", kinds, LetterKind::name, LetterKind::title);
                kinds.stream()
                        .flatMap(kind -> kind.onPaper().read().stream())
                        .filter(read -> read.type() == Read.Type.CHOICE)
                        .forEach(read -> shown.options(
                                read.fact() + "Options",
                                read.options().entrySet(),
                                Map.Entry::getKey,
                                Map.Entry::getValue));
            }
            default -> {}
        }
    }

    private Stream<String> summary(PaperLetter paper, Letter letter) {
        Organisation receiver = organisations.get(paper.receiver());
        List<String> parts = new ArrayList<>();
        parts.add("案件 " + paper.caseNo());
        parts.add(letter.kind().title() + " " + letter.number() + "，发往" + receiver.name()
                + (receiver.connected() ? "（现已接入本系统）" : "（未接入本系统）"));
        paper.dispatched().ifPresent(sent -> parts.add(sent.on() + " 寄出（" + sent.how() + "）"));
        paper.delivered().ifPresent(signed -> parts.add(signed.on() + " 对方签收"));
        return parts.stream();
    }
}
