package org.redshield.bridge.cases;

import java.util.List;
import org.redshield.bridge.OthersMustDecide;

/**
 * 审批: something of a case waits for the decision of a head. Of every approval there is, nobody decides about what he had a
 * hand in; what else it takes to decide (an office, a state) says the feature.
 *
 * @param subjectId the request, disposition, data request … that is decided about
 * @param hands user ids of all who drafted it, changed it, or handle it
 * @param refusal code of what one of them is told who would decide
 */
public record Approval(String caseNo, String tenant, String subjectId, List<String> hands, String refusal) {

    public Approval {
        hands = hands.stream().distinct().toList();
    }

    public boolean isOpenTo(String user) {
        return !hands.contains(user);
    }

    /**
     * @throws OthersMustDecide {@link #refusal} to one who had a hand in it
     */
    public void check(String user) {
        if (!isOpenTo(user)) {
            throw new OthersMustDecide(refusal, hands);
        }
    }
}
