package org.redshield.bridge.campaign;

import org.redshield.bridge.cases.order.OrderKind;
import org.redshield.bridge.cases.order.Progress;
import org.redshield.bridge.cases.order.ProgressListener;
import org.springframework.stereotype.Component;

/** Hears how far the cases of the pool's subjects have come. */
@Component
class PoolProgress implements ProgressListener {

    private final Pool pool;

    PoolProgress(Pool pool) {
        this.pool = pool;
    }

    @Override
    public void heard(Progress progress) {
        if (progress.kind() == OrderKind.CLUE_VERIFICATION) {
            pool.heard(progress);
        }
    }
}
