package org.redshield.bridge.clues;

import java.time.Instant;
import org.redshield.bridge.engine.Variable;

/** What {@code clueVerification} and {@code caseHandling} know. Nothing of a reporter is ever among it. */
public final class ClueVariables {

    /** {@code <caseNo>-C1}. */
    public static final Variable<String> CLUE_ID = Variable.text("clueId");
    /** Name of a {@link Matter.Kind}: what was proposed last. */
    public static final Variable<String> MATTER = Variable.choice("matter", Matter.Kind.class);
    /** Whether it is the same as a clue that is worked on. */
    public static final Variable<Boolean> LINKED = Variable.flag("linked");

    /** Whether the decision is a penalty, which is carried out before the case is closed. */
    public static final Variable<Boolean> TO_BE_EXECUTED = Variable.flag("toBeExecuted");

    public static final Variable<Instant> VERIFY_HALF_AT = Variable.instant("verifyHalfAt");
    public static final Variable<Instant> VERIFY_FOUR_FIFTHS_AT = Variable.instant("verifyFourFifthsAt");
    public static final Variable<Instant> VERIFY_DUE_AT = Variable.instant("verifyDueAt");
    public static final Variable<Instant> HANDLE_HALF_AT = Variable.instant("handleHalfAt");
    public static final Variable<Instant> HANDLE_FOUR_FIFTHS_AT = Variable.instant("handleFourFifthsAt");
    public static final Variable<Instant> HANDLE_DUE_AT = Variable.instant("handleDueAt");
    public static final Variable<Instant> CLOSE_DUE_AT = Variable.instant("closeDueAt");
    /** Set per data request while a platform is asked. */
    public static final Variable<String> DATA_REQUEST_ID = Variable.text("dataRequestId");

    private ClueVariables() {}
}
