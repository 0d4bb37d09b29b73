package org.redshield.bridge.assistance.process;

import static org.redshield.bridge.assistance.process.AssistanceVariables.AGREEMENT_DUE_AT;
import static org.redshield.bridge.assistance.process.AssistanceVariables.APPROVED_BEFORE;
import static org.redshield.bridge.assistance.process.AssistanceVariables.APPROVED_BY;
import static org.redshield.bridge.assistance.process.AssistanceVariables.AWAIT_REPORT;
import static org.redshield.bridge.assistance.process.AssistanceVariables.COMPLETE;
import static org.redshield.bridge.assistance.process.AssistanceVariables.DATA_REQUEST_ID;
import static org.redshield.bridge.assistance.process.AssistanceVariables.DISPATCHED;
import static org.redshield.bridge.assistance.process.AssistanceVariables.DISPOSITION_ID;
import static org.redshield.bridge.assistance.process.AssistanceVariables.PLATFORM;
import static org.redshield.bridge.assistance.process.AssistanceVariables.RAISED_BY;
import static org.redshield.bridge.assistance.process.AssistanceVariables.REPLY_DUE_AT;
import static org.redshield.bridge.assistance.process.AssistanceVariables.REQUESTED_BUREAU;
import static org.redshield.bridge.assistance.process.AssistanceVariables.REQUEST_ID;
import static org.redshield.bridge.assistance.process.AssistanceVariables.ROUTE;
import static org.redshield.bridge.deadline.rule.ClockKind.ACKNOWLEDGEMENT;
import static org.redshield.bridge.deadline.rule.ClockKind.AGREEMENT_REPLY;
import static org.redshield.bridge.deadline.rule.ClockKind.STATUTORY_REPLY;
import static org.redshield.bridge.engine.view.FileSection.ANSWERS;
import static org.redshield.bridge.engine.view.FileSection.CLOCKS;
import static org.redshield.bridge.engine.view.FileSection.DISPOSITIONS;
import static org.redshield.bridge.engine.view.FileSection.DRAFT;
import static org.redshield.bridge.engine.view.FileSection.EVIDENCE;
import static org.redshield.bridge.engine.view.FileSection.LETTERS;
import static org.redshield.bridge.engine.view.FileSection.OPINIONS;
import static org.redshield.bridge.engine.view.FileSection.RECORD;
import static org.redshield.bridge.engine.view.FileSection.SUMMARY;

import java.util.List;
import java.util.Set;
import org.redshield.bridge.assistance.between.AssistanceLetter;
import org.redshield.bridge.engine.FormIntake;
import org.redshield.bridge.engine.ProcessClock;
import org.redshield.bridge.engine.ProcessContract;
import org.redshield.bridge.engine.Start;
import org.redshield.bridge.engine.Variable;
import org.redshield.bridge.engine.view.Awaited;
import org.redshield.bridge.engine.view.Beside;
import org.springframework.stereotype.Component;

/** 协查请求: the bureau that asks. */
@Component
final class AssistanceRequestProcess implements ProcessContract {

    @Override
    public String key() {
        return "assistanceRequest";
    }

    @Override
    public Variable<String> subject() {
        return REQUEST_ID;
    }

    @Override
    public Set<Variable<?>> variables() {
        return Set.of(
                ROUTE,
                REQUESTED_BUREAU,
                PLATFORM,
                RAISED_BY,
                APPROVED_BY,
                DATA_REQUEST_ID,
                DISPOSITION_ID,
                COMPLETE,
                APPROVED_BEFORE,
                DISPATCHED,
                AWAIT_REPORT,
                AGREEMENT_DUE_AT,
                REPLY_DUE_AT);
    }

    @Override
    public Start startedBy() {
        return Start.persons("officer");
    }

    @Override
    public Set<Class<? extends FormIntake>> forms() {
        return Set.of(RequestIntake.class);
    }

    @Override
    public List<Beside> beside() {
        return List.of(
                Beside.tasks("completeRequest", "correctRequest").lie(OPINIONS, LETTERS, SUMMARY),
                Beside.tasks("approveRequest").lie(DRAFT, SUMMARY, OPINIONS),
                Beside.tasks("reviewDecline").lie(LETTERS, SUMMARY),
                Beside.tasks("reviewReply").lie(LETTERS, SUMMARY, ANSWERS, EVIDENCE, CLOCKS),
                Beside.tasks("decideOutcome").lie(LETTERS, ANSWERS, EVIDENCE, SUMMARY),
                Beside.tasks("approveDispositionRequest").lie(DRAFT, LETTERS, SUMMARY, EVIDENCE, OPINIONS),
                Beside.tasks("reviewDispositionReport").lie(DISPOSITIONS, LETTERS, SUMMARY),
                Beside.tasks("followRequest", "remindConfirmation").lie(CLOCKS, LETTERS, SUMMARY),
                Beside.tasks("superviseOverdueReply").lie(CLOCKS, LETTERS, RECORD, SUMMARY));
    }

    @Override
    public List<ProcessClock> clocks() {
        return List.of(
                ProcessClock.of(AGREEMENT_REPLY).orElse(STATUTORY_REPLY).due(AGREEMENT_DUE_AT, "agreementOverdue"),
                ProcessClock.of(STATUTORY_REPLY).orElse(AGREEMENT_REPLY).due(REPLY_DUE_AT, "replyOverdue"));
    }

    @Override
    public Set<String> tracking() {
        return Set.of("followRequest");
    }

    @Override
    public Set<String> aside() {
        return Set.of("superviseOverdueReply", "remindConfirmation");
    }

    @Override
    public List<Awaited> awaited() {
        return List.of(
                Awaited.soon("letterDelivered"),
                Awaited.of("awaitReply", "对方复函").afterSigning(AssistanceLetter.REQUEST, ACKNOWLEDGEMENT),
                Awaited.of("awaitDispositionReport", "对方反馈处置结果"));
    }
}
