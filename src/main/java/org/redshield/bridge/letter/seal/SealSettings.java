package org.redshield.bridge.letter.seal;

import java.nio.file.Path;
import java.util.Map;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.core.io.Resource;

/**
 * With what letters are sealed.
 *
 * @param directory one PKCS#12 file for each organisation, named by its code ({@code 310105.p12}), with its key and its
 *     certificate, and for OFD {@code 310105.sm2.p12} and {@code 310105.esl}; for the bridge alone to read, and never below the evidence
 * @param password of these files
 * @param passwords exceptions, by organisation, for instance bridge.seals.passwords.310105
 * @param trusted PEM file with the certificates of the authorities whose seals are good
 * @param test whether an organisation without a file gets a test certificate that this installation makes; its seal says
 *     测试用印, and it seals nothing that is to have effect
 */
@ConfigurationProperties(prefix = "bridge.seals", ignoreUnknownFields = false)
public record SealSettings(
        @DefaultValue("data/seals") Path directory,
        @DefaultValue("") String password,
        @DefaultValue Map<String, String> passwords,
        Resource trusted,
        @DefaultValue("false") boolean test) {

    char[] passwordOf(String organisation) {
        return passwords.getOrDefault(organisation, password).toCharArray();
    }
}
