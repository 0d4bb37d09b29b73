package org.redshield.bridge.platform.dataset;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LegalGroundTest {

    @ParameterizedTest
    @CsvSource({
        "《网络交易监督管理办法》第三十四条, GENERAL",
        "《中华人民共和国反不正当竞争法》第十六条, UNFAIR_COMPETITION",
        "反不正当竞争法第十六条第一款, UNFAIR_COMPETITION",
        "《中华人民共和国反不正当竞争法》（2025年修订）第十六条, UNFAIR_COMPETITION",
        "《网络反不正当竞争暂行规定》第十六条, GENERAL",
        "《中华人民共和国反不正当竞争法》第九条, GENERAL",
        "《直播电商监督管理办法》第十六条, LIVE_COMMERCE",
        "《市场监督管理行政处罚程序规定》第三十条, MATERIALS",
        "《中华人民共和国行政处罚法》第二十六条, GENERAL"
    })
    void isReadFromTheCitation(String citation, LegalGround ground) {
        assertThat(LegalGround.of(List.of(citation))).containsExactly(ground);
    }
}
