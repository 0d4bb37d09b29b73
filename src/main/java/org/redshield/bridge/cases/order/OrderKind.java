package org.redshield.bridge.cases.order;

/**
 * What one way of working together may ask of another. Each kind is accepted by one feature, its {@link OrderTaker}, or
 * the application does not start. Who orders and who accepts know each other by what stands here alone.
 */
public enum OrderKind {
    /**
     * Measures against a shop, asked of the bureau at the platform's seat.
     *
     * <p>Facts: {@code cause}, {@code platform}, {@code targetId}, {@code measures} (codes, comma-separated), {@code
     * legalHook}, {@code contactName}, {@code officerCertificateNo}, {@code contactPhone}; if known {@code creditCode}
     * and {@code note}; and {@code awaitReport}, whether the report shall wake the process of what ordered it.
     */
    MERCHANT_DISPOSITION("商家处置");

    private final String title;

    OrderKind(String title) {
        this.title = title;
    }

    public String title() {
        return title;
    }
}
