package org.redshield.bridge.keys;

import java.nio.file.Path;
import java.util.Optional;
import org.springframework.core.io.Resource;

/**
 * Everything for which a key is needed. Keys are asked to do something and never given out, so that they may lie in a device.
 *
 * <p>Every signature is found with the certificate of its key, and everything encrypted names its key and algorithm: what was made
 * before a key or the {@link Suite} was changed can be checked and read afterwards.
 */
public interface KeyProvider {

    /** For what is made from now on. */
    Suite suite();

    /**
     * What signs with the key that a setting names.
     *
     * @param setting its name, for whoever has to mend it
     * @throws org.redshield.bridge.CannotStart when it cannot be used, with the reason
     */
    Signer signer(String setting, Resource key, Resource certificate);

    /** What signs where no key is set: the installation makes one, and keeps it. */
    Signer own(OwnKey which);

    /**
     * Encrypts with one secret.
     *
     * @param setting that may name its file, and what the installation calls it where there is none
     * @throws org.redshield.bridge.CannotStart when it cannot be used
     */
    Encryption secret(String setting, Path file, String own);

    /**
     * Authenticates with one secret, by HMAC-SHA256 whatever the suite is: what is looked for by it is found after a change.
     *
     * @param setting that may name its file, and what the installation calls it where there is none
     * @throws org.redshield.bridge.CannotStart when it cannot be used
     */
    MacKey mac(String setting, Path file, String own);

    /** Encrypts what lies on disks and in tables, with the newest key; decrypts with whatever key it was. */
    Encryption storage();

    /**
     * Encrypts what this process alone reads again, such as its temporary files: with a key that is nowhere but in its memory. What
     * it leaves lying when it is killed nobody can read.
     */
    Encryption passing();

    /** Whether files and keys in tables are to be encrypted. */
    boolean encryptsStorage();

    /** A fresh key for MACs, as it may lie in a table. @param about what it is for */
    byte[] newMacKey(String about);

    /** @param stored by {@link #newMacKey}; or 32 bytes from before keys named their algorithm */
    MacKey macKey(String about, byte[] stored);

    /** The same key as it is to lie in the table by today's settings; empty where it lies there so already. */
    Optional<byte[]> asToBeStored(String about, byte[] stored);
}
