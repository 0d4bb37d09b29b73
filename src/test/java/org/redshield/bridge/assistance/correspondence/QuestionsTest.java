package org.redshield.bridge.assistance.correspondence;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class QuestionsTest {

    @Test
    void areTheLinesOrElseWhatSemicolonsPart() {
        assertThat(Questions.of(Optional.empty())).isEmpty();
        assertThat(Questions.of(Optional.of("  "))).isEmpty();
        assertThat(Questions.of(Optional.of("网店由谁经营；交易是否真实；"))).containsExactly("网店由谁经营", "交易是否真实");
        assertThat(Questions.of(Optional.of("1. 网店由谁经营；\r\n\r\n（二）交易；物流\n三、2026年的销售额")))
                .containsExactly("网店由谁经营", "交易；物流", "2026年的销售额");
        assertThat(Questions.of(Optional.of("2026年的销售额是多少"))).containsExactly("2026年的销售额是多少");
    }

    @Test
    void whatIsMoreThanTheFormHoldsStandsTogether() {
        String many =
                IntStream.rangeClosed(1, 40).mapToObj(place -> "事项" + place).collect(Collectors.joining("\n"));
        assertThat(Questions.of(Optional.of(many)))
                .hasSize(20)
                .last()
                .asString()
                .startsWith("事项20；事项21；")
                .endsWith("；事项40");
    }
}
