package org.redshield.bridge.cases.visibility;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import lombok.RequiredArgsConstructor;
import org.redshield.bridge.access.visibility.Holders;
import org.redshield.bridge.cases.CaseEvents;
import org.redshield.bridge.cases.Involvements;
import org.springframework.stereotype.Component;

/** The organisations that have a case, by whose file it can be read. */
@Component
@RequiredArgsConstructor
public class BureausInCase implements Holders {

    private static final Pattern PATH =
            Pattern.compile("(?:/api)?/cases/(?<case>(?<tenant>[A-Za-z0-9]+)-\\d{4}-\\d{6})(?:/.*)?");

    private final CaseEvents events;
    private final Involvements involvements;

    @Override
    public Optional<List<String>> of(String path, Set<String> among) {
        Matcher matcher = PATH.matcher(path);
        return matcher.matches() ? Optional.of(inCase(matcher.group("case"), among)) : Optional.empty();
    }

    /** Those of them that work or worked on the case; first the one that gave it its number. */
    public List<String> inCase(String caseNo, Set<String> among) {
        return events.organisations(caseNo).stream()
                .filter(among::contains)
                .filter(tenant -> !involvements.ofCase(caseNo, tenant).isEmpty())
                .sorted(Comparator.<String, Boolean>comparing(tenant -> !caseNo.startsWith(tenant + "-"))
                        .thenComparing(Comparator.naturalOrder()))
                .toList();
    }
}
