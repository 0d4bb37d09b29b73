package org.redshield.bridge.access.page;

import java.util.List;
import java.util.Set;
import lombok.RequiredArgsConstructor;
import org.redshield.bridge.access.Caller;
import org.redshield.bridge.access.audit.NotOnRecord;
import org.redshield.bridge.engine.ProcessContracts;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** {@code /api/me}: who asks, for what the screens show to whom. */
@RestController
@RequiredArgsConstructor
class MeController {

    private final ProcessContracts contracts;

    /**
     * @param roles the person's groups
     * @param organisations for which the person acts
     * @param starts keys of the processes that the person may start
     */
    record Me(String userId, Set<String> roles, List<String> organisations, List<String> starts) {}

    @NotOnRecord
    @GetMapping("/api/me")
    Me me() {
        Caller caller = Caller.current();
        List<String> starts = caller.groups().stream()
                .flatMap(contracts::startableBy)
                .distinct()
                .sorted()
                .toList();
        return new Me(caller.userId(), caller.groups(), caller.tenants(), starts);
    }
}
