package org.redshield.bridge.letter;

import java.util.List;
import org.redshield.bridge.Refusal;
import org.redshield.bridge.engine.Outgoing;
import org.redshield.bridge.engine.form.Legibility;
import org.redshield.bridge.letter.pdf.LetterFonts;
import org.springframework.stereotype.Component;

/** What is entered can be read in the letter that comes of it, or is refused there. */
@Component
final class LegibleLetters implements Legibility {

    private final LetterTemplates templates = new LetterTemplates();

    @Override
    public boolean doubts(List<String> texts) {
        return texts.stream().anyMatch(text -> LetterFonts.lackedBy(text).isPresent());
    }

    @Override
    public void check(String label, String text) {
        LetterFonts.lackedBy(text).ifPresent(lacking -> {
            throw new Refusal("letter.character-in-field", label, lacking, LetterFonts.codeOf(lacking));
        });
    }

    @Override
    public void check(Outgoing letter) {
        templates.write((LetterDraft) letter, Background.NONE);
    }
}
