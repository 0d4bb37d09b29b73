package org.redshield.bridge.outcome;

import java.util.Optional;

/**
 * What came of a form that was sent.
 *
 * @param sentence what happened and what comes next, to be shown as it is
 * @param running whether the bridge still works on it, so that the sentence will be another one soon
 * @param next the person's own next task of the case
 */
record Outcome(String caseNo, String sentence, boolean running, Optional<Next> next) {

    /** @param name of the task */
    record Next(String taskId, String name) {}
}
