package org.redshield.bridge.clues;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import lombok.Getter;
import lombok.RequiredArgsConstructor;

/**
 * What came in (案件来源), about one shop or several: each allegation in it is a {@link Clue} of its own. Who made it stands
 * with {@link Reporters}.
 *
 * @param receivedAt when the clue was found or the material received, which starts the verification's clock
 * @param externalNo its number where it came from
 * @param fromBureau tenant of the bureau that sent it
 * @param fromLetter number of that bureau's letter
 */
public record Report(
        UUID id,
        Source source,
        Channel channel,
        Instant receivedAt,
        Optional<String> externalNo,
        Optional<String> fromBureau,
        Optional<String> fromLetter) {

    /** 来源分类 of the register of case sources (范本 1); the codes are also those of orders. */
    @Getter
    @RequiredArgsConstructor
    public enum Source {
        INSPECTION("监督检查"),
        REPORT("投诉、举报"),
        TRANSFERRED("其他部门移送"),
        HANDED_DOWN("上级交办"),
        OTHER("其他");

        private final String title;
    }

    /** By which way a clue came; the codes are also those of orders. */
    @Getter
    @RequiredArgsConstructor
    public enum Channel {
        PLATFORM_12315("全国12315平台"),
        HOTLINE_12345("12345政务服务便民热线"),
        LETTER_OR_VISIT("来信来访"),
        MONITORING("网络交易监测"),
        ON_SITE("现场检查"),
        BRIDGE("红盾云桥"),
        OTHER("其他");

        private final String title;
    }
}
