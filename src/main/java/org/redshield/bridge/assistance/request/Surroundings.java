package org.redshield.bridge.assistance.request;

import java.time.LocalDate;
import java.util.Map;
import java.util.Optional;
import org.redshield.bridge.platform.dataset.Dataset;

/**
 * What has to be known around a draft to judge it.
 *
 * @param ownBureau division code of the bureau that asks
 * @param mayDemandAggregates SAMR, or a provincial bureau that it authorised (网络交易监督管理办法 art. 22)
 * @param requested the bureau that the draft names, empty when there is no such organisation
 * @param platformName empty when the platform is not connected
 * @param homeBureau division code of the bureau at the platform's seat
 * @param homeBureauName its name
 * @param directAgreed whether an agreement lets the bureau ask the platform directly
 * @param barred why the bureau that will ask the platform may not ask for a dataset, for each of the draft's that is so
 */
record Surroundings(
        String ownBureau,
        boolean mayDemandAggregates,
        Optional<Counterpart> requested,
        Optional<String> platformName,
        String homeBureau,
        String homeBureauName,
        boolean directAgreed,
        Map<Dataset, String> barred,
        LocalDate today) {

    /** A bureau as a possible receiver of letters. */
    record Counterpart(String code, String name, boolean bureau) {}
}
