package org.redshield.bridge.platform.process;

import static org.redshield.bridge.platform.process.PlatformVariables.ANSWER_STATE;
import static org.redshield.bridge.platform.process.PlatformVariables.DATA_REQUEST_ID;
import static org.redshield.bridge.platform.process.PlatformVariables.LIAISON_DUE_AT;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import lombok.RequiredArgsConstructor;
import org.redshield.bridge.engine.ProcessMessages;
import org.redshield.bridge.engine.job.ClockTimers;
import org.redshield.bridge.platform.dataset.AnswerState;
import org.redshield.bridge.platform.gateway.Dialogue;
import org.redshield.bridge.platform.request.AwaitingProcess;
import org.redshield.bridge.platform.request.DataRequest;
import org.redshield.bridge.platform.request.LiaisonLetter;
import org.springframework.stereotype.Component;

/** Wakes {@code awaitAnswer}, {@code awaitLiaison} or {@code awaitBureau}, and begins what officers do meanwhile. */
@Component
@RequiredArgsConstructor
final class WakeDataRequest implements AwaitingProcess {

    private static final String FROM_INTERFACE = "PlatformAnswer";
    private static final String FROM_LIAISON = LiaisonLetter.LIAISON_ANSWER.messageName();

    private final ProcessMessages messages;
    private final ClockTimers timers;

    @Override
    public boolean wake(DataRequest request, AnswerState state) {
        Map<String, Object> outcome = Map.of(ANSWER_STATE.name(), state.name());
        // It waits at one of the two.
        return correlate(request, FROM_INTERFACE, outcome) || correlate(request, FROM_LIAISON, outcome);
    }

    @Override
    public boolean speak(DataRequest request, Dialogue.Kind kind) {
        LiaisonLetter message =
                kind == Dialogue.Kind.QUESTION ? LiaisonLetter.LIAISON_QUESTION : LiaisonLetter.LIAISON_NEW_DATE;
        return correlate(request, message.messageName(), Map.of());
    }

    @Override
    public void liaisonDueAt(String requestNo, String platform, Instant dueAt) {
        timers.follow(platform, requestNo, Map.of(LIAISON_DUE_AT, Optional.of(dueAt)));
    }

    @Override
    public void wakeLiaison(String requestNo, String platform) {
        messages.correlate(platform, LiaisonLetter.BUREAU_ANSWER.messageName(), DATA_REQUEST_ID, requestNo, Map.of());
    }

    private boolean correlate(DataRequest request, String message, Map<String, Object> variables) {
        return messages.correlate(request.tenant(), message, DATA_REQUEST_ID, request.requestNo(), variables);
    }
}
