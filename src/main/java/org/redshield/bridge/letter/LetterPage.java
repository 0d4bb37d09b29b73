package org.redshield.bridge.letter;

import java.util.ArrayList;
import java.util.List;
import org.redshield.bridge.letter.LetterContent.Paragraph;

/**
 * A letter as it stands on paper (GB/T 9704, letter form), for the template {@link LetterTemplates#PAGE}.
 *
 * @param number empty on a draft, as is the day
 * @param sections of the body
 * @param annexes the tables, each on a page of its own after the signature
 * @param draft whether it is only a draft, which its watermark says
 * @param note about this copy of it, below the signature; may be empty
 */
public record LetterPage(
        String title,
        String sender,
        String number,
        String receiver,
        String subject,
        List<Section> sections,
        List<Annex> annexes,
        String day,
        boolean draft,
        String note) {

    private static final String[] DIGITS = {"", "一", "二", "三", "四", "五", "六", "七", "八", "九"};

    /** @param heading numbered where the letter has several; empty for what goes on without one */
    public record Section(String heading, List<String> lines) {}

    /** @param rows the first has the columns' titles */
    public record Annex(String heading, List<List<String>> rows) {}

    static LetterPage of(
            String title,
            String sender,
            String number,
            String receiver,
            String subject,
            List<Paragraph> paragraphs,
            String day,
            boolean draft) {
        List<Paragraph> body =
                paragraphs.stream().filter(one -> one.rows().isEmpty()).toList();
        boolean several = body.stream().filter(LetterPage::headed).count() > 1;
        List<Section> sections = new ArrayList<>();
        int place = 0;
        for (Paragraph one : body) {
            place += headed(one) ? 1 : 0;
            String heading = headed(one) && several ? chinese(place) + "、" + one.heading() : one.heading();
            sections.add(new Section(heading, one.text().lines().toList()));
        }
        List<Annex> annexes = paragraphs.stream()
                .filter(one -> !one.rows().isEmpty())
                .map(one -> new Annex(one.heading(), one.rows()))
                .toList();
        return new LetterPage(title, sender, number, receiver, subject, sections, annexes, day, draft, "");
    }

    LetterPage noted(String about) {
        return new LetterPage(title, sender, number, receiver, subject, sections, annexes, day, draft, about);
    }

    private static boolean headed(Paragraph one) {
        return !one.heading().isEmpty();
    }

    /** Up to ninety-nine, as headings are counted. */
    static String chinese(int number) {
        String tens = number < 10 ? "" : (number < 20 ? "" : DIGITS[number / 10]) + "十";
        return tens + DIGITS[number % 10];
    }
}
