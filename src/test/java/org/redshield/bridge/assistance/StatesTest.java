package org.redshield.bridge.assistance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.redshield.bridge.Refusal;
import org.redshield.bridge.assistance.handling.AssistanceHandlingState;
import org.redshield.bridge.assistance.request.RequestState;
import org.redshield.bridge.casework.Transitions;
import org.redshield.bridge.model.Contracts;

/** The transitions as the law and the model have them, written down a second time; every other one is refused. */
class StatesTest {

    private static final Transitions TRANSITIONS = Contracts.transitions();

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "DRAFT | PENDING_APPROVAL CLOSED WITHDRAWN",
                "PENDING_APPROVAL | PENDING_APPROVAL DRAFT ISSUED IN_PROGRESS CLOSED WITHDRAWN",
                "ISSUED | RECEIVED WITHDRAWN",
                "RECEIVED | RETURNED_FOR_CORRECTION DECLINED EXTENSION_NOTIFIED REPLIED WITHDRAWN",
                "RETURNED_FOR_CORRECTION | PENDING_APPROVAL CLOSED WITHDRAWN",
                "DECLINED | CLOSED",
                "EXTENSION_NOTIFIED | EXTENSION_NOTIFIED REPLIED WITHDRAWN",
                "IN_PROGRESS | CONFIRMED WITHDRAWN",
                "REPLIED | SUPPLEMENT_REQUESTED CONFIRMED",
                "SUPPLEMENT_REQUESTED | EXTENSION_NOTIFIED REPLIED WITHDRAWN",
                "CONFIRMED | CLOSED",
                "CLOSED | ''",
                "WITHDRAWN | ''"
            })
    void aRequestMovesOnlyThisWay(RequestState from, String allowed) {
        Set<RequestState> next = names(allowed).map(RequestState::valueOf).collect(Collectors.toSet());

        for (RequestState to : RequestState.values()) {
            if (next.contains(to)) {
                assertThat(TRANSITIONS.move(from, to)).isEqualTo(to);
            } else {
                assertThatThrownBy(() -> TRANSITIONS.move(from, to))
                        .isInstanceOf(Refusal.class)
                        .hasMessageContaining(from.title())
                        .hasMessageContaining(to.title());
            }
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "RECEIVED | ACKNOWLEDGED WITHDRAWN",
                "ACKNOWLEDGED | RETURNED_FOR_CORRECTION DECLINED ACCEPTED WITHDRAWN",
                "RETURNED_FOR_CORRECTION | RECEIVED",
                "DECLINED | ''",
                "ACCEPTED | ASSIGNED WITHDRAWN",
                "ASSIGNED | IN_PROGRESS WITHDRAWN",
                "IN_PROGRESS | EXTENSION_NOTIFIED REPLY_PENDING_APPROVAL WITHDRAWN",
                "EXTENSION_NOTIFIED | EXTENSION_NOTIFIED REPLY_PENDING_APPROVAL WITHDRAWN",
                "REPLY_PENDING_APPROVAL | REPLY_PENDING_APPROVAL IN_PROGRESS EXTENSION_NOTIFIED REPLIED WITHDRAWN",
                "REPLIED | SUPPLEMENT_REQUESTED CONFIRMED UNCONFIRMED WITHDRAWN",
                "SUPPLEMENT_REQUESTED | EXTENSION_NOTIFIED REPLY_PENDING_APPROVAL WITHDRAWN",
                "CONFIRMED | ''",
                "UNCONFIRMED | ''",
                "WITHDRAWN | ''"
            })
    void aHandlingMovesOnlyThisWay(AssistanceHandlingState from, String allowed) {
        Set<AssistanceHandlingState> next =
                names(allowed).map(AssistanceHandlingState::valueOf).collect(Collectors.toSet());

        for (AssistanceHandlingState to : AssistanceHandlingState.values()) {
            if (next.contains(to)) {
                assertThat(TRANSITIONS.move(from, to)).isEqualTo(to);
            } else {
                assertThatThrownBy(() -> TRANSITIONS.move(from, to))
                        .isInstanceOf(Refusal.class)
                        .hasMessageContaining(from.title())
                        .hasMessageContaining(to.title());
            }
        }
    }

    private static Stream<String> names(String list) {
        return Arrays.stream(list.strip().split(" ")).filter(name -> !name.isBlank());
    }
}
