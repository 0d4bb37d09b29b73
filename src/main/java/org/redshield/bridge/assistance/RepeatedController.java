package org.redshield.bridge.assistance;

import java.util.Optional;
import lombok.RequiredArgsConstructor;
import org.redshield.bridge.access.Caller;
import org.redshield.bridge.assistance.request.AssistanceRequests;
import org.redshield.bridge.assistance.request.EarlierRequests;
import org.redshield.bridge.cases.CaseAccess;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** What whoever raises a request should know of earlier ones of his bureau. */
@RestController
@RequiredArgsConstructor
class RepeatedController {

    private final EarlierRequests earlier;
    private final AssistanceRequests requests;

    /** @param warning a sentence; absent where nothing was asked before */
    record Repeated(Optional<String> warning) {}

    /**
     * @param bureau absent for a request to the platform itself
     * @param atSeat of the bureau at the platform's seat, in place of naming it
     */
    @GetMapping("/api/assistance/repeated")
    Repeated repeated(
            @RequestParam String platform,
            @RequestParam String shopId,
            @RequestParam(required = false) String bureau,
            @RequestParam(defaultValue = "false") boolean atSeat) {
        Caller caller = Caller.current();
        Optional<String> asked = atSeat ? requests.homeBureau(platform) : Optional.ofNullable(bureau);
        return new Repeated(
                CaseAccess.doesCaseWork(caller)
                        ? earlier.warning(caller.tenant(), platform, shopId, asked)
                        : Optional.empty());
    }
}
