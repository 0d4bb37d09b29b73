package org.redshield.bridge.access.session;

import java.util.Optional;
import org.redshield.bridge.keys.Encryption;
import org.redshield.bridge.keys.KeyProvider;
import org.redshield.bridge.keys.Undecipherable;
import org.springframework.stereotype.Component;

/** What is kept for a person for some days at most, beside his sessions, is encrypted by their key. */
@Component
public class SessionCipher {

    private final Encryption encryption;

    SessionCipher(SessionSettings settings, KeyProvider keys) {
        this.encryption = keys.secret("bridge.sessions.key", settings.key(), "sessions.key");
    }

    /** @param about whose and of what; nothing else can be read in its place */
    public byte[] encrypt(String about, byte[] clear) {
        return encryption.encrypt(about, clear);
    }

    /** Empty where it is about something else, was changed, or its key is not here any more. */
    public Optional<byte[]> decrypt(String about, byte[] encrypted) {
        try {
            return Optional.of(encryption.decrypt(about, encrypted));
        } catch (Undecipherable e) {
            return Optional.empty();
        }
    }
}
