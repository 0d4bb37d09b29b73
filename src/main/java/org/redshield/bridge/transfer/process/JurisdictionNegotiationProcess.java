package org.redshield.bridge.transfer.process;

import static org.redshield.bridge.engine.Move.form;
import static org.redshield.bridge.engine.Move.message;
import static org.redshield.bridge.engine.Move.step;
import static org.redshield.bridge.engine.view.FileSection.CLOCKS;
import static org.redshield.bridge.engine.view.FileSection.DRAFT;
import static org.redshield.bridge.engine.view.FileSection.LETTERS;
import static org.redshield.bridge.engine.view.FileSection.OPINIONS;
import static org.redshield.bridge.engine.view.FileSection.TRANSFERS;
import static org.redshield.bridge.transfer.process.TransferVariables.NEGOTIATION_DUE_AT;
import static org.redshield.bridge.transfer.process.TransferVariables.SETTLING;
import static org.redshield.bridge.transfer.process.TransferVariables.TRANSFER_ID;
import static org.redshield.bridge.transfer.sending.TransferState.ABANDONED;
import static org.redshield.bridge.transfer.sending.TransferState.DISPUTED;
import static org.redshield.bridge.transfer.sending.TransferState.REPORTED;
import static org.redshield.bridge.transfer.sending.TransferState.SIGNED;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.redshield.bridge.engine.FormIntake;
import org.redshield.bridge.engine.Moves;
import org.redshield.bridge.engine.ProcessClock;
import org.redshield.bridge.engine.ProcessContract;
import org.redshield.bridge.engine.Start;
import org.redshield.bridge.engine.Variable;
import org.redshield.bridge.engine.view.Awaited;
import org.redshield.bridge.engine.view.Beside;
import org.redshield.bridge.transfer.TransferActs;
import org.redshield.bridge.transfer.correspondence.TransferClock;
import org.redshield.bridge.transfer.sending.Settling;
import org.springframework.stereotype.Component;

/** 管辖协商: the bureau that handed over, until it is known who has what the receiver disputes. */
@Component
final class JurisdictionNegotiationProcess implements ProcessContract {

    private static final String KEEP = TransferActs.TAKE_BACK.code();
    private static final String REPORT = TransferActs.ASK_FOR_DESIGNATION.code();
    private static final String AGREED = TransferActs.CONFIRM.code();

    @Override
    public String key() {
        return "jurisdictionNegotiation";
    }

    @Override
    public Variable<String> subject() {
        return TRANSFER_ID;
    }

    @Override
    public Set<Variable<?>> variables() {
        return Set.of(SETTLING, NEGOTIATION_DUE_AT);
    }

    @Override
    public Start startedBy() {
        return Start.call();
    }

    @Override
    public Map<String, String> receives() {
        return Map.of("acceptedAfterAll", "TransferAgreed", "awaitDesignation", "TransferSettled");
    }

    @Override
    public Set<String> ending() {
        return Set.of("acceptedAfterAll");
    }

    @Override
    public Moves moves() {
        return Moves.from(DISPUTED)
                .endingIn(SIGNED, ABANDONED)
                .by(
                        form("settleDispute", "keep")
                                .in(DISPUTED)
                                .drops(KEEP, REPORT)
                                .sets(SETTLING, Settling.KEEP.name()),
                        form("settleDispute", "report")
                                .in(DISPUTED)
                                .drops(KEEP, REPORT)
                                .sets(SETTLING, Settling.REPORT.name()),
                        form("approveSettlement", "approve")
                                .in(DISPUTED)
                                .given(SETTLING, Settling.KEEP.name())
                                .gives(KEEP),
                        form("approveSettlement", "approve")
                                .in(DISPUTED)
                                .given(SETTLING, Settling.REPORT.name())
                                .gives(REPORT),
                        form("approveSettlement", "return").in(DISPUTED).drops(KEEP, REPORT),
                        message("TransferAgreed").in(DISPUTED).gives(AGREED),
                        step("confirmAgreement").in(DISPUTED).to(SIGNED).needs(AGREED),
                        step("sendTransferKept").in(DISPUTED).to(ABANDONED).needs(KEEP),
                        step("requestDesignation").in(DISPUTED).to(REPORTED).needs(REPORT),
                        message("TransferSettled").in(REPORTED),
                        step("recordDesignation").in(REPORTED).to(SIGNED),
                        step("recordDesignation").in(REPORTED).to(ABANDONED));
    }

    @Override
    public Set<Class<? extends FormIntake>> forms() {
        return Set.of(NegotiationIntake.class);
    }

    @Override
    public List<Beside> beside() {
        return List.of(
                Beside.tasks("settleDispute").lie(TRANSFERS, LETTERS, CLOCKS, OPINIONS),
                Beside.tasks("approveSettlement").lie(DRAFT, TRANSFERS, LETTERS, CLOCKS, OPINIONS));
    }

    @Override
    public List<ProcessClock> clocks() {
        return List.of(
                ProcessClock.of(TransferClock.TRANSFER_NEGOTIATION).due(NEGOTIATION_DUE_AT, "negotiationOverdue"));
    }

    @Override
    public List<Awaited> awaited() {
        return List.of(Awaited.of("awaitDesignation", "共同上级指定管辖"));
    }
}
