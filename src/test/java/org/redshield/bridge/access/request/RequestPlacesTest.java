package org.redshield.bridge.access.request;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.redshield.bridge.access.request.RequestPlaces.Found;

/** Who has all that one may have is told to wait (429); only where the house is full is nobody served (503). */
class RequestPlacesTest {

    private final RequestPlaces places = new RequestPlaces(3, 2);

    @Test
    void whoHasHisShareIsToldSoAlsoWhereTheHouseIsFull() {
        assertThat(places.enter("a")).isEqualTo(Found.PLACE);
        assertThat(places.enter("a")).isEqualTo(Found.PLACE);
        assertThat(places.enter("a")).isEqualTo(Found.OWN_TAKEN);
        assertThat(places.enter("b")).isEqualTo(Found.PLACE);
        assertThat(places.enter("b")).isEqualTo(Found.ALL_TAKEN);
        assertThat(places.enter("a")).isEqualTo(Found.OWN_TAKEN);
    }

    @Test
    void whatWasRefusedTakesNothing() {
        for (int i = 0; i < 10; i++) {
            places.enter("a");
        }
        places.leave("a");
        assertThat(places.enter("b")).isEqualTo(Found.PLACE);
        assertThat(places.enter("b")).isEqualTo(Found.PLACE);
        assertThat(places.enter("c")).isEqualTo(Found.ALL_TAKEN);
        places.leave("b");
        assertThat(places.enter("a")).isEqualTo(Found.PLACE);
        assertThat(places.enter("a")).isEqualTo(Found.OWN_TAKEN);
    }
}
