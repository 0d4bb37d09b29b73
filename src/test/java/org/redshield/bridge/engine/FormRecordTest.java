package org.redshield.bridge.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mockito.Answers.CALLS_REAL_METHODS;
import static org.mockito.Mockito.doReturn;
import static org.mockito.Mockito.mock;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Each component of a record is read from the field of its name, as its type says. */
class FormRecordTest {

    record Period(Optional<LocalDate> from, Optional<Long> days) {}

    record Asked(String title, Optional<String> note, Period period, boolean urgent, List<String> datasets) {}

    record Shop(Optional<String> shopId) {}

    record Unknown(double share) {}

    private final FormSubmission form = mock(FormSubmission.class, CALLS_REAL_METHODS);

    @BeforeEach
    void fields() {
        doReturn(Optional.of("刷单")).when(form).text("title");
        doReturn(Optional.empty()).when(form).text("note");
        doReturn(Optional.of(LocalDate.of(2026, 12, 1))).when(form).date("from");
        doReturn(Optional.of(3L)).when(form).number("days");
        doReturn(true).when(form).flag("urgent");
        doReturn(List.of("ORDERS")).when(form).choices("datasets");
        doReturn(Optional.of("80001")).when(form).text("shopId2");
    }

    @Test
    void eachAsItsTypeSays() {
        assertThat(form.as(Asked.class))
                .isEqualTo(new Asked(
                        "刷单",
                        Optional.empty(),
                        new Period(Optional.of(LocalDate.of(2026, 12, 1)), Optional.of(3L)),
                        true,
                        List.of("ORDERS")));
    }

    @Test
    void whatIsGivenIsNotRead() {
        Period given = new Period(Optional.empty(), Optional.empty());
        assertThat(form.as(Asked.class, Map.of("period", given)).period()).isSameAs(given);
    }

    @Test
    void oneOfSeveralAlike() {
        assertThat(form.as(Shop.class, 2)).isEqualTo(new Shop(Optional.of("80001")));
    }

    @Test
    void whatNoFieldCanHoldIsAFaultOfTheCode() {
        assertThatThrownBy(() -> form.as(Unknown.class))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("share");
    }
}
