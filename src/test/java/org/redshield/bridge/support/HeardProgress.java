package org.redshield.bridge.support;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.redshield.bridge.cases.order.Progress;
import org.redshield.bridge.cases.order.ProgressListener;

/** What whoever orders something hears of it. */
public final class HeardProgress implements ProgressListener {

    private final List<Progress> heard = new CopyOnWriteArrayList<>();

    @Override
    public void heard(Progress progress) {
        heard.add(progress);
    }

    public List<Progress.Step> about(String about) {
        return heard.stream()
                .filter(progress -> progress.about().equals(about))
                .map(Progress::step)
                .toList();
    }
}
