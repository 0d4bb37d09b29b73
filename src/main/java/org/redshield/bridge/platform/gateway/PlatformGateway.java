package org.redshield.bridge.platform.gateway;

import java.util.List;
import java.util.Optional;

/**
 * One platform's interface. Every call ends within 15 s; all but {@link #open} may be repeated without effect.
 *
 * <p>Every method throws {@link PlatformUnavailable} for a technical fault (try again) and {@link PlatformRefusal} when
 * the platform will not (do not). That it has what is sent already, the answer says; the guard knows whether that
 * is a success.
 */
public interface PlatformGateway {

    /** Most ids in one {@link #query} and keys in one {@link #dispositions}. */
    int BATCH = 20;

    Accepted submit(Submission submission);

    /** @param platformRequestIds 1 to {@link #BATCH}; one that the platform does not know is missing in the answer */
    List<RequestStatus> query(List<String> platformRequestIds);

    Manifest manifest(String platformRequestId);

    Withdrawal withdraw(String requestNo, String reason);

    /**
     * Opens a file of a manifest.
     *
     * @param offset bytes already received
     * @throws DownloadExpired when the manifest must be asked for again
     */
    Download open(String url, long offset);

    DispositionReceipt dispose(DispositionOrder order);

    /** @param keys 1 to {@link #BATCH} task ids or {@code docName}s; an unknown one is missing in the answer */
    List<DispositionStatus> dispositions(List<String> keys);

    /** Holding data before it is asked for; empty where the protocol knows no such call. */
    default Optional<PreservationGateway> preservations() {
        return Optional.empty();
    }

    /** Which shops there are; empty where the protocol knows no such question. */
    default Optional<ShopRegister> shops() {
        return Optional.empty();
    }

    /** What a platform shows to everybody of its shops. */
    @FunctionalInterface
    interface ShopRegister {

        /** @return what the shop is called; empty where the platform has none of that id */
        Optional<String> name(String shopId);
    }

    /** Talking about a request without another letter; empty where the protocol knows no such call. */
    default Optional<DialogueGateway> dialogue() {
        return Optional.empty();
    }
}
