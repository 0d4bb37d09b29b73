package org.redshield.bridge.transfer.process;

import static org.redshield.bridge.engine.Move.form;
import static org.redshield.bridge.engine.Move.step;
import static org.redshield.bridge.engine.view.FileSection.CLOCKS;
import static org.redshield.bridge.engine.view.FileSection.DRAFT;
import static org.redshield.bridge.engine.view.FileSection.LETTERS;
import static org.redshield.bridge.engine.view.FileSection.OPINIONS;
import static org.redshield.bridge.engine.view.FileSection.RECORD;
import static org.redshield.bridge.engine.view.FileSection.TRANSFERS;
import static org.redshield.bridge.transfer.dispute.DisputeState.DESIGNATED;
import static org.redshield.bridge.transfer.dispute.DisputeState.DESIGNATION_PENDING_APPROVAL;
import static org.redshield.bridge.transfer.dispute.DisputeState.OPEN;
import static org.redshield.bridge.transfer.process.TransferVariables.DESIGNATION_DUE_AT;
import static org.redshield.bridge.transfer.process.TransferVariables.TRANSFER_ID;

import java.util.List;
import java.util.Set;
import org.redshield.bridge.engine.FormIntake;
import org.redshield.bridge.engine.Moves;
import org.redshield.bridge.engine.ProcessClock;
import org.redshield.bridge.engine.ProcessContract;
import org.redshield.bridge.engine.Start;
import org.redshield.bridge.engine.Variable;
import org.redshield.bridge.engine.view.Beside;
import org.redshield.bridge.transfer.TransferActs;
import org.redshield.bridge.transfer.correspondence.TransferClock;
import org.springframework.stereotype.Component;

/** 指定管辖: the common superior of two bureaus. */
@Component
final class JurisdictionDisputeProcess implements ProcessContract {

    private static final String DESIGNATE = TransferActs.DESIGNATE.code();

    @Override
    public String key() {
        return "jurisdictionDispute";
    }

    @Override
    public Variable<String> subject() {
        return TRANSFER_ID;
    }

    @Override
    public Set<Variable<?>> variables() {
        return Set.of(DESIGNATION_DUE_AT);
    }

    @Override
    public Start startedBy() {
        return Start.message("DesignationRequest");
    }

    @Override
    public Moves moves() {
        return Moves.from(OPEN)
                .by(
                        form("designateJurisdiction", "designate")
                                .in(OPEN, DESIGNATION_PENDING_APPROVAL)
                                .to(DESIGNATION_PENDING_APPROVAL)
                                .drops(DESIGNATE),
                        form("approveDesignation", "approve")
                                .in(DESIGNATION_PENDING_APPROVAL)
                                .gives(DESIGNATE),
                        form("approveDesignation", "return")
                                .in(DESIGNATION_PENDING_APPROVAL)
                                .to(OPEN)
                                .drops(DESIGNATE),
                        step("issueDesignation")
                                .in(DESIGNATION_PENDING_APPROVAL)
                                .to(DESIGNATED)
                                .needs(DESIGNATE));
    }

    @Override
    public Set<Class<? extends FormIntake>> forms() {
        return Set.of(DisputeIntake.class);
    }

    @Override
    public List<Beside> beside() {
        return List.of(
                Beside.tasks("designateJurisdiction").lie(LETTERS, TRANSFERS, CLOCKS, OPINIONS),
                Beside.tasks("approveDesignation").lie(DRAFT, LETTERS, TRANSFERS, OPINIONS),
                Beside.tasks("superviseDesignation").lie(CLOCKS, LETTERS, TRANSFERS, RECORD));
    }

    @Override
    public List<ProcessClock> clocks() {
        return List.of(
                ProcessClock.of(TransferClock.TRANSFER_DESIGNATION).due(DESIGNATION_DUE_AT, "designationOverdue"));
    }

    @Override
    public Set<String> aside() {
        return Set.of("superviseDesignation");
    }
}
