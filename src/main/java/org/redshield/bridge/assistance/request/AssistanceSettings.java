package org.redshield.bridge.assistance.request;

import java.time.Duration;
import java.util.Set;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Settings of co-investigation.
 *
 * @param aggregateSalesAuthorised division codes of the provincial bureaus that SAMR authorised to demand aggregated sales
 *     data (网络交易监督管理办法 art. 22); SAMR itself needs no entry
 * @param repeatedWithin for how long a request is remembered by which whoever raises or approves one about the same shop to the
 *     same organisation is warned; nothing is refused for it
 */
@ConfigurationProperties("bridge.assistance")
public record AssistanceSettings(
        Set<String> aggregateSalesAuthorised,
        @DefaultValue("P30D") Duration repeatedWithin) {

    public AssistanceSettings {
        aggregateSalesAuthorised = aggregateSalesAuthorised == null ? Set.of() : Set.copyOf(aggregateSalesAuthorised);
    }
}
