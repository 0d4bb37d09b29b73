package org.redshield.bridge.platform.dataset;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import lombok.Getter;
import lombok.RequiredArgsConstructor;

/** On what kind of provision a data request rests, as far as that changes what may be asked and who decides. */
@RequiredArgsConstructor
public enum LegalGround {
    /** 网络交易监督管理办法 art. 34, 电子商务法 art. 25 and whatever else gives no more. */
    GENERAL("网络交易监督管理办法第三十四条等一般规定", "", ""),
    /** An order to hand in material (程序规定 art. 30), to the party or any other unit. */
    MATERIALS("市场监督管理行政处罚程序规定第三十条", "市场监督管理行政处罚程序规定", "第三十条"),
    /** Of live commerce also interaction and customer service records (直播电商监督管理办法 art. 16). */
    LIVE_COMMERCE("直播电商监督管理办法第十六条", "直播电商监督管理办法", "第十六条"),
    /** Every measure under 反不正当竞争法 art. 16 is approved by the bureau's 主要负责人. */
    UNFAIR_COMPETITION("反不正当竞争法第十六条", "反不正当竞争法", "第十六条");

    /** As an officer reads it. */
    @Getter
    private final String title;

    private final String law;
    private final String article;

    /** Whether a dataset beyond art. 34 may be asked for on this ground at all. */
    public boolean opens(Dataset dataset) {
        return switch (dataset) {
            case LOGIN -> this == MATERIALS || this == UNFAIR_COMPETITION;
            case CHAT -> this != GENERAL;
            default -> true;
        };
    }

    /** The grounds that these citations name, e.g. 《中华人民共和国反不正当竞争法》第十六条. */
    public static Set<LegalGround> of(List<String> citations) {
        return citations.stream()
                .map(LegalGround::of)
                .collect(Collectors.toCollection(() -> EnumSet.noneOf(LegalGround.class)));
    }

    private static LegalGround of(String citation) {
        String plain = citation.replaceAll("[《》\\s]", "");
        return Arrays.stream(values())
                .filter(ground -> ground != GENERAL)
                // 网络反不正当竞争暂行规定 is another text than the law.
                .filter(ground -> plain.matches("(中华人民共和国)?" + ground.law + "(（[^）]*）)?" + ground.article + ".*"))
                .findFirst()
                .orElse(GENERAL);
    }
}
