package org.redshield.bridge.clues.intake;

import java.util.Optional;
import java.util.stream.Stream;
import lombok.AccessLevel;
import lombok.Getter;
import lombok.RequiredArgsConstructor;

/** What a row can tell; files that are not mapped call them by these codes. */
@Getter(AccessLevel.PACKAGE)
@RequiredArgsConstructor
enum ClueColumn {
    EXTERNAL_NO("externalNo", "来源编号"),
    RECEIVED_AT("receivedAt", "接收时间"),
    CHANNEL("channel", "接收渠道"),
    PLATFORM("platform", "平台"),
    SHOP_ID("shopId", "网店ID"),
    SHOP_NAME("shopName", "网店名称"),
    CREDIT_CODE("creditCode", "统一社会信用代码"),
    SUBJECT_NAME("subjectName", "当事人名称"),
    ADDRESS("address", "地址"),
    DIVISION_CODE("divisionCode", "行政区划代码"),
    CONTENT("content", "内容"),
    REPORTER_NAME("reporterName", "举报人姓名"),
    REPORTER_PHONE("reporterPhone", "举报人电话"),
    REPORTER_ID_NO("reporterIdNo", "举报人证件号码"),
    REAL_NAME("realName", "是否实名"),
    /** Beyond the contract; a source that does not tell it has one for all its rows. */
    CAUSE("cause", "案由");

    private final String code;
    private final String title;

    static Optional<ClueColumn> of(String code) {
        return Stream.of(values()).filter(column -> column.code.equals(code)).findFirst();
    }
}
