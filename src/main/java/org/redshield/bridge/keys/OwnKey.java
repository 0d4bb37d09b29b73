package org.redshield.bridge.keys;

import java.util.Locale;
import lombok.AccessLevel;
import lombok.Getter;
import lombok.RequiredArgsConstructor;

/** What an installation makes for itself where no key is set. */
@Getter(AccessLevel.PACKAGE)
@RequiredArgsConstructor
public enum OwnKey {
    LOG(KeyKind.EC, "CN=Redshield Bridge evidence log (self-made key)"),
    LOG_SM2(KeyKind.SM2, "CN=Redshield Bridge evidence log SM2 (self-made key)"),
    TIME_STAMP(KeyKind.EC, "CN=Redshield Bridge time stamps (self-made key)"),
    TIME_STAMP_SM2(KeyKind.SM2, "CN=Redshield Bridge time stamps SM2 (self-made key)");

    private final KeyKind kind;
    private final String subject;

    /** Whether its certificate must say that it stamps times, and nothing else (RFC 3161, 2.3). */
    boolean stamps() {
        return this == TIME_STAMP || this == TIME_STAMP_SM2;
    }

    public String file() {
        return name().toLowerCase(Locale.ROOT) + ".pem";
    }
}
