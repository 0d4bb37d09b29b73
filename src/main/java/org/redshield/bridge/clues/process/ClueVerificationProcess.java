package org.redshield.bridge.clues.process;

import static org.redshield.bridge.casework.process.IncomingVariables.LEAD_OFFICER;
import static org.redshield.bridge.clues.ClueVariables.CLUE_ID;
import static org.redshield.bridge.clues.ClueVariables.DATA_REQUEST_ID;
import static org.redshield.bridge.clues.ClueVariables.LINKED;
import static org.redshield.bridge.clues.ClueVariables.MATTER;
import static org.redshield.bridge.clues.ClueVariables.VERIFY_DUE_AT;
import static org.redshield.bridge.clues.ClueVariables.VERIFY_FOUR_FIFTHS_AT;
import static org.redshield.bridge.clues.ClueVariables.VERIFY_HALF_AT;
import static org.redshield.bridge.engine.Move.call;
import static org.redshield.bridge.engine.Move.form;
import static org.redshield.bridge.engine.Move.service;
import static org.redshield.bridge.engine.Move.step;
import static org.redshield.bridge.engine.view.FileSection.ANSWERS;
import static org.redshield.bridge.engine.view.FileSection.CLOCKS;
import static org.redshield.bridge.engine.view.FileSection.CLUES;
import static org.redshield.bridge.engine.view.FileSection.EVIDENCE;
import static org.redshield.bridge.engine.view.FileSection.LETTERS;
import static org.redshield.bridge.engine.view.FileSection.OPINIONS;
import static org.redshield.bridge.engine.view.FileSection.RECORD;

import java.util.List;
import java.util.Set;
import org.redshield.bridge.clues.ClueClock;
import org.redshield.bridge.clues.ClueState;
import org.redshield.bridge.clues.Matter.Kind;
import org.redshield.bridge.clues.letter.ClueActs;
import org.redshield.bridge.engine.FormIntake;
import org.redshield.bridge.engine.Move;
import org.redshield.bridge.engine.Moves;
import org.redshield.bridge.engine.ProcessClock;
import org.redshield.bridge.engine.ProcessContract;
import org.redshield.bridge.engine.Start;
import org.redshield.bridge.engine.Variable;
import org.redshield.bridge.engine.view.Beside;
import org.springframework.stereotype.Component;

/** 线索核查: from the registration of a clue to the decision whether it is filed. */
@Component
final class ClueVerificationProcess implements ProcessContract {

    /** The unit head agrees that it goes to the head of the bureau. */
    private static final String REVIEW = "REVIEW";
    /** An officer says what the platform is asked for. */
    private static final String ASK = ClueActs.ASK_PLATFORM.code();
    /** The platform has the notice. */
    private static final String DATA = "DATA";

    @Override
    public String key() {
        return "clueVerification";
    }

    @Override
    public Variable<String> subject() {
        return CLUE_ID;
    }

    @Override
    public Set<Variable<?>> variables() {
        return Set.of(
                LINKED,
                MATTER,
                LEAD_OFFICER.setBy("assignVerification"),
                DATA_REQUEST_ID,
                VERIFY_HALF_AT,
                VERIFY_FOUR_FIFTHS_AT,
                VERIFY_DUE_AT);
    }

    @Override
    public Start startedBy() {
        return Start.persons("officer");
    }

