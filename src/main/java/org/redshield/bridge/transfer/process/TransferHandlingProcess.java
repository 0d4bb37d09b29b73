package org.redshield.bridge.transfer.process;

import static org.redshield.bridge.casework.process.IncomingVariables.ACKNOWLEDGE_DUE_AT;
import static org.redshield.bridge.deadline.rule.ClockKind.ACKNOWLEDGEMENT;
import static org.redshield.bridge.engine.view.FileSection.CLOCKS;
import static org.redshield.bridge.engine.view.FileSection.DRAFT;
import static org.redshield.bridge.engine.view.FileSection.EVIDENCE;
import static org.redshield.bridge.engine.view.FileSection.LETTERS;
import static org.redshield.bridge.engine.view.FileSection.OPINIONS;
import static org.redshield.bridge.engine.view.FileSection.RECORD;
import static org.redshield.bridge.engine.view.FileSection.TRANSFERS;
import static org.redshield.bridge.transfer.process.TransferVariables.DISPUTED;
import static org.redshield.bridge.transfer.process.TransferVariables.SETTLEMENT;
import static org.redshield.bridge.transfer.process.TransferVariables.TRANSFER_ID;

import java.util.List;
import java.util.Set;
import org.redshield.bridge.engine.FormIntake;
import org.redshield.bridge.engine.ProcessClock;
import org.redshield.bridge.engine.ProcessContract;
import org.redshield.bridge.engine.Start;
import org.redshield.bridge.engine.Variable;
import org.redshield.bridge.engine.view.Awaited;
import org.redshield.bridge.engine.view.Beside;
import org.springframework.stereotype.Component;

/** 移送承办: the bureau that something is handed over to. */
@Component
final class TransferHandlingProcess implements ProcessContract {

    @Override
    public String key() {
        return "transferHandling";
    }

    @Override
    public Variable<String> subject() {
        return TRANSFER_ID;
    }

    @Override
    public Set<Variable<?>> variables() {
        return Set.of(DISPUTED, SETTLEMENT, ACKNOWLEDGE_DUE_AT.setBy("registerTransfer"));
    }

    @Override
    public Start startedBy() {
        return Start.message("TransferLetter");
    }

    @Override
    public Set<Class<? extends FormIntake>> forms() {
        return Set.of(TransferHandlingIntake.class);
    }

    @Override
    public List<Beside> beside() {
        return List.of(
                Beside.tasks("signTransfer", "reviewTransfer").lie(LETTERS, TRANSFERS, EVIDENCE, CLOCKS),
                Beside.tasks("approveTransferAnswer").lie(DRAFT, TRANSFERS, LETTERS, OPINIONS),
                Beside.tasks("reconsiderTransfer").lie(TRANSFERS, LETTERS, OPINIONS, CLOCKS),
                Beside.tasks("answerTransferReminder").lie(TRANSFERS, CLOCKS, LETTERS, RECORD));
    }

    @Override
    public List<ProcessClock> clocks() {
        return List.of(ProcessClock.of(ACKNOWLEDGEMENT).due(ACKNOWLEDGE_DUE_AT, "signingOverdue"));
    }

    @Override
    public Set<String> messages() {
        return Set.of("TransferOutcome");
    }

    @Override
    public Set<String> aside() {
        return Set.of("answerTransferReminder");
    }

    @Override
    public List<Awaited> awaited() {
        return List.of(Awaited.of("awaitSettlement", "对方告知管辖结果"), Awaited.of("awaitVerification", "核查得出结果"));
    }

    @Override
    public Set<String> signing() {
        return Set.of("signTransfer");
    }
}
