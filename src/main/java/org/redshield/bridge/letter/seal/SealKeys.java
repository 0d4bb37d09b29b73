package org.redshield.bridge.letter.seal;

import java.security.cert.X509Certificate;
import java.util.List;
import org.redshield.bridge.bureau.Organisation;
import org.redshield.bridge.keys.Signer;

/** Where the keys come from. */
public interface SealKeys {

    /** @throws SealAway when there is none that can be used now; another time there may be */
    Signer of(Organisation organisation);

    /**
     * Its seal by GB/T 38540.
     *
     * @throws SealAway as {@link #of}
     */
    ElectronicSeal electronic(Organisation organisation);

    /** To one of these the certificate of every good seal leads. */
    List<X509Certificate> trusted();

    /** The same of seals by GB/T 38540, and of those who make them. */
    List<X509Certificate> trustedElectronic();
}
