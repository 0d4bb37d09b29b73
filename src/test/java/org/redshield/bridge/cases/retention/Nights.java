package org.redshield.bridge.cases.retention;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.redshield.bridge.ChinaTime;
import org.redshield.bridge.cases.retention.RetentionRule.Due;

/** What the work of a night to come would find. */
record Nights(Retention retention, List<RetentionRule> rules) {

    static Instant inYears(int years, int days) {
        return ChinaTime.startOf(LocalDate.now(ChinaTime.ZONE).plusYears(years).plusDays(days));
    }

    RetentionRule rule(Retained what) {
        return rules.stream().filter(rule -> rule.what() == what).findFirst().orElseThrow();
    }

    Optional<Due> due(Retained what, String caseNo, Instant night) {
        Optional<String> after = Optional.of("");
        while (after.isPresent()) {
            RetentionRule.Page page = retention.due(rule(what), night, after.get());
            Optional<Due> found = page.due().stream()
                    .filter(due -> due.caseNos().contains(caseNo))
                    .findFirst();
            if (found.isPresent()) {
                return found;
            }
            after = page.next();
        }
        return Optional.empty();
    }
}
