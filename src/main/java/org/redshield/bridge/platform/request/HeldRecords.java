package org.redshield.bridge.platform.request;

import java.util.List;
import org.redshield.bridge.Refusal;
import org.redshield.bridge.platform.dataset.Dataset;

/** The records that an organisation holds in a case, for those who count in the database. */
public interface HeldRecords {

    /** What it asked for itself, and what came to it whole with letters; only what has records in the tables or in the archive. */
    List<DataRequest> ofCase(String caseNo, String tenant);

    /**
     * What stands behind {@code from}: the records of a kind in these answers, each once, with the columns of the dataset and
     * {@code request_no}; none where none of the answers is of that kind.
     *
     * @throws Refusal platform.records-archived
     */
    String rows(List<DataRequest> answers, Dataset dataset);

    /** SHA-256 of the sealed files from which the records of these answers come, sorted. */
    List<String> files(List<DataRequest> answers);
}
