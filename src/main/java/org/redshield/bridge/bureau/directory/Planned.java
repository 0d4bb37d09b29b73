package org.redshield.bridge.bureau.directory;

import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import org.redshield.bridge.access.separation.Account;
import org.redshield.bridge.bureau.Officer;

/**
 * What becomes of one line of a file.
 *
 * @param person the account, or the certificate of somebody without one
 * @param changes what would be different; none where all is as the line says
 * @param faults why nothing becomes of it
 * @param account as it is to be, where that is different
 * @param officer as he is to be, where that is different
 * @param powers roles that two account administrators give, and of which this would be one's word
 * @param awaited those that the same one has proposed before
 * @param lacks what is not known of an officer who is there already, as a line that brings nothing of it leaves it
 */
record Planned(
        int line,
        String person,
        State state,
        List<Change> changes,
        List<Fault> faults,
        Optional<Account> account,
        Optional<Officer> officer,
        SortedSet<String> powers,
        SortedSet<String> awaited,
        List<Fault> lacks) {

    enum State {
        NEW,
        CHANGED,
        LEFT,
        UNCHANGED,
        REFUSED
    }

    /** @param field what the file calls it; @param from empty where there was nothing */
    record Change(String field, String from, String to) {}

    /** @param field what the file calls it; @param reason a Chinese sentence */
    record Fault(int line, String field, String reason) {}
}
