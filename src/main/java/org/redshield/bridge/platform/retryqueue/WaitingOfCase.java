package org.redshield.bridge.platform.retryqueue;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import lombok.RequiredArgsConstructor;
import org.redshield.bridge.bureau.Organisations;
import org.redshield.bridge.cases.CaseFolder;
import org.redshield.bridge.cases.CaseSection;
import org.redshield.bridge.engine.job.Jobs;
import org.springframework.stereotype.Component;

/** What of a case cannot reach its platform: since when, how often it was tried, and when it is tried next. */
@Component
@RequiredArgsConstructor
class WaitingOfCase implements CaseSection {

    private final WaitingCalls line;
    private final Jobs jobs;
    private final Organisations organisations;

    /**
     * @param step as an officer reads it
     * @param tries calls that reached out in vain; none where it only waits for its turn
     * @param code the platform's own code for the last fault
     * @param nextAt when it is tried again at the latest; it goes at once when the platform is back. Absent where only a person
     *     lets it go again
     */
    record WaitingItem(
            String platform,
            String platformName,
            String step,
            Instant since,
            int tries,
            Optional<String> code,
            Optional<Instant> nextAt) {}

    @Override
    public Map<String, Class<?>> lists() {
        return Map.of("waiting", WaitingItem.class);
    }

    @Override
    public String version() {
        return """
                select string_agg(concat(job_id, state, tries), ',' order by job_id)
                  from platform_call where case_no = :caseNo and tenant = :tenant
                """;
    }

    @Override
    public void contribute(CaseFolder folder) {
        List<WaitingCall> calls = line.ofCase(folder.caseNo(), folder.tenant());
        Map<String, Instant> due = jobs.due(calls.stream()
                .filter(call -> !call.givenUp())
                .map(WaitingCall::jobId)
                .toList());
        Map<String, String> names =
                organisations.names(calls.stream().map(WaitingCall::platform).collect(Collectors.toSet()));
        folder.list(
                "waiting",
                calls.stream()
                        .map(call -> new WaitingItem(
                                call.platform(),
                                names.getOrDefault(call.platform(), call.platform()),
                                call.step(),
                                call.since(),
                                call.tries(),
                                call.code(),
                                Optional.ofNullable(due.get(call.jobId()))))
                        .toList());
    }
}
