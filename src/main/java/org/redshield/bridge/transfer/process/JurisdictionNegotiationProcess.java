package org.redshield.bridge.transfer.process;

import static org.redshield.bridge.engine.view.FileSection.CLOCKS;
import static org.redshield.bridge.engine.view.FileSection.DRAFT;
import static org.redshield.bridge.engine.view.FileSection.LETTERS;
import static org.redshield.bridge.engine.view.FileSection.OPINIONS;
import static org.redshield.bridge.engine.view.FileSection.TRANSFERS;
import static org.redshield.bridge.transfer.process.TransferVariables.NEGOTIATION_DUE_AT;
import static org.redshield.bridge.transfer.process.TransferVariables.SETTLING;
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
import org.redshield.bridge.transfer.between.TransferClock;
import org.springframework.stereotype.Component;

/** 管辖协商: the bureau that handed over, until it is known who has what the receiver disputes. */
@Component
final class JurisdictionNegotiationProcess implements ProcessContract {

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
