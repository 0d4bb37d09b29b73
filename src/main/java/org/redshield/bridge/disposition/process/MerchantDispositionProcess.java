package org.redshield.bridge.disposition.process;

import static org.redshield.bridge.deadline.rule.ClockKind.APPEAL_WINDOW;
import static org.redshield.bridge.deadline.rule.ClockKind.DISPOSITION_ACCEPTANCE;
import static org.redshield.bridge.deadline.rule.ClockKind.DISPOSITION_EXECUTION;
import static org.redshield.bridge.deadline.rule.ClockKind.PUBLICITY;
import static org.redshield.bridge.disposition.DispositionVariables.ACCEPTANCE_DUE_AT;
import static org.redshield.bridge.disposition.DispositionVariables.ANYTHING_LEFT;
import static org.redshield.bridge.disposition.DispositionVariables.APPEALED;
import static org.redshield.bridge.disposition.DispositionVariables.APPEAL_WINDOW_ENDS_AT;
import static org.redshield.bridge.disposition.DispositionVariables.DECLINED;
import static org.redshield.bridge.disposition.DispositionVariables.DISPOSITION_ID;
import static org.redshield.bridge.disposition.DispositionVariables.DRAFTED_BY;
import static org.redshield.bridge.disposition.DispositionVariables.EXECUTION_DUE_AT;
import static org.redshield.bridge.disposition.DispositionVariables.OPERATOR_MEASURE;
import static org.redshield.bridge.disposition.DispositionVariables.PUBLICITY_DUE_AT;
import static org.redshield.bridge.disposition.DispositionVariables.PUBLISHED;
import static org.redshield.bridge.disposition.DispositionVariables.REQUEST_ID;
import static org.redshield.bridge.disposition.DispositionVariables.TARGET_ID;
import static org.redshield.bridge.disposition.file.DispositionStage.APPROVED;
import static org.redshield.bridge.disposition.file.DispositionStage.CLOSED;
import static org.redshield.bridge.disposition.file.DispositionStage.DRAFTED;
import static org.redshield.bridge.disposition.file.DispositionStage.ISSUED;
import static org.redshield.bridge.disposition.file.DispositionStage.REPORTED;
import static org.redshield.bridge.disposition.file.DispositionStage.REQUESTED;
import static org.redshield.bridge.disposition.file.TargetState.ANSWERED;
import static org.redshield.bridge.disposition.file.TargetState.EXECUTED;
import static org.redshield.bridge.disposition.file.TargetState.PARTIAL;
import static org.redshield.bridge.disposition.file.TargetState.REFUSED;
import static org.redshield.bridge.disposition.file.TargetState.SUBMITTED;
import static org.redshield.bridge.disposition.file.TargetState.UPHELD;
import static org.redshield.bridge.engine.Move.form;
import static org.redshield.bridge.engine.Move.service;
import static org.redshield.bridge.engine.Move.step;
import static org.redshield.bridge.engine.view.FileSection.ANSWERS;
import static org.redshield.bridge.engine.view.FileSection.CLOCKS;
import static org.redshield.bridge.engine.view.FileSection.DISPOSITIONS;
import static org.redshield.bridge.engine.view.FileSection.DRAFT;
import static org.redshield.bridge.engine.view.FileSection.EVIDENCE;
import static org.redshield.bridge.engine.view.FileSection.LETTERS;
import static org.redshield.bridge.engine.view.FileSection.OPINIONS;
import static org.redshield.bridge.engine.view.FileSection.SUMMARY;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.redshield.bridge.disposition.DispositionActs;
import org.redshield.bridge.disposition.file.DispositionStage;
import org.redshield.bridge.disposition.file.TargetState;
import org.redshield.bridge.engine.FormIntake;
import org.redshield.bridge.engine.Moves;
import org.redshield.bridge.engine.ProcessClock;
import org.redshield.bridge.engine.ProcessContract;
import org.redshield.bridge.engine.Start;
import org.redshield.bridge.engine.Variable;
import org.redshield.bridge.engine.view.Awaited;
import org.redshield.bridge.engine.view.Beside;
import org.springframework.stereotype.Component;

