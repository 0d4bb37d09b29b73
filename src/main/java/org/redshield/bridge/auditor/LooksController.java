package org.redshield.bridge.auditor;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import lombok.RequiredArgsConstructor;
import org.redshield.bridge.access.Caller;
import org.redshield.bridge.access.audit.AuditTrail;
import org.redshield.bridge.access.audit.AuditTrail.Look;
import org.redshield.bridge.access.personal.Purpose;
import org.redshield.bridge.bureau.Organisations;
import org.redshield.bridge.bureau.PersonNames;
import org.redshield.bridge.cases.CaseAccess;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/** Who has looked at a case, for those who work on it. */
@RestController
@RequiredArgsConstructor
class LooksController {

    private static final int MOST = 200;

    private final CaseAccess access;
    private final AuditTrail trail;
    private final PersonNames names;
    private final Organisations organisations;

    /**
     * What one person saw in one way.
     *
     * @param name absent for people of other organisations: of them one sees no more than that they looked
     * @param purpose for which personal data were shown as they are
     */
    record LookItem(
            Optional<String> name,
            Optional<String> organisation,
            Optional<String> roles,
            String what,
            Optional<String> purpose,
            Instant first,
            Instant last,
            long times) {}

    /** The last first, at most 200. */
    @GetMapping("/api/cases/{caseNo}/looks")
    List<LookItem> looks(@PathVariable String caseNo) {
        Caller caller = Caller.current();
        access.require(caller, caseNo);
        List<Look> looks = trail.ofCase(caseNo, MOST);
        Map<String, String> people = names.of(looks.stream()
                .filter(look -> isOwn(look, caller))
                .map(Look::user)
                .collect(Collectors.toSet()));
        Map<String, String> bureaus = organisations.names(
                looks.stream().map(Look::tenant).filter(Objects::nonNull).collect(Collectors.toSet()));
        Map<String, String> purposes =
                Purpose.all().stream().collect(Collectors.toMap(Purpose.Item::code, Purpose.Item::title));
        return looks.stream()
                .map(look -> new LookItem(
                        Optional.ofNullable(people.get(look.user())),
                        Optional.ofNullable(look.tenant()).map(code -> bureaus.getOrDefault(code, code)),
                        Optional.ofNullable(RolesOfRow.titles(look.roles())),
                        look.act().title(),
                        // What others need data for is theirs to say.
                        Optional.ofNullable(look.purpose())
                                .filter(purpose -> isOwn(look, caller))
                                .map(purpose -> Optional.ofNullable(purposes.get(look.purposeCode()))
                                                .map(title -> title + "：")
                                                .orElse("")
                                        + purpose),
                        look.first(),
                        look.last(),
                        look.times()))
                .toList();
    }

    private static boolean isOwn(Look look, Caller caller) {
        return look.tenant() != null
                && (caller.tenants().contains(look.tenant()) || caller.above().contains(look.tenant()));
    }
}
