package org.redshield.bridge.letter;

/** What is known of a letter's way to its receiver. */
public enum ReceiptStage {
    /** The sender's system has handed it over. */
    SUBMITTED,
    /** It is on its way in another installation, or on paper. */
    RELAYED,
    /** It lies in the receiver's inbox: the clocks of its receiver start, and the receiver may read it. */
    DELIVERED,
    /** A person has signed for it 签收. */
    ACKNOWLEDGED,
    /** A person has opened it. */
    READ;

    public String title() {
        return switch (this) {
            case SUBMITTED -> "已提交";
            case RELAYED -> "转递中";
            case DELIVERED -> "送达";
            case ACKNOWLEDGED -> "签收";
            case READ -> "已阅";
        };
    }

    boolean byReceiver() {
        return compareTo(DELIVERED) >= 0;
    }
}
