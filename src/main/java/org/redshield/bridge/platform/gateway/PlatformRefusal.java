package org.redshield.bridge.platform.gateway;

/** The platform understood the call and will not do it, however often it is asked. */
public class PlatformRefusal extends RuntimeException {

    private final String code;
    private final String text;

    /**
     * @param code the platform's code, e.g. {@code isv.invalid-parameter}, or {@code 2}
     * @param text the platform's words
     */
    public PlatformRefusal(String code, String text) {
        super("Refused by the platform: " + code);
        this.code = code;
        this.text = text;
    }

    public String code() {
        return code;
    }

    /** The platform's words; may name persons, so it belongs to the case and not to a log. */
    public String text() {
        return text;
    }
}
