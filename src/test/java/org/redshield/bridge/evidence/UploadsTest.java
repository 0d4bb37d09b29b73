package org.redshield.bridge.evidence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.redshield.bridge.Refusal;
import org.redshield.bridge.access.Caller;
import org.redshield.bridge.cases.Involvement;
import org.redshield.bridge.cases.Standing;
import org.redshield.bridge.cases.Standing.State;
import org.redshield.bridge.cases.Standing.Weight;

/** Who may add what to a case. */
class UploadsTest {

    private static final String CASE = "310105-2026-000123";
    private static final Caller OFFICER = new Caller("officer330110", Set.of("officer"), List.of("330110"));
    private static final Caller LIAISON = new Caller("liaisontaobao", Set.of("liaison"), List.of("taobao"));

    private static final Standing MAIN = standing("HANDLER", Weight.MAIN);
    private static final Standing SINGLE = standing("LIAISON", Weight.SINGLE);

    private static Standing standing(String role, Weight weight) {
        return new Standing(role, role, weight, List.of(), "none", "none");
    }

    private static Involvement of(Standing standing, String subject, boolean open) {
        Instant then = Instant.parse("2026-09-18T02:00:00Z");
        return new Involvement(
                CASE,
                subject,
                standing,
                new State("STATE", "STATE", open),
                Optional.of("taobao"),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                then,
                then);
    }

    private static final List<Involvement> HANDLING = List.of(of(MAIN, CASE + "-R1", true));
    private static final List<Involvement> LIAISING =
            List.of(of(SINGLE, CASE + "-R1-TRADE", true), of(SINGLE, CASE + "-R1-ITEM", false));

    @Test
    void aFileBelongsToTheRequestUnlessItSaysOtherwise() {
        assertThat(Uploads.subjectFor(OFFICER, HANDLING, null)).isEqualTo(CASE + "-R1");
        assertThat(Uploads.subjectFor(OFFICER, HANDLING, " ")).isEqualTo(CASE + "-R1");
        assertThat(Uploads.subjectFor(OFFICER, HANDLING, CASE + "-R1-TRADE")).isEqualTo(CASE + "-R1-TRADE");
    }

    @ParameterizedTest
    @ValueSource(strings = {"310105-2026-000123-R2", "310105-2026-000124-R1", "310105-2026-000123-R11", "x"})
    void aFileIsNotAddedToTheWorkOfOthers(String subject) {
        refused("casefile.subject-unknown", () -> Uploads.subjectFor(OFFICER, HANDLING, subject));
    }

    @ParameterizedTest
    @CsvSource({
        "310105-2026-000123-R1, true",
        "310105-2026-000123-R1-TRADE, true",
        "310105-2026-000123-0197b3a0-0000-7000-8000-000000000000, false"
    })
    void aCallToAPlatformTakesNoFile(String subject, boolean takes) {
        assertThat(Uploads.takesFiles(HANDLING, subject)).isEqualTo(takes);
    }

    @Test
    void aLiaisonAddsToTheOpenLetterThatIsAnswered() {
        assertThat(Uploads.subjectFor(LIAISON, LIAISING, CASE + "-R1-TRADE")).isEqualTo(CASE + "-R1-TRADE");
        refused("casefile.subject-missing", () -> Uploads.subjectFor(LIAISON, LIAISING, null));
        refused("casefile.subject-unknown", () -> Uploads.subjectFor(LIAISON, LIAISING, CASE + "-R1-ITEM"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"unitHead", "bureauHead", "chiefHead", "reviewer", "supervisor", "modeler", "auditor"})
    void onlyOfficersAndLiaisonsAddFiles(String role) {
        Caller caller = new Caller("somebody", Set.of(role), List.of("330110"));
        refused("casefile.upload-not-allowed", () -> Uploads.subjectFor(caller, HANDLING, null));
    }

    @Test
    void nothingIsAddedToWhatIsOver() {
        refused(
                "casefile.upload-not-allowed",
                () -> Uploads.subjectFor(OFFICER, List.of(of(MAIN, CASE + "-R1", false)), null));
    }

    @Test
    void aFinishedRequestIsOpenAgainWhileADispositionRuns() {
        List<Involvement> mine = List.of(of(MAIN, CASE + "-R1", false), of(MAIN, CASE + "-D1", true));
        assertThat(Uploads.subjectFor(OFFICER, mine, null)).isEqualTo(CASE + "-D1");
    }

    @Test
    void aFileIsAddedToTheOneOfSeveralThatIsWorkedOn() {
        List<Involvement> mine = List.of(of(MAIN, CASE + "-D7", false), of(MAIN, CASE + "-D8", true));
        assertThat(Uploads.subjectFor(OFFICER, mine, null)).isEqualTo(CASE + "-D8");
        assertThat(Uploads.subjectFor(OFFICER, mine, CASE + "-D8")).isEqualTo(CASE + "-D8");
        refused("casefile.subject-unknown", () -> Uploads.subjectFor(OFFICER, mine, CASE + "-D7"));
    }

    private static void refused(String code, org.assertj.core.api.ThrowableAssert.ThrowingCallable call) {
        assertThatThrownBy(call).isInstanceOfSatisfying(Refusal.class, refusal -> assertThat(refusal.code())
                .isEqualTo(code));
    }
}
