package org.redshield.bridge.keys;

import lombok.AccessLevel;
import lombok.Getter;
import lombok.RequiredArgsConstructor;

/** Which algorithms are used for what is made from now on. What there is says itself by which it was made, and stays readable. */
@RequiredArgsConstructor
public enum Suite {
    /** ECDSA or RSA with SHA-256, HMAC-SHA256, AES-256-GCM. */
    INTERNATIONAL(KeyKind.EC, Aead.AES),
    /** SM2 with SM3 (GB/T 32918, 32905), HMAC-SM3, SM4-GCM (GB/T 32907, 36624). */
    CHINESE(KeyKind.SM2, Aead.SM4);

    @Getter
    private final KeyKind signatures;

    @Getter(AccessLevel.PACKAGE)
    private final Aead encryption;
}
