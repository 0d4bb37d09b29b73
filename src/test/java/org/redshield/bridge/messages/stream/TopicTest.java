package org.redshield.bridge.messages.stream;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.redshield.bridge.access.Caller;

class TopicTest {

    @Test
    void whoDoesNoCaseWorkDoesNotHearInWhichCasesSomebodyWrites() {
        assertThat(Topic.of(new Caller("officer310105", Set.of("officer"), List.of("310105"))))
                .containsExactlyInAnyOrder(
                        "notices/officer310105", "end/officer310105", "tasks/310105/officer", "messages/310105");
        assertThat(Topic.of(new Caller("admin310105", Set.of("accountAdmin"), List.of("310105"))))
                .containsExactlyInAnyOrder("notices/admin310105", "end/admin310105", "tasks/310105/accountAdmin");
    }
}
