package org.redshield.bridge.messages;

import java.util.List;
import org.redshield.bridge.letter.Carriage;
import org.redshield.bridge.letter.LetterKind;
import org.redshield.bridge.letter.LetterKinds;
import org.springframework.stereotype.Component;

/** What travels: the message of that id, for which no process waits. The name is stored and stays. */
enum MessageKind implements LetterKind {
    CASE_MESSAGE;

    private final Terms terms = Terms.message(Carriage.filed());

    @Override
    public Terms terms() {
        return terms;
    }

    /** All of them. */
    @Component
    static final class Kinds implements LetterKinds.Contribution {

        @Override
        public List<? extends LetterKind> kinds() {
            return List.of(values());
        }
    }
}
