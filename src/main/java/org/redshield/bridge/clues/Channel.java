package org.redshield.bridge.clues;

/** By which way a clue came; the codes are also those of orders. */
public enum Channel {
    PLATFORM_12315("全国12315平台"),
    HOTLINE_12345("12345政务服务便民热线"),
    LETTER_OR_VISIT("来信来访"),
    MONITORING("网络交易监测"),
    ON_SITE("现场检查"),
    BRIDGE("红盾云桥"),
    OTHER("其他");

    private final String title;

    Channel(String title) {
        this.title = title;
    }

    public String title() {
        return title;
    }
}
