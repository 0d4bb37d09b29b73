package org.redshield.bridge.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.redshield.bridge.support.FormerRelease;

/** As {@link FormerDispositionDecisionsTest}, of a campaign that another bureau is to lead. */
class FormerCampaignDecisionsTest extends CampaignScenario {

    static Stream<Boolean> doubts() {
        return FormerRelease.doubts();
    }

    @ParameterizedTest
    @MethodSource("doubts")
    void anOrderToLeadACampaign(boolean doubted) {
        String caseNo =
                order(YUHANG, List.of(LINPING)).json().get("businessKey").asText();
        Map<String, Object> yes = Map.of("decision", "approve", "opinion", "同意部署");
        try (FormerRelease former = new FormerRelease(jdbc, doubted)) {
            does("bureauhead" + HANGZHOU, "approveCampaign", caseNo, yes);
            if (doubted) {
                does("bureauhead" + HANGZHOU, "approveCampaign", caseNo, yes);
            }
            waitingTask("bureauhead" + YUHANG, "acknowledgeCampaign", caseNo);
            assertThat(letters("officer" + YUHANG, caseNo)).containsExactly("CAMPAIGN_ORDER");
            former.nothingStuck(caseNo);
        } finally {
            lettersAreSentByNobody();
        }
    }
}
