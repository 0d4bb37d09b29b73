package org.redshield.bridge.clues.api;

import java.util.List;
import java.util.Optional;

/**
 * The door by which a cooperation that finds violations by itself hands them in as clues (案件来源：监督检查), many at once. Each waits
 * to be dispatched at the bureau that the triage says; the same key becomes a clue once.
 */
public interface FoundClues {

    /**
     * @param key of the matter at its finder, one for ever
     * @param bureau code of the competent bureau or of the place of the act; empty while it is not certain
     * @param creditCode of the subject, valid
     */
    record Found(
            String key,
            Optional<String> platform,
            Optional<String> shopId,
            Optional<String> shopName,
            Optional<String> creditCode,
            Optional<String> subjectName,
            Optional<String> address,
            Optional<String> bureau,
            String cause,
            String content) {}

    /**
     * What became of one.
     *
     * @param caseNo of the clue; empty where it cannot be one
     * @param bureau tenant that has the clue
     * @param problem why it cannot, in Chinese
     */
    record HandedIn(String key, Optional<String> caseNo, Optional<String> bureau, Optional<String> problem) {}

    /** In the order in which they were found, in the caller's transaction. */
    List<HandedIn> handIn(String tenant, String user, List<Found> found);

    /**
     * They were wrong. One that nobody works on yet is over; the case of another says so, and its officers decide.
     *
     * @param why as the officers read it
     */
    void withdraw(String tenant, String user, List<String> keys, String why);
}
