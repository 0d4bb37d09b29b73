package org.redshield.bridge.work;

import org.redshield.bridge.engine.job.JobNews;
import org.redshield.bridge.engine.job.Jobs;
import org.springframework.stereotype.Component;

/** The engine's jobs have an executor of their own; it hears of other nodes' jobs by the same signals as all work. */
@Component
final class EngineJobs implements JobNews {

    private static final String KIND = "jobs";

    private final Signals signals;

    EngineJobs(Signals signals, Jobs jobs) {
        this.signals = signals;
        signals.listen(KIND, jobs::look);
    }

    @Override
    public void spread() {
        signals.spread(KIND);
    }

    @Override
    public boolean isHeard() {
        return signals.isHearing();
    }
}
