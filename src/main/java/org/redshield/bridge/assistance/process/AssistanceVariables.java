package org.redshield.bridge.assistance.process;

import java.time.Instant;
import org.redshield.bridge.engine.Variable;

/** What the processes of co-investigation know; they share one vocabulary. */
public final class AssistanceVariables {

    /** {@code <caseNo>-R1}; messages correlate on it. */
    public static final Variable<String> REQUEST_ID = Variable.text("requestId");
    /** HOME_BUREAU or DIRECT. */
    public static final Variable<String> ROUTE = Variable.choice("route").setBy("raiseRequest");

    public static final Variable<String> REQUESTED_BUREAU =
            Variable.text("requestedBureau").setBy("raiseRequest");
    public static final Variable<String> PLATFORM = Variable.text("platform").setBy("raiseRequest");
    /** User id of the officer who raised the request. */
    public static final Variable<String> RAISED_BY = Variable.text("raisedBy").setBy("raiseRequest");
    /** User id of who approved what is issued next. */
    public static final Variable<String> APPROVED_BY =
            Variable.text("approvedBy").setBy("approveDispositionRequest");

    /** Set per data request while the platform is asked. */
    public static final Variable<String> DATA_REQUEST_ID = Variable.text("dataRequestId");

    public static final Variable<String> DISPOSITION_ID =
            Variable.text("dispositionId").setBy("requestDisposition");
    public static final Variable<Boolean> COMPLETE = Variable.flag("complete").setBy("checkCompleteness");
    /** Whether a head approved it before it was raised. */
    public static final Variable<Boolean> APPROVED_BEFORE =
            Variable.flag("approvedBefore").setBy("checkCompleteness");
    /** Whether the letter in force has been sent. */
    public static final Variable<Boolean> DISPATCHED =
            Variable.flag("dispatched").setBy("raiseRequest", "issueRequestLetter", "dispatchRequest");

    /** Whether the officer may take the request back at once, because no letter has to say so. */
    public static final Variable<Boolean> WITHDRAWAL_GRANTED =
            Variable.flag("withdrawalGranted").setBy("followRequest");

    public static final Variable<Boolean> SUPPLEMENT =
            Variable.flag("supplement").setBy("registerArrival", "registerSupplement");
    public static final Variable<Boolean> AWAIT_REPORT =
            Variable.flag("awaitReport").setBy("decideOutcome");
    /** By agreement; the same as {@link #REPLY_DUE_AT} where there is none. */
    public static final Variable<Instant> AGREEMENT_DUE_AT = Variable.instant("agreementDueAt")
            .setBy("startReplyClocks", "startSupplementClock", "registerArrival", "registerSupplement");

    public static final Variable<Instant> REPLY_DUE_AT = Variable.instant("replyDueAt")
            .setBy("startReplyClocks", "startSupplementClock", "registerArrival", "registerSupplement");
    public static final Variable<Instant> HALF_AT =
            Variable.instant("halfAt").setBy("registerArrival", "registerSupplement");
    public static final Variable<Instant> FOUR_FIFTHS_AT =
            Variable.instant("fourFifthsAt").setBy("registerArrival", "registerSupplement");
    public static final Variable<Instant> CONFIRM_REMINDER_AT =
            Variable.instant("confirmReminderAt").setBy("sendReply");
    public static final Variable<Instant> CONFIRM_DUE_AT =
            Variable.instant("confirmDueAt").setBy("sendReply");

    private AssistanceVariables() {}
}
