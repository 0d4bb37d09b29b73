package org.redshield.bridge.indicators;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What a report says of an indicator. */
class IndicatorTest {

    /** Of these a report says in the same words what is looked for, and what of it could not be. */
    @ParameterizedTest
    @EnumSource(names = {"B1", "B4", "B6", "B7", "B8", "B9"})
    void aDefinitionNamesAllThatIsLookedFor(Indicator indicator) {
        assertThat(indicator.aspects())
                .extracting(Indicator.Aspect::title)
                .allSatisfy(title -> assertThat(indicator.definition()).contains(title));
    }
}
