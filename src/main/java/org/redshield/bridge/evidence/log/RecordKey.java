package org.redshield.bridge.evidence.log;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Base64;
import org.redshield.bridge.CannotStart;
import org.redshield.bridge.access.audit.AuditSettings;
import org.redshield.bridge.access.audit.Marks;
import org.redshield.bridge.evidence.store.EvidenceSettings;
import org.springframework.stereotype.Component;

/** The key of the hashes by which the record of access is searched for a person: as set, or beside the installation's other keys. */
@Component
class RecordKey implements Marks.Key {

    private static final int BYTES = 32;

    private final byte[] key;

    RecordKey(AuditSettings settings, EvidenceSettings evidence) {
        Path file = settings.key() == null ? evidence.keys().toAbsolutePath().resolve("record.key") : settings.key();
        byte[] fresh = new byte[BYTES];
        new SecureRandom().nextBytes(fresh);
        try {
            String text = settings.key() == null
                    ? KeyFiles.textOrElse(file, Base64.getEncoder().encodeToString(fresh))
                    : Files.readString(file);
            key = Base64.getDecoder().decode(text.strip());
        } catch (IOException | IllegalArgumentException e) {
            throw unreadable(file, e);
        }
        if (key.length != BYTES) {
            throw unreadable(file, null);
        }
    }

    private static CannotStart unreadable(Path file, Exception cause) {
        return new CannotStart(
                "读不出审计记录检索用的密钥：" + file + "（应当是 32 字节随机数的 Base64）",
                "the key by which the record is searched cannot be read: " + file + " (32 random bytes in Base64)",
                cause);
    }

    @Override
    public byte[] bytes() {
        return key.clone();
    }
}
