package org.redshield.bridge.clues;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * What came in (案件来源), about one shop or several: each allegation in it is a {@link Clue} of its own. Who made it stands
 * with {@link Reporters}.
 *
 * @param receivedAt when the clue was found or the material received, which starts the verification's clock
 * @param externalNo its number where it came from
 * @param fromBureau tenant of the bureau that sent it
 * @param fromLetter number of that bureau's letter
 */
public record Report(
        UUID id,
        Source source,
        Channel channel,
        Instant receivedAt,
        Optional<String> externalNo,
        Optional<String> fromBureau,
        Optional<String> fromLetter) {}
