package org.redshield.bridge.assistance.request;

import java.util.Set;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * Settings of co-investigation.
 *
 * @param aggregateSalesAuthorised division codes of the provincial bureaus that SAMR authorised to demand aggregated sales
 *     data (网络交易监督管理办法 art. 22); SAMR itself needs no entry
 */
@ConfigurationProperties("bridge.assistance")
public record AssistanceSettings(Set<String> aggregateSalesAuthorised) {

    public AssistanceSettings {
        aggregateSalesAuthorised = aggregateSalesAuthorised == null ? Set.of() : Set.copyOf(aggregateSalesAuthorised);
    }
}
