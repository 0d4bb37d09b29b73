package org.redshield.bridge.platform.process;

import java.time.Instant;
import org.redshield.bridge.engine.Variable;

/** The variables of {@code platformDataRequest} and {@code liaisonHandling}. */
public final class PlatformVariables {

    /** Number of the data request; on it messages are correlated. */
    public static final Variable<String> DATA_REQUEST_ID = Variable.text("dataRequestId");
    /** Name of a {@link org.redshield.bridge.platform.dataset.Dataset.Tier}. */
    public static final Variable<String> TIER = Variable.text("tier").setBy("classifyDataset");
    /** Code of an {@link org.redshield.bridge.platform.request.Approver}, or {@link #BARRED}. */
    public static final Variable<String> APPROVER = Variable.choice("approver").setBy("classifyDataset");
    /** Nobody in this bureau may approve it. */
    public static final String BARRED = "BARRED";
    /** Name of an {@link org.redshield.bridge.platform.dataset.AnswerState}. */
    public static final Variable<String> ANSWER_STATE = Variable.choice("answerState")
            .setBy("submitDataRequest", "PlatformAnswer", "LiaisonAnswer", "recordAnswer");
    /** When the platform's answer is due. */
    public static final Variable<Instant> ANSWER_DUE_AT =
            Variable.instant("answerDueAt").setBy("classifyDataset");
    /** By when the liaison's answer is due: as the letter says, or as agreed since. */
    public static final Variable<Instant> LIAISON_DUE_AT =
            Variable.instant("liaisonDueAt").setBy("registerLiaisonRequest");
    /** How long the liaison waits for the bureau's word before the task comes back without it. */
    public static final Variable<Instant> BUREAU_DUE_AT =
            Variable.instant("bureauDueAt").setBy("askBureau");
    /** Whether the request has been approved. */
    public static final Variable<Boolean> APPROVED = Variable.flag("approved")
            .setBy("classifyDataset", "approveDataRequest", "approveSensitiveData", "approveAccountData");

    private PlatformVariables() {}
}
