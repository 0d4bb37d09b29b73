package org.redshield.bridge.paper.process;

import static org.redshield.bridge.casework.process.IncomingVariables.LETTER_ID;
import static org.redshield.bridge.engine.Move.form;
import static org.redshield.bridge.engine.view.FileSection.CLOCKS;
import static org.redshield.bridge.engine.view.FileSection.LETTERS;
import static org.redshield.bridge.engine.view.FileSection.SUMMARY;
import static org.redshield.bridge.paper.PaperState.DELIVERED;
import static org.redshield.bridge.paper.PaperState.ENDED;
import static org.redshield.bridge.paper.PaperState.NOT_SENT;
import static org.redshield.bridge.paper.PaperState.ONLINE;
import static org.redshield.bridge.paper.PaperState.ON_ITS_WAY;
import static org.redshield.bridge.paper.PaperState.TO_DISPATCH;
import static org.redshield.bridge.paper.process.PaperVariables.ANSWERED;
import static org.redshield.bridge.paper.process.PaperVariables.DELIVERY_DUE_AT;
import static org.redshield.bridge.paper.process.PaperVariables.DISPATCH_DUE_AT;
import static org.redshield.bridge.paper.process.PaperVariables.MORE;
import static org.redshield.bridge.paper.process.PaperVariables.PAPER_ID;

import java.util.List;
import java.util.Set;
import org.redshield.bridge.deadline.rule.ClockKind;
import org.redshield.bridge.engine.FormIntake;
import org.redshield.bridge.engine.Moves;
import org.redshield.bridge.engine.ProcessClock;
import org.redshield.bridge.engine.ProcessContract;
import org.redshield.bridge.engine.Start;
import org.redshield.bridge.engine.Variable;
import org.redshield.bridge.engine.view.Beside;
import org.springframework.stereotype.Component;

/** 纸质往来: a letter to a bureau that is not on the system, its way there and what comes back. */
@Component
final class PaperCorrespondenceProcess implements ProcessContract {

    @Override
    public Variable<String> subject() {
        return PAPER_ID;
    }

    @Override
    public Set<Variable<?>> variables() {
        return Set.of(LETTER_ID, DISPATCH_DUE_AT, DELIVERY_DUE_AT, ANSWERED, MORE);
    }

    @Override
    public Start startedBy() {
        return Start.message("PaperLetter");
    }

    @Override
    public Moves moves() {
        return Moves.from(TO_DISPATCH)
                .by(
                        form("registerDispatch", "dispatch").in(TO_DISPATCH).to(ON_ITS_WAY),
                        form("registerDispatch", "online").in(TO_DISPATCH).to(ONLINE),
                        form("registerDispatch", "abandon").in(TO_DISPATCH).to(NOT_SENT),
                        form("registerDelivery", "deliver")
                                .in(ON_ITS_WAY)
                                .to(DELIVERED)
                                .sets(ANSWERED, true),
                        form("registerDelivery", "deliver")
                                .in(ON_ITS_WAY)
                                .to(ENDED)
                                .sets(ANSWERED, false),
                        form("registerReply", "reply").in(DELIVERED).sets(MORE, true),
                        form("registerReply", "reply").in(DELIVERED).to(ENDED).sets(MORE, false),
                        form("registerReply", "end").in(DELIVERED).to(ENDED));
    }

    @Override
    public Set<Class<? extends FormIntake>> forms() {
        return Set.of(PaperIntake.class);
    }

    @Override
    public List<Beside> beside() {
        return List.of(Beside.tasks("registerDispatch", "registerDelivery", "registerReply", "supervisePaper")
                .lie(LETTERS, SUMMARY, CLOCKS));
    }

    @Override
    public List<ProcessClock> clocks() {
        return List.of(
                ProcessClock.of(ClockKind.PAPER_DISPATCH).due(DISPATCH_DUE_AT, "dispatchOverdue"),
                ProcessClock.of(ClockKind.PAPER_DELIVERY).due(DELIVERY_DUE_AT, "deliveryUnknown"));
    }

    @Override
    public Set<String> tracking() {
        return Set.of("registerReply");
    }

    @Override
    public Set<String> aside() {
        return Set.of("supervisePaper");
    }
}
