package org.redshield.bridge.letter;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What a letter of any kind can say is among the texts that are held against what is kept out before it leaves. */
class EveryLetterIsReadTest {

    static Stream<LetterKind> kinds() {
        return SampleLetters.kinds();
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void whateverItSaysIsAmongItsTexts(LetterKind kind) {
        for (boolean asFacts : List.of(true, false)) {
            LetterDraft draft = SampleLetters.draft(kind, asFacts);
            String texts = String.join("\n", draft.texts().toList());
            String printed = String.join(
                    "\n",
                    new LetterTemplates()
                            .write(draft, Background.NONE).paragraphs().stream()
                                    .map(LetterContent.Paragraph::text)
                                    .toList());
            // Every word of the samples that comes to stand on paper was read before.
            SampleLetters.words(kind)
                    .filter(printed::contains)
                    .forEach(word -> assertThat(texts).as(kind.name()).contains(word));
            assertThat(draft.texts()).isNotEmpty();
        }
    }
}