/** 商家处置: the bureau that faces the platform. */
@Component
final class MerchantDispositionProcess implements ProcessContract {

    private static final String DISPOSE = DispositionActs.DISPOSE.code();
    private static final String DECLINE = DispositionActs.DECLINE.code();
    /** The letter is out: what it lists is carried out under its decision. */
    private static final String EXECUTE = DispositionActs.SUBMIT.code();

    private static final String REPORT = DispositionActs.REPORT.code();

    private static final String UPHOLD = DispositionActs.UPHOLD.code();
    private static final String LIFT = DispositionActs.LIFT.code();
    private static final String EXECUTE_LIFT = DispositionActs.SUBMIT_LIFT.code();

    @Override
    public Variable<String> subject() {
        return DISPOSITION_ID;
    }

    @Override
    public Set<Variable<?>> variables() {
        return Set.of(
                REQUEST_ID,
                TARGET_ID,
                DRAFTED_BY,
                DECLINED,
                ACCEPTANCE_DUE_AT,
                EXECUTION_DUE_AT,
                PUBLICITY_DUE_AT,
                APPEAL_WINDOW_ENDS_AT,
                OPERATOR_MEASURE,
                PUBLISHED,
                APPEALED,
                ANYTHING_LEFT);
    }

    @Override
    public Start startedBy() {
        return Start.message("DispositionRequest");
    }

    @Override
    public Map<String, String> receives() {
        return Map.of(
                "awaitResult", "DispositionResult",
                "awaitPublicity", "PublicitySeen",
                "awaitLiftResult", "DispositionResult",
                "merchantAppealed", "AppealReported");
    }

    @Override
    public Set<String> ending() {
        return Set.of("publicityMissing", "merchantAppealed", "appealWindowClosed");
    }

    @Override
    public Moves moves() {
        return Moves.from(REQUESTED)
                .by(
                        form("draftDisposition", "submit")
                                .in(REQUESTED, DRAFTED)
                                .to(DRAFTED)
                                .drops(DISPOSE, DECLINE)
                                .sets(DECLINED, false),
                        form("draftDisposition", "decline")
                                .in(REQUESTED, DRAFTED)
                                .to(DRAFTED)
                                .drops(DISPOSE, DECLINE)
                                .sets(DECLINED, true),
                        form("approveDisposition", "approve")
                                .in(DRAFTED)
                                .to(APPROVED)
                                .given(DECLINED, false)
                                .gives(DISPOSE),
                        form("approveDisposition", "approve")
                                .in(DRAFTED)
                                .to(APPROVED)
                                .given(DECLINED, true)
                                .gives(DECLINE),
                        form("approveDisposition", "return").in(DRAFTED).drops(DISPOSE, DECLINE),
                        step("declineDisposition")
                                .in(APPROVED)
                                .to(DispositionStage.DECLINED)
                                .needs(DECLINE),
                        step("issueDispositionLetter")
                                .in(APPROVED)
                                .to(ISSUED)
                                .needs(DISPOSE)
                                .gives(EXECUTE, REPORT),
                        step("submitTarget").in(ISSUED).under(EXECUTE),
                        // What is looked for on the platform's page has been carried out.
                        step("checkPublicity")
                                .in(ISSUED)
                                .given(OPERATOR_MEASURE, true)
                                .drops(EXECUTE),
                        step("reportDisposition")
                                .in(ISSUED)
                                .to(REPORTED)
                                .needs(REPORT)
                                .drops(EXECUTE),
                        form("followDisposition", "lift")
                                .in(REPORTED)
                                .drops(LIFT)
                                .sets(APPEALED, false),
                        form("followDisposition", "close").in(REPORTED).to(CLOSED),
                        form("decideAppeal", "lift").in(REPORTED).drops(LIFT).sets(APPEALED, true),
                        form("decideAppeal", "uphold").in(REPORTED).gives(UPHOLD),
                        step("reportAppealUpheld").in(REPORTED).needs(UPHOLD),
                        form("approveLift", "approve").in(REPORTED).gives(LIFT),
                        form("approveLift", "return").in(REPORTED).drops(LIFT),
                        step("issueLiftLetter").in(REPORTED).needs(LIFT).gives(EXECUTE_LIFT),
                        step("submitLift").in(REPORTED).under(EXECUTE_LIFT),
                        step("reportLift").in(REPORTED).needs(EXECUTE_LIFT).sets(ANYTHING_LEFT, true),
                        step("reportLift")
                                .in(REPORTED)
                                .to(DispositionStage.LIFTED)
                                .needs(EXECUTE_LIFT)
                                .sets(ANYTHING_LEFT, false),
                        // A head may have closed it in the form before; the end of the time for appeals closes it here.
                        step("closeDisposition").in(REPORTED, CLOSED).to(CLOSED))
                .by(
                        service("提交平台").in(TargetState.DRAFT).to(SUBMITTED),
                        service("平台答复").in(SUBMITTED).to(EXECUTED),
                        service("平台答复").in(SUBMITTED).to(PARTIAL),
                        service("平台答复").in(SUBMITTED).to(REFUSED),
                        service("平台答复").in(SUBMITTED).to(ANSWERED),
                        service("公示").in(EXECUTED, PARTIAL, ANSWERED).to(TargetState.PUBLISHED),
                        // Another appeal may follow one that was not upheld.
                        service("商家申诉")
                                .in(EXECUTED, PARTIAL, ANSWERED, TargetState.PUBLISHED, UPHELD)
                                .to(TargetState.APPEALED),
                        service("申诉后维持").in(TargetState.APPEALED).to(UPHELD),
                        service("解除")
                                .in(EXECUTED, PARTIAL, ANSWERED, TargetState.PUBLISHED, TargetState.APPEALED, UPHELD)
                                .to(TargetState.LIFTED));
    }

