package org.redshield.bridge.paper;

/** By what a letter on paper travels; the codes are stored. */
public enum Way {
    EXPRESS_MAIL("邮政特快"),
    CONFIDENTIAL_MAIL("机要"),
    MESSENGER("专人"),
    FAX("传真");

    private final String title;

    Way(String title) {
        this.title = title;
    }

    public String title() {
        return title;
    }
}
