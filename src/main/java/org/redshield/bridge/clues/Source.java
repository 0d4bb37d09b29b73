package org.redshield.bridge.clues;

/** 来源分类 of the register of case sources (范本 1); the codes are also those of orders. */
public enum Source {
    INSPECTION("监督检查"),
    REPORT("投诉、举报"),
    TRANSFERRED("其他部门移送"),
    HANDED_DOWN("上级交办"),
    OTHER("其他");

    private final String title;

    Source(String title) {
        this.title = title;
    }

    public String title() {
        return title;
    }
}
