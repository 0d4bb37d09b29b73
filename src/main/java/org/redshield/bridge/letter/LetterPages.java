package org.redshield.bridge.letter;

import java.time.format.DateTimeFormatter;
import org.redshield.bridge.ChinaTime;
import org.redshield.bridge.bureau.Organisations;
import org.redshield.bridge.letter.pdf.LetterPdf;
import org.springframework.stereotype.Component;

/** Lays letters out as they stand on paper: issued ones from what they say, drafts as they would be issued now. */
@Component
public final class LetterPages {

    private static final DateTimeFormatter DAY = ChinaTime.like("yyyy年M月d日");

    private final Organisations organisations;
    private final LetterTemplates templates = new LetterTemplates();
    private final LetterPdf pdf;

    public LetterPages(Organisations organisations, LetterPdf pdf) {
        this.organisations = organisations;
        this.pdf = pdf;
    }

    /** An issued letter as PDF, made anew of what it says. */
    public byte[] issuedPdf(LetterView letter) {
        return pdf.render(issued(letter));
    }

    /** The draft's PDF, as {@link #draft} has it. */
    public byte[] draftPdf(LetterDraft draft) {
        return pdf.render(draft(draft));
    }

    /** The whole page in HTML. */
    public String issued(LetterView letter) {
        return templates.page(LetterPage.of(
                letter.title(),
                letter.senderName(),
                letter.number(),
                letter.receiverName(),
                letter.subject(),
                letter.paragraphs(),
                DAY.format(letter.issuedAt()),
                false));
    }

    /** The same of what is still to be decided: without number and date, and marked as a draft. */
    public String draft(LetterDraft draft) {
        LetterTemplates.Text text = templates.write(draft);
        return templates.page(LetterPage.of(
                draft.kind.title(),
                organisations.get(draft.sender).name(),
                "",
                organisations.get(draft.receiver).name(),
                text.subject(),
                text.paragraphs(),
                "",
                true));
    }
}
