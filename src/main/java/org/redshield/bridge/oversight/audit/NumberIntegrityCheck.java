package org.redshield.bridge.oversight.audit;

import java.time.Duration;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.locks.LockSupport;
import lombok.RequiredArgsConstructor;
import org.redshield.bridge.bureau.Organisation;
import org.redshield.bridge.bureau.Organisations;
import org.redshield.bridge.operations.IntegrityCheck;
import org.redshield.bridge.oversight.model.SupervisionNumbers;
import org.springframework.dao.ConcurrencyFailureException;
import org.springframework.stereotype.Component;

/** The numbers that are kept of every organisation, against its rows. */
@Component
@RequiredArgsConstructor
class NumberIntegrityCheck implements IntegrityCheck {

    /** While nodes add up, there is a moment between two portions. */
    private static final int TRIES = 100;

    private static final Duration BETWEEN = Duration.ofMillis(200);

    private final SupervisionNumbers numbers;
    private final Organisations organisations;

    @Override
    public Title title() {
        return new Title(4, "督办统计数", "Numbers of supervision");
    }

    @Override
    public void audit(Report report) {
        // Where somebody works there may be rows of which no number is kept at all.
        Set<String> tenants = new TreeSet<>(numbers.organisations());
        organisations.connected().stream().map(Organisation::code).forEach(tenants::add);
        for (String tenant : tenants) {
            OptionalLong differences = differences(tenant);
            if (differences.isEmpty()) {
                report.unread(
                        tenant + " 的统计数一直在更新，请稍后再核验",
                        "numbers of " + tenant + " were being added up all the time; verify again later");
                continue;
            }
            report.verified(1);
            if (differences.getAsLong() > 0) {
                report.wrong(
                        "%s 的统计数有 %d 处与记录不符".formatted(tenant, differences.getAsLong()),
                        "numbers of %s differ from its rows in %d places".formatted(tenant, differences.getAsLong()));
            }
        }
    }

    private OptionalLong differences(String tenant) {
        OptionalLong differences = OptionalLong.empty();
        for (int i = 0; i < TRIES && differences.isEmpty(); i++) {
            try {
                differences = numbers.differences(tenant);
            } catch (ConcurrencyFailureException e) {
                differences = OptionalLong.empty();
            }
            if (differences.isEmpty()) {
                LockSupport.parkNanos(BETWEEN.toNanos());
            }
        }
        return differences;
    }
}
