package org.redshield.bridge.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.redshield.bridge.support.Flow.assertThat;

import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.redshield.bridge.cases.order.Progress.Step;

/** The same clue comes from two bureaus: it is verified once, and both hear of it. */
class SameClueTest extends TransferScenario {

    private static final String SUQIAN = "321300";

    private static long times(List<String> milestones, String act) {
        return milestones.stream().filter(act::equals).count();
    }

    @Test
    void isLinkedAndNotDoubledAndWhoFoundItFirstIsSaid() {
        Map<String, Object> found = clue(Map.of("firstFoundAt", "2026-02-10"));
        Map<String, Object> foundBefore = clue(Map.of("firstFoundAt", "2026-02-01", "shopId", found.get("shopId")));
        String one = transferred(found);
        String other = transferred(SUQIAN, foundBefore);
        acceptTransfer(LINPING, one);
        acceptTransfer(LINPING, other);
        stands("officer310105", one, "ACCEPTED");
        stands("officer321300", other, "ACCEPTED");

        assertThat(milestones("officer330113", one))
                .contains("VERIFICATION_ORDERED")
                .doesNotContain("SAME_CLUE_LINKED");
        assertThat(milestones("officer330113", other))
                .contains("SAME_CLUE_LINKED")
                .doesNotContain("VERIFICATION_ORDERED");
        assertThat(caseFile("officer330113", other).get("milestones").toString())
                .contains("最先的是 " + other + "-T1");
        assertThat(transferOf("officer330113", one).get("together").toString()).contains(other + "-T1");
        assertThat(letter("officer321300", other, "TRANSFER_ACCEPTED").toString())
                .contains("同一线索一并办理");

        progresses(LINPING, one, Step.NOT_FILED, Map.of("outcome", "违法行为轻微并及时改正"));
        stands("officer310105", one, "NOT_FILED");
        stands("officer321300", other, "NOT_FILED");
        for (String sender : List.of(CHANGNING, SUQIAN)) {
            assertThat(transfer(sender, sender.equals(CHANGNING) ? one : other)).isEnded();
        }
        assertThat(transferHandling(LINPING, one)).isEnded();
        assertThat(transferHandling(LINPING, other)).isEnded();

        // What comes afterwards about the same shop is a new clue.
        String later = transferred(clue(Map.of("shopId", found.get("shopId"))));
        acceptTransfer(LINPING, later);
        assertThat(milestones("officer330113", later)).contains("VERIFICATION_ORDERED");
    }

    @Test
    void acceptedAtTheSameInstantOneIsVerified() {
        Map<String, Object> fields = clue(Map.of());
        String one = transferred(fields);
        String other = transferred(SUQIAN, fields);
        signTransfer(LINPING, one);
        signTransfer(LINPING, other);
        List<CompletableFuture<Void>> both = Stream.of(one, other)
                .map(caseNo -> CompletableFuture.runAsync(
                        () -> does("officer330113", "reviewTransfer", caseNo, Map.of("decision", "accept"))))
                .toList();
        both.forEach(CompletableFuture::join);
        stands("officer310105", one, "ACCEPTED");
        stands("officer321300", other, "ACCEPTED");
        List<String> acts = Stream.of(one, other)
                .flatMap(caseNo -> milestones("officer330113", caseNo).stream())
                .toList();
        assertThat(times(acts, "VERIFICATION_ORDERED")).isEqualTo(1);
        assertThat(times(acts, "SAME_CLUE_LINKED")).isEqualTo(1);
    }
}
