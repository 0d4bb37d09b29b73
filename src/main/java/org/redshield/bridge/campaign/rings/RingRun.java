package org.redshield.bridge.campaign.rings;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.redshield.bridge.indicators.api.RingSearch;

/**
 * One look at joined records.
 *
 * @param tenant the bureau whose officer began it
 * @param rings how many were found
 * @param sha256 of the report
 * @param failure what happened and what to do
 * @param bureaus codes of those whose records were looked at: they read its result
 * @param takenBack codes of those of them that take part no more, or have taken their consent back
 */
record RingRun(
        UUID id,
        String caseNo,
        String tenant,
        State state,
        String startedBy,
        Instant startedAt,
        Optional<Instant> endedAt,
        int rings,
        Optional<String> sha256,
        Optional<String> failure,
        List<String> bureaus,
        List<String> takenBack) {

    /** The names are stored. */
    enum State {
        RUNNING,
        DONE,
        FAILED
    }

    /** Without anything of the run: the same records, consents and table give the same bytes. */
    record Report(
            String campaign,
            String basis,
            String method,
            String tableVersion,
            Map<String, String> parameters,
            List<Data> data,
            long orders,
            List<RingSearch.Ring> rings) {}

    /**
     * Whose records were looked at. In which of its cases a bureau has them, nobody else is told.
     *
     * @param answers how many
     * @param sha256 over the SHA-256 of the sealed files from which these come, sorted, one a line
     */
    record Data(String bureau, long answers, String sha256) {}

    /** An order in the reader's own records. */
    record Own(
            int ring,
            String ownCase,
            String requestNo,
            String platform,
            String shopId,
            String tid,
            LocalDate day,
            String buyer,
            String object) {}
}
