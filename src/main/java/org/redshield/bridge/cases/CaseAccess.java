package org.redshield.bridge.cases;

import java.util.List;
import lombok.RequiredArgsConstructor;
import org.redshield.bridge.access.Caller;
import org.redshield.bridge.access.NotFound;
import org.springframework.stereotype.Component;

/**
 * Who may see a case: the people of an organisation that works on it, in one of the roles that do case work. To anybody
 * else it looks as if it were not there, whatever the reason.
 */
@Component
@RequiredArgsConstructor
public class CaseAccess {

    private static final String[] CASE_WORK = {
        "officer", "unitHead", "bureauHead", "chiefHead", "reviewer", "supervisor", "liaison"
    };

    private final Involvements involvements;

    public static boolean doesCaseWork(Caller caller) {
        return caller.hasRole(CASE_WORK);
    }

    /**
     * What the caller's organisation does in the case.
     *
     * @throws NotFound {@code casefile.unknown-case}
     */
    public List<Involvement> require(Caller caller, String caseNo) {
        List<Involvement> mine = doesCaseWork(caller) ? involvements.ofCase(caseNo, caller.tenant()) : List.of();
        if (mine.isEmpty()) {
            throw new NotFound("casefile.unknown-case", caseNo);
        }
        return mine;
    }
}
