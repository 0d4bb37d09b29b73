package org.redshield.bridge.platform.process;

import static org.redshield.bridge.platform.process.PlatformVariables.ANSWER_STATE;
import static org.redshield.bridge.platform.process.PlatformVariables.DATA_REQUEST_ID;

import java.util.Map;
import org.redshield.bridge.engine.ProcessMessages;
import org.redshield.bridge.platform.AnswerState;
import org.redshield.bridge.platform.AwaitingProcess;
import org.redshield.bridge.platform.DataRequest;
import org.springframework.stereotype.Component;

/** Wakes {@code awaitAnswer}. */
@Component
final class WakeDataRequest implements AwaitingProcess {

    private static final String MESSAGE = "PlatformAnswer";

    private final ProcessMessages messages;

    WakeDataRequest(ProcessMessages messages) {
        this.messages = messages;
    }

    @Override
    public boolean wake(DataRequest request, AnswerState state) {
        return messages.correlate(
                request.tenant(),
                MESSAGE,
                DATA_REQUEST_ID,
                request.requestNo(),
                Map.of(ANSWER_STATE.name(), state.name()));
    }
}
