package org.redshield.bridge.platform.request;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.redshield.bridge.access.Caller;
import org.redshield.bridge.access.personal.Purpose;
import org.redshield.bridge.platform.dataset.Dataset;

/** Records of a case that somebody takes, as they are, into other work of his organisation. */
public interface RecordsTaken {

    /** Takes a record of that answer, by its columns; what the platform did not give is not there. */
    @FunctionalInterface
    interface Sink {
        void row(DataRequest answer, Map<String, String> record) throws IOException;
    }

    /**
     * All records of a kind that the caller's organisation holds in the case, those of the newest answer first. Who takes them and what for is on
     * record before the first of them comes.
     *
     * @return the answers, the newest first; empty where there are no records of that kind
     * @throws org.redshield.bridge.access.NotFound casefile.unknown-case
     * @throws org.redshield.bridge.access.Forbidden casefile.unmasked-not-allowed
     * @throws org.redshield.bridge.Refusal platform.records-archived, platform.records-busy
     */
    List<DataRequest> take(Caller caller, String caseNo, Dataset dataset, Purpose purpose, Sink sink);
}
