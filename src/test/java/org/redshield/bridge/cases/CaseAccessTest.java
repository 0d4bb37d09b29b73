package org.redshield.bridge.cases;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.redshield.bridge.access.Caller;
import org.redshield.bridge.access.NotFound;

/** Who sees no case, and which ids are none. */
class CaseAccessTest {

    @ParameterizedTest
    @ValueSource(strings = {"modeler", "operator", "auditor", "camunda-admin"})
    void whoDoesNoCaseWorkSeesNoCase(String role) {
        assertThat(CaseAccess.doesCaseWork(new Caller("somebody", Set.of(role), List.of("330110"))))
                .isFalse();
    }

    @Test
    void whatIsNoIdIsNotThere() {
        assertThatThrownBy(() -> NotFound.unlessId("1' or '1'='1", "casefile.unknown-evidence"))
                .isInstanceOf(NotFound.class)
                .hasMessageContaining("没有找到这份证据");
    }
}
