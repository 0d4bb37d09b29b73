package org.redshield.bridge.paper.process;

import java.time.Instant;
import org.redshield.bridge.engine.Variable;

/** What the process of {@code paper-correspondence.bpmn} knows. */
final class PaperVariables {

    /** {@code <what the letter is about>-P1}: what the clocks measure. */
    static final Variable<String> PAPER_ID = Variable.text("paperId").setBy("openPaperLetter");

    static final Variable<Instant> DISPATCH_DUE_AT =
            Variable.instant("paperDispatchDueAt").setBy("openPaperLetter");
    static final Variable<Instant> DELIVERY_DUE_AT =
            Variable.instant("paperDeliveryDueAt").setBy("registerDispatch");
    /** Whether the other side may answer such a letter. */
    static final Variable<Boolean> ANSWERED = Variable.flag("paperAnswered").setBy("registerDelivery");
    /** Whether more letters are to come. */
    static final Variable<Boolean> MORE = Variable.flag("paperMore").setBy("registerReply");

    private PaperVariables() {}
}
