package org.redshield.bridge.assistance;

import java.util.EnumSet;
import java.util.Set;
import org.redshield.bridge.Refusal;

/** Where a co-investigation stands for the bureau that asked. Of the other side it knows what letters and receipts say. */
public enum RequestState {
    DRAFT("草拟中"),
    PENDING_APPROVAL("待审批"),
    ISSUED("已发函"),
    /** The letter has reached the other side: the delivery receipt is in, the clocks run. */
    RECEIVED("对方已收到"),
    RETURNED_FOR_CORRECTION("被退回补正"),
    DECLINED("对方不予协助"),
    EXTENSION_NOTIFIED("对方告知延期"),
    /** The data are being asked of the platform directly, without another bureau. */
    IN_PROGRESS("平台调取中"),
    REPLIED("已复函"),
    SUPPLEMENT_REQUESTED("已请求补充"),
    CONFIRMED("已确认"),
    CLOSED("已办结"),
    WITHDRAWN("已撤回");

    private final String title;

    RequestState(String title) {
        this.title = title;
    }

    /** As an officer reads it. */
    public String title() {
        return title;
    }

    private Set<RequestState> next() {
        return switch (this) {
            case DRAFT -> EnumSet.of(PENDING_APPROVAL, CLOSED, WITHDRAWN);
            case PENDING_APPROVAL -> EnumSet.of(DRAFT, ISSUED, IN_PROGRESS, CLOSED, WITHDRAWN);
            case ISSUED -> EnumSet.of(RECEIVED, WITHDRAWN);
            case RECEIVED -> EnumSet.of(RETURNED_FOR_CORRECTION, DECLINED, EXTENSION_NOTIFIED, REPLIED, WITHDRAWN);
            case RETURNED_FOR_CORRECTION -> EnumSet.of(PENDING_APPROVAL, CLOSED, WITHDRAWN);
            case EXTENSION_NOTIFIED -> EnumSet.of(EXTENSION_NOTIFIED, REPLIED, WITHDRAWN);
            case IN_PROGRESS -> EnumSet.of(CONFIRMED, WITHDRAWN);
            case REPLIED -> EnumSet.of(SUPPLEMENT_REQUESTED, CONFIRMED);
            case SUPPLEMENT_REQUESTED -> EnumSet.of(EXTENSION_NOTIFIED, REPLIED, WITHDRAWN);
            case DECLINED, CONFIRMED -> EnumSet.of(CLOSED);
            case CLOSED, WITHDRAWN -> EnumSet.noneOf(RequestState.class);
        };
    }

    public boolean allows(RequestState next) {
        return next().contains(next);
    }

    /** Nothing will happen any more; what still arrives is only filed. */
    public boolean over() {
        return next().isEmpty();
    }

    /**
     * The state after this one.
     *
     * @throws Refusal {@code assistance.state-forbidden} when the one does not follow the other
     */
    public RequestState to(RequestState next) {
        if (!allows(next)) {
            throw new Refusal("assistance.state-forbidden", title, next.title);
        }
        return next;
    }
}
