package org.redshield.bridge.exchange;

/** What organisations send each other. The message of the same name stands in the models. */
public enum MessageKind {
    REQUEST_LETTER("RequestLetter", true, "requestId"),
    ANSWER_LETTER("AnswerLetter", false, "requestId"),
    REQUESTER_ANSWER("RequesterAnswer", false, "requestId"),
    WITHDRAWAL_LETTER("WithdrawalLetter", false, "requestId"),
    CONFIRMATION_REMINDER("ConfirmationReminder", false, "requestId"),
    DELIVERY_RECEIPT("DeliveryReceipt", false, "requestId"),
    LIAISON_REQUEST("LiaisonRequest", true, "dataRequestId"),
    LIAISON_ANSWER("LiaisonAnswer", false, "dataRequestId"),
    /** The liaison asks the bureau, or proposes another date, before answering. */
    LIAISON_QUESTION("PlatformQuestion", false, "dataRequestId"),
    LIAISON_NEW_DATE("PlatformNewDate", false, "dataRequestId"),
    BUREAU_ANSWER("BureauAnswer", false, "dataRequestId"),
    LIAISON_WITHDRAWAL("LiaisonWithdrawal", false, "dataRequestId"),
    DISPOSITION_REQUEST("DispositionRequest", true, "dispositionId"),
    DISPOSITION_REPORT("DispositionReport", false, "requestId"),
    /** Belongs to the file only: no process waits for it. */
    NOTICE("Notice", false, "requestId");

    private final String messageName;
    private final boolean starts;
    private final String key;

    MessageKind(String messageName, boolean starts, String key) {
        this.messageName = messageName;
        this.starts = starts;
        this.key = key;
    }

    /** The BPMN message's name. */
    public String messageName() {
        return messageName;
    }

    /** Whether it starts an instance at the receiver; otherwise it wakes the one that waits. */
    public boolean starts() {
        return starts;
    }

    /** The process variable whose value is the envelope's subject id. */
    public String key() {
        return key;
    }
}
