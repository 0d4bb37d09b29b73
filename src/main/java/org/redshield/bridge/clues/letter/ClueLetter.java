package org.redshield.bridge.clues.letter;

import static org.redshield.bridge.letter.Carriage.filed;
import static org.redshield.bridge.letter.LetterKind.Terms.letter;

import java.util.List;
import lombok.Getter;
import lombok.RequiredArgsConstructor;
import org.redshield.bridge.letter.LetterKind;
import org.redshield.bridge.letter.LetterKinds;
import org.springframework.stereotype.Component;

/** The letters of a clue. */
@Getter
@RequiredArgsConstructor
public enum ClueLetter implements LetterKind {
    /** To a platform, whose interface is then asked dataset by dataset (程序规定 art. 30, 范本 15). */
    MATERIALS_NOTICE(
            letter(
                    "限提",
                    "限期提供材料通知书",
                    filed(),
                    "cause platformName targetId creditCode? shopName? subjectName? asked period? purpose officerName officerCertificateNo contactPhone"));

    private final Terms terms;

    @Component("clueLetterKinds")
    static final class Kinds implements LetterKinds.Contribution {

        @Override
        public List<? extends LetterKind> kinds() {
            return List.of(values());
        }
    }
}
