package org.redshield.bridge.clues.intake;

import java.time.Instant;
import java.util.Optional;
import org.redshield.bridge.clues.Accused;
import org.redshield.bridge.clues.Report;
import org.redshield.bridge.clues.Reporters.Reporter;

/**
 * A row that can become a clue.
 *
 * @param divisionCode where the act is said to have happened, six digits
 * @param mark of the whole row, see {@code clue_import_key}
 */
record Incoming(
        int line,
        String externalNo,
        Instant receivedAt,
        Report.Channel channel,
        Accused accused,
        Optional<String> divisionCode,
        String cause,
        String content,
        boolean realName,
        Reporter reporter,
        long mark) {}
