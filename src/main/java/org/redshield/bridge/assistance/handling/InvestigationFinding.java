package org.redshield.bridge.assistance.handling;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.redshield.bridge.assistance.correspondence.ItemConclusion;

/**
 * What the lead officer found.
 *
 * @param answers to the letter's questions; none where it asked nothing, or before they were asked for one by one
 * @param text what is to be said beside them; may be empty then
 * @param round 0 for the first reply, 1 for the first supplement
 * @param confirmedBy user id of the second officer
 */
public record InvestigationFinding(
        UUID id,
        int round,
        ItemConclusion conclusion,
        List<QuestionAnswer> answers,
        String text,
        String writtenBy,
        Instant writtenAt,
        Optional<String> confirmedBy) {

    /** All of it in one text. */
    public String inFull() {
        Stream<String> each = answers.stream().map(one -> one.question() + "\n答：" + one.answer());
        return Stream.concat(each, Stream.of(text))
                .filter(part -> !part.isEmpty())
                .collect(Collectors.joining("\n"));
    }
}
