package org.redshield.bridge.casefile;

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
import org.redshield.bridge.access.NotFound;

/** Who may add what to a case, and from which ids a case is told. */
class CaseAccessTest {

    private static final String CASE = "310105-2026-000123";
    private static final Caller OFFICER = new Caller("officer330110", Set.of("officer"), List.of("330110"));
    private static final Caller LIAISON = new Caller("liaisontaobao", Set.of("liaison"), List.of("taobao"));

    private static Involvement of(Involvement.Role role, String subject, String state) {
        Instant then = Instant.parse("2026-09-18T02:00:00Z");
        return new Involvement(
                CASE,
                subject,
                role,
                state,
                Optional.of("taobao"),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                then,
                then,
                Optional.empty());
    }

    private static final List<Involvement> HANDLING =
            List.of(of(Involvement.Role.HANDLER, CASE + "-R1", "IN_PROGRESS"));
    private static final List<Involvement> LIAISING = List.of(
            of(Involvement.Role.LIAISON, CASE + "-R1-TRADE", "OPEN"),
            of(Involvement.Role.LIAISON, CASE + "-R1-ITEM", "ANSWER"));

    @Test
    void aFileBelongsToTheRequestUnlessItSaysOtherwise() {
        assertThat(CaseAccess.subjectFor(OFFICER, HANDLING, null)).isEqualTo(CASE + "-R1");
        assertThat(CaseAccess.subjectFor(OFFICER, HANDLING, " ")).isEqualTo(CASE + "-R1");
        assertThat(CaseAccess.subjectFor(OFFICER, HANDLING, CASE + "-R1-TRADE")).isEqualTo(CASE + "-R1-TRADE");
    }

    @ParameterizedTest
    @ValueSource(strings = {"310105-2026-000123-R2", "310105-2026-000124-R1", "310105-2026-000123-R11", "x"})
    void aFileIsNotAddedToTheWorkOfOthers(String subject) {
        refused("casefile.subject-unknown", () -> CaseAccess.subjectFor(OFFICER, HANDLING, subject));
    }

    @ParameterizedTest
    @CsvSource({
        "310105-2026-000123-R1, true",
        "310105-2026-000123-R1-TRADE, true",
        "310105-2026-000123-0197b3a0-0000-7000-8000-000000000000, false"
    })
    void aCallToAPlatformTakesNoFile(String subject, boolean takes) {
        assertThat(CaseAccess.takesFiles(HANDLING, subject)).isEqualTo(takes);
    }

    @Test
    void aLiaisonAddsToTheOpenLetterThatIsAnswered() {
        assertThat(CaseAccess.subjectFor(LIAISON, LIAISING, CASE + "-R1-TRADE")).isEqualTo(CASE + "-R1-TRADE");
        refused("casefile.subject-missing", () -> CaseAccess.subjectFor(LIAISON, LIAISING, null));
        refused("casefile.subject-unknown", () -> CaseAccess.subjectFor(LIAISON, LIAISING, CASE + "-R1-ITEM"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"unitHead", "bureauHead", "chiefHead", "reviewer", "supervisor", "modeler", "auditor"})
    void onlyOfficersAndLiaisonsAddFiles(String role) {
        Caller caller = new Caller("somebody", Set.of(role), List.of("330110"));
        refused("casefile.upload-not-allowed", () -> CaseAccess.subjectFor(caller, HANDLING, null));
    }

    @ParameterizedTest
    @CsvSource({
        "HANDLER,CONFIRMED",
        "HANDLER,WITHDRAWN",
        "REQUESTER,CLOSED",
        "DISPOSER,LIFTED",
        "LIAISON,REFUSE",
        "OWNER,COMPLETED",
        "OWNER,REVOKED"
    })
    void nothingIsAddedToWhatIsOver(Involvement.Role role, String state) {
        refused(
                "casefile.upload-not-allowed",
                () -> CaseAccess.subjectFor(OFFICER, List.of(of(role, CASE + "-R1", state)), null));
    }

    @Test
    void aFinishedRequestIsOpenAgainWhileADispositionRuns() {
        List<Involvement> mine = List.of(
                of(Involvement.Role.HANDLER, CASE + "-R1", "CONFIRMED"),
                of(Involvement.Role.DISPOSER, CASE + "-D1", "REQUESTED"));
        assertThat(CaseAccess.subjectFor(OFFICER, mine, null)).isEqualTo(CASE + "-D1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"COUNTING", "PAUSED", "OVERDUE"})
    void aFileIsAddedToTheDeadlineOfAnOwnCaseUntilItIsDone(String state) {
        List<Involvement> mine = List.of(
                of(Involvement.Role.OWNER, CASE + "-D7", "COMPLETED"), of(Involvement.Role.OWNER, CASE + "-D8", state));
        assertThat(CaseAccess.subjectFor(OFFICER, mine, null)).isEqualTo(CASE + "-D8");
        assertThat(CaseAccess.subjectFor(OFFICER, mine, CASE + "-D8")).isEqualTo(CASE + "-D8");
        refused("casefile.subject-unknown", () -> CaseAccess.subjectFor(OFFICER, mine, CASE + "-D7"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"modeler", "operator", "auditor", "camunda-admin"})
    void whoDoesNoCaseWorkSeesNoCase(String role) {
        assertThat(CaseAccess.doesCaseWork(new Caller("somebody", Set.of(role), List.of("330110"))))
                .isFalse();
    }

    @Test
    void whatIsNoIdIsNotThere() {
        assertThatThrownBy(() -> CaseAccess.uuid("1' or '1'='1", "casefile.unknown-evidence"))
                .isInstanceOf(NotFound.class)
                .hasMessageContaining("没有找到这份证据");
    }

    @ParameterizedTest
    @CsvSource({
        "310105-2026-000123-R1, 310105-2026-000123",
        "310105-2026-000123-R1-SHOP_SUBJECT, 310105-2026-000123",
        "310105-2026-000123-D1, 310105-2026-000123"
    })
    void idsBeginWithTheirCase(String subject, String caseNo) {
        assertThat(CaseTasks.caseNo(subject)).contains(caseNo);
    }

    @ParameterizedTest
    @ValueSource(strings = {"310105-2026-000123", "null", "", "310105-26-1-R1"})
    void otherIdsTellNoCase(String subject) {
        assertThat(CaseTasks.caseNo(subject)).isEmpty();
    }

    private static void refused(String code, org.assertj.core.api.ThrowableAssert.ThrowingCallable call) {
        assertThatThrownBy(call).isInstanceOfSatisfying(Refusal.class, refusal -> assertThat(refusal.code())
                .isEqualTo(code));
    }
}
