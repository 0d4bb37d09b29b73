package org.redshield.bridge.measures;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.redshield.bridge.bureau.Organisation.Level;
import org.redshield.bridge.engine.duty.Head;

/** 反不正当竞争法 art. 16(2): who decides about a measure. */
class MeasureKindTest {

    @ParameterizedTest
    @EnumSource
    void eachIsTheChiefHeadsAndACountyBureauNeitherSeizesNorLooksIntoAccountsByItself(MeasureKind kind) {
        Set<Level> above =
                switch (kind) {
                    case INSPECTION, INQUIRY, COPIES -> Set.of();
                    case SEIZURE, BANK_ACCOUNT -> Set.of(Level.COUNTY);
                };
        assertThat(kind.act().least()).isEqualTo(Head.CHIEF_HEAD);
        assertThat(kind.act().aboveOnly()).isEqualTo(above);
        assertThat(kind.act().name()).isEqualTo(kind.name());
    }
}
