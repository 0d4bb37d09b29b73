package org.redshield.bridge.indicators;

import io.swagger.v3.oas.annotations.media.Schema;
import java.time.InstantSource;
import java.util.List;
import lombok.RequiredArgsConstructor;
import org.redshield.bridge.Refusal;
import org.redshield.bridge.access.Caller;
import org.redshield.bridge.access.Forbidden;
import org.redshield.bridge.access.Role;
import org.redshield.bridge.access.idempotency.SentAgain;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** {@code /api/empty-parcels}: the bureau's lists of waybills that were sold as empty parcels. */
@RestController
@RequestMapping("/api/empty-parcels")
@RequiredArgsConstructor
class EmptyParcelController {

    private static final int MOST = 200_000;
    private static final int LONGEST_SOURCE = 200;

    private final IndicatorStore store;
    private final InstantSource clock;

    /** @param waybills of the list, each counted once */
    @Schema(name = "EmptyParcelList")
    record Loaded(int version, int waybills) {}

    /**
     * Adds a list.
     *
     * @param source where it comes from, e.g. the record of a seizure
     * @param list one waybill a line
     */
    @SentAgain(SentAgain.Way.ONCE)
    @PostMapping
    @Transactional
    public Loaded load(@RequestParam(required = false) String source, @RequestBody(required = false) String list) {
        Caller caller = Caller.current();
        if (!caller.hasRole(Role.OFFICER.group())) {
            throw new Forbidden("indicators.only-officers");
        }
        if (source == null || source.isBlank() || source.length() > LONGEST_SOURCE) {
            throw new Refusal("indicators.source-missing", LONGEST_SOURCE);
        }
        List<String> waybills = (list == null ? "" : list)
                .lines()
                .map(String::strip)
                .filter(line -> !line.isEmpty())
                .distinct()
                .toList();
        List<String> bad = waybills.stream()
                .filter(waybill -> !waybill.matches("[A-Za-z0-9-]{6,40}"))
                .toList();
        if (waybills.isEmpty() || waybills.size() > MOST || !bad.isEmpty()) {
            throw new Refusal(
                    "indicators.parcels-unreadable",
                    MOST,
                    bad.stream().findFirst().orElse(""));
        }
        return new Loaded(
                store.addParcels(caller.tenant(), caller.userId(), source.strip(), waybills, clock.instant()),
                waybills.size());
    }
}
