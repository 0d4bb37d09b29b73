package org.redshield.bridge.platform.records;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import lombok.RequiredArgsConstructor;
import org.redshield.bridge.cases.Involvement;
import org.redshield.bridge.cases.Involvements;
import org.redshield.bridge.letter.Letters;
import org.redshield.bridge.platform.request.DataRequest;
import org.springframework.stereotype.Component;

/** Who works on a case with answers of platforms, or did last. */
@Component
@RequiredArgsConstructor
class AnswersInUse {

    private final GrantedAnswers granted;
    private final Letters letters;
    private final Involvements involvements;

    /** Whether nobody who has these answers works on their case any more. */
    boolean isOver(String caseNo, String tenant, List<DataRequest> own) {
        return Stream.concat(Stream.of(tenant), receivers(own).stream())
                .noneMatch(one -> involvements.open(caseNo, one));
    }

    /** When the last of those who have these answers was done. */
    Instant overSince(String caseNo, String tenant, List<DataRequest> own) {
        return Stream.concat(Stream.of(tenant), receivers(own).stream())
                .flatMap(one -> involvements.ofCase(caseNo, one).stream())
                .map(Involvement::changedAt)
                .max(Comparator.naturalOrder())
                .orElse(Instant.MAX);
    }

    /** To whom letters gave these answers. */
    private List<String> receivers(List<DataRequest> own) {
        return letters.receiversOf(granted.evidenceOf(own));
    }
}
