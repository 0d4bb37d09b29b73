package org.redshield.bridge.assistance.handling;

import static org.redshield.bridge.casework.LetterFacts.find;
import static org.redshield.bridge.casework.LetterFacts.need;

import java.time.LocalDate;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import org.redshield.bridge.assistance.correspondence.AssistanceFacts;
import org.redshield.bridge.assistance.correspondence.DataPeriod;
import org.redshield.bridge.assistance.request.RequestDraft;
import org.redshield.bridge.casework.IncomingKind;
import org.redshield.bridge.letter.Letter;

/**
 * What a request letter says, by its facts.
 *
 * @param datasets codes as in {@link RequestDraft#datasets}
 */
public record RequestedFacts(
        String cause,
        Optional<String> sourceNo,
        String platform,
        String targetType,
        String targetId,
        Optional<String> creditCode,
        Set<String> datasets,
        Optional<DataPeriod> period,
        String purpose,
        String basis,
        Optional<String> questions) {

    public static RequestedFacts of(Letter letter) {
        return new RequestedFacts(
                need(letter, AssistanceFacts.CAUSE),
                find(letter, AssistanceFacts.SOURCE_NO),
                need(letter, AssistanceFacts.PLATFORM),
                need(letter, AssistanceFacts.TARGET_TYPE),
                need(letter, AssistanceFacts.TARGET_ID),
                find(letter, AssistanceFacts.CREDIT_CODE),
                codes(find(letter, AssistanceFacts.DATASETS).orElse("")),
                DataPeriod.of(
                        find(letter, AssistanceFacts.PERIOD_FROM).map(LocalDate::parse),
                        find(letter, AssistanceFacts.PERIOD_TO).map(LocalDate::parse)),
                need(letter, AssistanceFacts.PURPOSE),
                need(letter, AssistanceFacts.BASIS),
                find(letter, AssistanceFacts.QUESTIONS));
    }

    private static Set<String> codes(String list) {
        Set<String> codes = new LinkedHashSet<>();
        Arrays.stream(list.split(",")).filter(code -> !code.isBlank()).forEach(codes::add);
        return Collections.unmodifiableSet(codes);
    }

    public IncomingKind.About about() {
        return new IncomingKind.About(cause, sourceNo, Optional.of(platform), Optional.of(targetId));
    }
}