    @Override
    public Set<Class<? extends FormIntake>> forms() {
        return Set.of(DispositionIntake.class);
    }

    @Override
    public List<Beside> beside() {
        return List.of(
                Beside.tasks("draftDisposition").lie(LETTERS, SUMMARY, ANSWERS, EVIDENCE, CLOCKS, OPINIONS),
                Beside.tasks("approveDisposition")
                        .lie(DISPOSITIONS, SUMMARY, DRAFT, LETTERS, ANSWERS, EVIDENCE, OPINIONS),
                Beside.tasks("chasePublicity", "decideAppeal", "followDisposition")
                        .lie(DISPOSITIONS, CLOCKS, LETTERS, SUMMARY),
                Beside.tasks("approveLift").lie(DISPOSITIONS, DRAFT, LETTERS, OPINIONS));
    }

    @Override
    public List<ProcessClock> clocks() {
        return List.of(
                ProcessClock.of(DISPOSITION_ACCEPTANCE).due(ACCEPTANCE_DUE_AT, "acceptanceOverdue"),
                ProcessClock.of(DISPOSITION_EXECUTION).due(EXECUTION_DUE_AT, "executionOverdue"),
                ProcessClock.of(PUBLICITY).due(PUBLICITY_DUE_AT, "publicityMissing"),
                // How long a merchant's appeal is waited for.
                ProcessClock.none(APPEAL_WINDOW).due(APPEAL_WINDOW_ENDS_AT, "appealWindowClosed"));
    }

    @Override
    public Set<String> messages() {
        return Set.of("DispositionResult", "PublicitySeen", "AppealReported");
    }

    @Override
    public Set<String> tracking() {
        return Set.of("followDisposition");
    }

    @Override
    public List<Awaited> awaited() {
        return List.of(
                Awaited.of("awaitResult", "平台执行"),
                Awaited.of("awaitPublicity", "平台公示"),
                Awaited.of("awaitLiftResult", "平台解除"),
                Awaited.of("followDisposition", "申诉期届满后办结，其间商家可以申诉"));
    }
}
