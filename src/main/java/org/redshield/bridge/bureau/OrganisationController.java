package org.redshield.bridge.bureau;

import java.util.List;
import java.util.Optional;
import lombok.RequiredArgsConstructor;
import org.redshield.bridge.access.audit.NotOnRecord;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** {@code GET /api/organisations}: whom one can write to. */
@RestController
@RequiredArgsConstructor
final class OrganisationController {

    private final Organisations organisations;

    /** @param connected whether it works on this bridge; letters to a bureau that does not go on paper */
    record Entry(String code, String name, Organisation.Level level, Optional<String> parent, boolean connected) {
        static Entry of(Organisation organisation) {
            return new Entry(
                    organisation.code(),
                    organisation.name(),
                    organisation.level(),
                    organisation.parentCode(),
                    organisation.connected());
        }
    }

    /** @param connected true: bureaus and platforms on this bridge; false: every organisation, more than 3,000 */
    @NotOnRecord
    @GetMapping("/api/organisations")
    List<Entry> organisations(@RequestParam(defaultValue = "true") boolean connected) {
        return (connected ? organisations.connected() : organisations.all())
                .stream().map(Entry::of).toList();
    }
}