    @Override
    public Moves moves() {
        return Moves.from(ClueState.REGISTERED)
                .endingIn(
                        ClueState.LINKED,
                        ClueState.NOT_FILED,
                        ClueState.PASSED_ON,
                        ClueState.CLOSED,
                        ClueState.TERMINATED)
                .by(
                        form("registerClue").sets(LINKED, false),
                        form("registerClue").to(ClueState.LINKED).sets(LINKED, true),
                        form("assignVerification", "assign")
                                .in(ClueState.REGISTERED)
                                .to(ClueState.VERIFYING),
                        proposes("file", Kind.FILE),
                        proposes("notFile", Kind.NOT_FILE),
                        proposes("extend", Kind.EXTEND),
                        proposes("transfer", Kind.TRANSFER),
                        form("verifyClue", "ask")
                                .in(ClueState.VERIFYING)
                                .gives(ASK)
                                .sets(MATTER, Kind.DATA.name()),
                        form("verifyClue", "refer").in(ClueState.VERIFYING),
                        form("verifyClue", "pause").in(ClueState.VERIFYING).to(ClueState.VERIFICATION_PAUSED),
                        form("resumeVerification", "resume")
                                .in(ClueState.VERIFICATION_PAUSED)
                                .to(ClueState.VERIFYING),
                        step("sendMaterialsNotice")
                                .in(ClueState.VERIFYING)
                                .needs(ASK)
                                // The next notice says what may be asked for from then on.
                                .drops(DATA)
                                .gives(DATA),
                        call("platformDataRequest").in(ClueState.VERIFYING).under(DATA),
                        form("reviewVerification", "agree")
                                .in(ClueState.VERIFYING)
                                .gives(REVIEW),
                        form("reviewVerification", "return")
                                .in(ClueState.VERIFYING)
                                .drops(REVIEW),
                        decides(Kind.FILE),
                        decides(Kind.NOT_FILE),
                        decides(Kind.EXTEND),
                        decides(Kind.TRANSFER),
                        form("decideFiling", "refuse").in(ClueState.VERIFYING).drops(REVIEW),
                        step("fileCase")
                                .in(ClueState.VERIFYING)
                                .to(ClueState.FILED)
                                .needs(Kind.FILE.name()),
                        step("closeUnfiled")
                                .in(ClueState.VERIFYING)
                                .to(ClueState.NOT_FILED)
                                .needs(Kind.NOT_FILE.name()),
                        step("passClueOn")
                                .in(ClueState.VERIFYING)
                                .to(ClueState.PASSED_ON)
                                .needs(Kind.TRANSFER.name()),
                        service("分派").in(ClueState.RECEIVED).to(ClueState.REGISTERED),
                        service("并入在办线索").in(ClueState.RECEIVED).to(ClueState.LINKED),
                        service("不属本局管辖，分派前移送").in(ClueState.RECEIVED).to(ClueState.PASSED_ON),
                        service("来源撤回").in(ClueState.RECEIVED).to(ClueState.WITHDRAWN));
    }

    /** Whatever was agreed to before is not what is proposed now. */
    private static Move proposes(String decision, Kind kind) {
        return form("verifyClue", decision)
                .in(ClueState.VERIFYING)
                .drops(REVIEW, Kind.FILE.name(), Kind.NOT_FILE.name(), Kind.EXTEND.name(), Kind.TRANSFER.name())
                .sets(MATTER, kind.name());
    }

    private static Move decides(Kind kind) {
        return form("decideFiling", "approve")
                .in(ClueState.VERIFYING)
                .given(MATTER, kind.name())
                .needs(REVIEW)
                .gives(kind.name());
    }

    @Override
    public Set<Class<? extends FormIntake>> forms() {
        return Set.of(VerificationIntake.class);
    }

    @Override
    public List<Beside> beside() {
        return List.of(
                Beside.tasks("assignVerification").lie(CLUES, CLOCKS),
                Beside.tasks("verifyClue", "resumeVerification")
                        .lie(CLUES, CLOCKS, ANSWERS, EVIDENCE, LETTERS, OPINIONS),
                Beside.tasks("reviewVerification", "decideFiling").lie(CLUES, OPINIONS, EVIDENCE, ANSWERS, CLOCKS),
                Beside.tasks("superviseOverdueVerification").lie(CLOCKS, CLUES, RECORD));
    }

    @Override
    public List<ProcessClock> clocks() {
        return List.of(ProcessClock.of(ClueClock.CLUE_VERIFICATION)
                .half(VERIFY_HALF_AT, "verificationHalfway")
                .fourFifths(VERIFY_FOUR_FIFTHS_AT, "verificationFourFifths")
                .due(VERIFY_DUE_AT, "verificationOverdue"));
    }

    @Override
    public Set<String> aside() {
        return Set.of("superviseOverdueVerification");
    }
}
