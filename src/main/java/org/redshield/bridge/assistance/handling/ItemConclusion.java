package org.redshield.bridge.assistance.handling;

/** What the investigation of the asked questions came to. */
public enum ItemConclusion {
    FOUND("已查明"),
    NOT_FOUND("查无"),
    PARTIAL("部分查明"),
    NOT_COMPETENT("不属本局职权");

    private final String title;

    ItemConclusion(String title) {
        this.title = title;
    }

    public String title() {
        return title;
    }
}
