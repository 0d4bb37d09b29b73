package org.redshield.bridge.keys;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * By which algorithms, and whether what lies on disks is encrypted.
 *
 * @param suite {@code INTERNATIONAL}: ECDSA or RSA, SHA-256, AES; {@code CHINESE}: SM2, SM3, SM4. For what is made from now on;
 *     what there is stays readable either way
 * @param encrypt whether files of evidence and letters, and keys in the database, are encrypted where they lie, by
 *     {@code storage/<name>.key} in bridge.evidence.keys; what is there stays as it is
 */
@ConfigurationProperties(prefix = "bridge.keys", ignoreUnknownFields = false)
public record KeySettings(
        @DefaultValue("INTERNATIONAL") Suite suite,
        @DefaultValue("false") boolean encrypt) {}
