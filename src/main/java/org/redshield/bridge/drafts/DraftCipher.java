package org.redshield.bridge.drafts;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.redshield.bridge.keys.Encryption;
import org.redshield.bridge.keys.KeyProvider;
import org.redshield.bridge.keys.Undecipherable;
import org.springframework.stereotype.Component;

/** Drafts are encrypted, each for its person and form alone: one that is put under another name cannot be read. */
@Component
class DraftCipher {

    private final Encryption encryption;

    DraftCipher(DraftSettings settings, KeyProvider keys) {
        this.encryption = keys.secret("bridge.drafts.key", settings.key(), "drafts.key");
    }

    /** @param of whose draft of what */
    byte[] encrypt(String of, String text) {
        return encryption.encrypt(of, text.getBytes(StandardCharsets.UTF_8));
    }

    /** Empty where it was encrypted with another key, or was changed. */
    Optional<String> decrypt(String of, byte[] stored) {
        try {
            return Optional.of(new String(encryption.decrypt(of, stored), StandardCharsets.UTF_8));
        } catch (Undecipherable e) {
            return Optional.empty();
        }
    }
}
