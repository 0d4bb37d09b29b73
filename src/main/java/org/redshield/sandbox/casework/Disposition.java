package org.redshield.sandbox.casework;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;

/**
 * A disposition as it was received, and what its end will be.
 *
 * @param info the published fields of the letter
 * @param measure what is asked for, e.g. {@code ITEM_TAKEDOWN}; {@code LIFT} undoes one
 * @param outcome {@code EXECUTED}, {@code PARTIAL} or {@code REFUSED}
 * @param reason of a refusal, in Chinese
 * @param published whether the platform makes it public as it must
 * @param appeal what the merchant will say once it is carried out, null: nothing
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Disposition(
        String id,
        String docName,
        JsonNode info,
        String measure,
        Instant submittedAt,
        Instant executedAt,
        String outcome,
        String reason,
        boolean published,
        String appeal) {

    /** Whether it is against a merchant (经营者处置), not against goods (商品处置). */
    private boolean isAgainstMerchant() {
        return info.path("api_type").asText().equals("2");
    }

    /** A platform makes public what it does against a merchant (网络交易监督管理办法 art. 30). */
    @JsonIgnore
    public boolean isPublic() {
        return published && isAgainstMerchant() && !outcome.equals("REFUSED");
    }
}
