package org.redshield.bridge.cases;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/** What a case is about, beyond what its list shows; everything as an officer reads it. */
public record CaseDetails(
        Optional<String> creditCode,
        Optional<String> routeTitle,
        Optional<String> purpose,
        Optional<String> legalBasis,
        Optional<String> questions,
        List<String> datasets,
        Optional<LocalDate> from,
        Optional<LocalDate> to) {

    static final CaseDetails NONE = of(Optional.empty());

    /** Where no more is asked than who it is about. */
    public static CaseDetails of(Optional<String> creditCode) {
        return new CaseDetails(
                creditCode,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                List.of(),
                Optional.empty(),
                Optional.empty());
    }
}
