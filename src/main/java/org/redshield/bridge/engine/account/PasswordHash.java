package org.redshield.bridge.engine.account;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.function.LongSupplier;
import org.camunda.bpm.engine.impl.digest.PasswordEncryptor;
import org.redshield.bridge.keys.Hashes;
import org.springframework.security.crypto.password.PasswordEncoder;

/**
 * New passwords are kept as Spring Security keeps them. The engine's own hashes of older installations are still compared by
 * the engine and renewed at the next sign-in ({@link Accounts}).
 */
public final class PasswordHash implements PasswordEncryptor {

    private static final String NAME = "bridge";

    private final PasswordEncoder encoder;
    private final RightLately rightLately;
    private final String ofNobody;

    public PasswordHash(PasswordEncoder encoder) {
        this(encoder, System::nanoTime);
    }

    /** @param nanos a clock that nobody sets */
    PasswordHash(PasswordEncoder encoder, LongSupplier nanos) {
        this.encoder = encoder;
        this.rightLately = new RightLately(nanos);
        this.ofNobody = encrypt("");
    }

    @Override
    public String hashAlgorithmName() {
        return NAME;
    }

    @Override
    public String encrypt(String password) {
        return encoder.encode(ofOneLength(password));
    }

    @Override
    public boolean check(String password, String encrypted) {
        return rightLately.isRight(password, encrypted, () -> encoder.matches(ofOneLength(password), encrypted));
    }

    /** Takes as long as {@link #check}, for an account that does not exist. */
    void checkNobody(String password) {
        check(password, ofNobody);
    }

    /** @param kept with the name of its algorithm before it, as it lies in the database */
    boolean isOutdated(String kept) {
        String prefix = "{" + NAME + "}";
        return !kept.startsWith(prefix) || encoder.upgradeEncoding(kept.substring(prefix.length()));
    }

    /** The engine appends its salt, and the encoder would look at the first 72 bytes only. */
    private static String ofOneLength(String password) {
        byte[] digest = Hashes.sha256().digest(password.getBytes(StandardCharsets.UTF_8));
        return Base64.getEncoder().encodeToString(digest);
    }
}
