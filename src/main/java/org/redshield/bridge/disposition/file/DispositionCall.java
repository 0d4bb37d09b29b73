package org.redshield.bridge.disposition.file;

import lombok.Getter;
import lombok.RequiredArgsConstructor;
import org.redshield.bridge.cases.act.Instrument;

/** By what else than a kind of letter something of a disposition takes effect: a call, or a report that says something of its own. */
@Getter
@RequiredArgsConstructor
public enum DispositionCall implements Instrument {
    SUBMISSION("处置任务"),
    LIFT_SUBMISSION("解除处置任务"),
    DECLINE_REPORT("不予处置的答复"),
    UPHELD_REPORT("申诉后维持的告知"),
    LIFT_REPORT("解除结果反馈"),
    PUBLICITY("公示");

    private final String title;

    /** It is the platform that publishes. */
    @Override
    public boolean goesOut() {
        return this != PUBLICITY;
    }
}
