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

    public static final Variable<Instant> VERIFY_DUE_AT = Variable.instant("verifyDueAt");
    public static final Variable<Instant> HANDLE_DUE_AT = Variable.instant("handleDueAt");
    /** Set per data request while a platform is asked. */
    public static final Variable<String> DATA_REQUEST_ID = Variable.text("dataRequestId");

    private ClueVariables() {}
}
