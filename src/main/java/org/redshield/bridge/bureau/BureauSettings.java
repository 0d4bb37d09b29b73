package org.redshield.bridge.bureau;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.core.io.Resource;

/**
 * Who takes part in this installation.
 *
 * @param demo whether the demo organisations, officers and agreements are loaded; never in production
 * @param connectedBureaus codes of the bureaus that work on this bridge
 * @param officersFile CSV of the officer directory, columns {@code certificateNo,bureau,user,name,unit,phone,expiresOn};
 *     rows are added or changed at the start, never removed
 * @param agreementsFile CSV of agreements, columns
 *     {@code partyA,partyB,kind,dataset,amount,unit,citation,validFrom,validTo}; rows are added or changed at the start,
 *     never removed: an agreement ends by its {@code validTo}
 */
@ConfigurationProperties("bridge")
public record BureauSettings(
        @DefaultValue("false") boolean demo,
        @DefaultValue Set<String> connectedBureaus,
        @DefaultValue Map<String, Platform> platforms,
        @DefaultValue Prefixes letters,
        Optional<Resource> officersFile,
        Optional<Resource> agreementsFile) {

    // Binding leaves an Optional of a record null where nothing is set.
    public BureauSettings {
        officersFile = orEmpty(officersFile);
        agreementsFile = orEmpty(agreementsFile);
    }

    /**
     * @param name Chinese name shown to officers; the key when missing
     * @param homeBureau code of the bureau of the platform's seat
     */
    public record Platform(Optional<String> name, Optional<String> homeBureau) {

        public Platform {
            name = orEmpty(name);
            homeBureau = orEmpty(homeBureau);
        }
    }

    /** @param prefix 发文机关代字 by organisation code, where the derived one is not the one in use */
    public record Prefixes(@DefaultValue Map<String, String> prefix) {}

    private static <T> Optional<T> orEmpty(Optional<T> value) {
        return value == null ? Optional.empty() : value;
    }
}
