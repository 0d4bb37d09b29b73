/**
 * 线索 clues and the cases that come of them: registered, verified by two officers, filed or not by the head (程序规定 art. 18–20),
 * and from the filing on a case with a period for its decision (art. 64).
 *
 * <p>What an officer cannot decide alone is a {@link org.redshield.bridge.clues.Matter}: proposed, looked at by the unit head,
 * decided by the bureau's head, and only then done. Who reported it stands apart, with {@link
 * org.redshield.bridge.clues.Reporters}, and nowhere else.
 */
package org.redshield.bridge.clues;
