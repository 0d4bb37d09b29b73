package org.redshield.bridge.letter;

import java.time.Instant;
import java.time.format.DateTimeFormatter;
import lombok.RequiredArgsConstructor;
import org.redshield.bridge.ChinaTime;
import org.redshield.bridge.bureau.Organisations;
import org.redshield.bridge.letter.pdf.LetterPdf;
import org.springframework.stereotype.Component;

/** Lays letters out as they stand on paper: issued ones from what they say, drafts as they would be issued now. */
@Component
@RequiredArgsConstructor
public final class LetterPages {

    private static final DateTimeFormatter DAY = ChinaTime.like("yyyy年M月d日");

    private final Organisations organisations;
    private final Backgrounds backgrounds;
    private final LetterTemplates templates = new LetterTemplates();
    private final LetterPdf pdf;

    /** The draft's PDF, as {@link #draft} has it. */
    public byte[] draftPdf(LetterDraft draft) {
        return pdf.render(draft(draft));
    }

    /** The whole page in HTML. */
    public String issued(LetterView letter) {
        return templates.page(page(letter));
    }

    /** The same of a letter from before letters were sealed, which says when it was made of what is stored. */
    public String late(LetterView letter, Instant made) {
        return templates.page(page(letter).noted("补制：原函签发时尚未启用电子印章，本件于" + DAY.format(made) + "依系统存档的原函内容补制。"));
    }

    /** The day as it stands below the signer's name. */
    public String day(LetterView letter) {
        return DAY.format(letter.issuedAt());
    }

    private LetterPage page(LetterView letter) {
        return LetterPage.of(
                letter.title(),
                letter.senderName(),
                letter.number(),
                letter.receiverName(),
                letter.subject(),
                letter.paragraphs(),
                day(letter),
                false);
    }

    /** The same of what is still to be decided: without number and date, and marked as a draft. */
    public String draft(LetterDraft draft) {
        LetterTemplates.Text text = templates.write(draft, backgrounds.of(draft));
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
