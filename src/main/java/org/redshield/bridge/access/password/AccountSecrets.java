package org.redshield.bridge.access.password;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.redshield.bridge.access.provider.SignInSettings;
import org.redshield.bridge.keys.Encryption;
import org.redshield.bridge.keys.KeyProvider;
import org.redshield.bridge.keys.Undecipherable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** What is kept of accounts and must be read again, and so is encrypted and no hash: each for its account alone. */
@Component
public class AccountSecrets {

    private static final Logger LOG = LoggerFactory.getLogger(AccountSecrets.class);

    /** Null where a provider signs people in, and nothing is kept. */
    private final Encryption encryption;

    private final JdbcClient jdbc;

    AccountSecrets(PasswordSettings settings, SignInSettings signIn, KeyProvider keys, JdbcClient jdbc) {
        this.encryption =
                signIn.byProvider() ? null : keys.secret("bridge.password.key", settings.key(), "password.key");
        this.jdbc = jdbc;
    }

    /** @param about what it is, and whose: it cannot be read in another one's place */
    public byte[] seal(String about, String text) {
        return encryption.encrypt(about, text.getBytes(StandardCharsets.UTF_8));
    }

    /** Empty where the key is another one by now, or somebody has changed it. */
    public Optional<String> open(String about, byte[] sealed) {
        try {
            return Optional.of(new String(encryption.decrypt(about, sealed), StandardCharsets.UTF_8));
        } catch (Undecipherable e) {
            LOG.error("A secret of an account cannot be read: is bridge.password.key the one of before?", e);
            return Optional.empty();
        }
    }

    /** His codes are not taken any more, in any session; where his role needs them he begins with a new key. */
    public void clearFactor(String user) {
        jdbc.sql("""
                        update account_secret set factor_id = null, factor = null, factor_taken = null where user_id = ?
                        """).param(user).update();
    }
}
