package org.redshield.bridge.letter;

import java.util.Set;
import java.util.stream.Collectors;
import lombok.RequiredArgsConstructor;
import org.redshield.bridge.engine.rule.KnownNames;
import org.springframework.stereotype.Component;

/** The messages that letters bring, for which a model may wait. */
@Component
@RequiredArgsConstructor
final class LetterMessages implements KnownNames {

    private final LetterKinds kinds;

    @Override
    public Kind kind() {
        return Kind.MESSAGE;
    }

    @Override
    public Set<String> names() {
        return kinds.all().stream().map(kind -> kind.carriage().message()).collect(Collectors.toUnmodifiableSet());
    }
}
