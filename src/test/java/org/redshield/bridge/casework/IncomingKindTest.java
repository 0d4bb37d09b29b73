package org.redshield.bridge.casework;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.MissingResourceException;
import org.junit.jupiter.api.Test;
import org.redshield.bridge.cases.RecordedAct;

class IncomingKindTest {

    @Test
    void aCooperationHasAllStatesThroughWhichCaseworkMovesALetter() {
        assertThatThrownBy(() -> kind("notice", new WorkState[] {Notice.State.RECEIVED}, Notice.Act.values()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("ACKNOWLEDGED");
    }

    @Test
    void aCooperationRecordsAllThatCanHappenToALetter() {
        assertThatThrownBy(() -> kind("notice", Notice.State.values(), new RecordedAct[] {Notice.Act.LETTER_RECEIVED}))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("CORRECTED_LETTER_RECEIVED");
    }

    @Test
    void aCooperationSaysInItsOwnWordsWhatCaseworkRefuses() {
        assertThatThrownBy(() -> kind("deadline", Notice.State.values(), Notice.Act.values()))
                .isInstanceOf(MissingResourceException.class)
                .hasMessageContaining("deadline.state-forbidden");
    }

    private static IncomingKind kind(String feature, WorkState[] states, RecordedAct[] acts) {
        return new IncomingKind(
                feature,
                "noticeId",
                Notice.Kind.NOTICE,
                Notice.Kind.NOTICE_RETURN,
                Notice.Kind.NOTICE_DECLINE,
                states,
                acts,
                Notice.Why.values(),
                Notice.KIND.about());
    }
}
