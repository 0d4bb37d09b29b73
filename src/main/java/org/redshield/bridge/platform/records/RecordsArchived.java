package org.redshield.bridge.platform.records;

import java.time.Instant;
import java.time.format.DateTimeFormatter;
import org.redshield.bridge.ChinaTime;
import org.redshield.bridge.Refusal;
import org.redshield.bridge.platform.dataset.Dataset;

/** The rows are not in the tables; the sealed files can bring them back. */
public final class RecordsArchived extends Refusal {

    private static final DateTimeFormatter DAY = ChinaTime.like("yyyy 年 M 月 d 日");

    private final transient Instant since;

    RecordsArchived(Dataset dataset, Instant since) {
        super("platform.records-archived", dataset.title(), DAY.format(since));
        this.since = since;
    }

    public Instant since() {
        return since;
    }
}
