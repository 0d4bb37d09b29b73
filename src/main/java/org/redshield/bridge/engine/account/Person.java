package org.redshield.bridge.engine.account;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/**
 * Somebody as the identity service knows him now.
 *
 * @param groups in the order of their ids, like {@code tenants}
 * @param tenants his own and those of his groups
 * @param mark another one when his password, groups or tenants are others
 */
public record Person(String id, List<String> groups, List<String> tenants, String mark) {

    /** @param password as it is kept; null where it is kept elsewhere */
    static Person of(String id, List<String> groups, List<String> tenants, String password) {
        return new Person(id, groups, tenants, digest(groups + " " + tenants + " " + password));
    }

    private static String digest(String text) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
