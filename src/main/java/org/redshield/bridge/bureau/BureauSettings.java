package org.redshield.bridge.bureau;

import java.util.Map;
import java.util.Set;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.core.io.Resource;

/**
 * Who takes part in this installation.
 *
 * @param demo whether the demo organisations, officers and agreements are loaded; never in production
 * @param connectedBureaus codes of the bureaus that work on this bridge
 * @param platforms platforms by key
 * @param officersFile optional CSV of the officer directory, columns certificateNo,bureau,user,name,unit,phone,expiresOn;
 *     rows are added or changed at the start, never removed
 * @param agreementsFile optional CSV of agreements, columns
 *     partyA,partyB,kind,dataset,amount,unit,citation,validFrom,validTo; rows are added or changed at the start,
 *     never removed: an agreement ends by its validTo. DIRECT opens the way to a platform; the times of REPLY and DATA are
 *     kept here as agreed, and rule by their rows in processes/deadlines.dmn
 */
@ConfigurationProperties("bridge")
public record BureauSettings(
        @DefaultValue("false") boolean demo,
        @DefaultValue Set<String> connectedBureaus,
        @DefaultValue Map<String, Platform> platforms,
        @DefaultValue Prefixes letters,
        Resource officersFile,
        Resource agreementsFile) {

    /**
     * @param name Chinese name shown to officers, optional; otherwise the key is shown
     * @param homeBureau code of the bureau of the platform's seat
     */
    public record Platform(String name, String homeBureau) {}

    /**
     * @param prefix 发文机关代字 by organisation code, where the derived one is not the one in use
     * @param address 联系地址 by organisation code: where its letters ask for an answer to be sent
     */
    public record Prefixes(
            @DefaultValue Map<String, String> prefix,
            @DefaultValue Map<String, String> address) {}
}
