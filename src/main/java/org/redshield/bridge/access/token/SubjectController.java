package org.redshield.bridge.access.token;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import lombok.RequiredArgsConstructor;
import org.redshield.bridge.Refusal;
import org.redshield.bridge.access.Caller;
import org.redshield.bridge.access.Forbidden;
import org.redshield.bridge.access.Role;
import org.redshield.bridge.access.audit.AuditAct;
import org.redshield.bridge.access.audit.OnRecord;
import org.redshield.bridge.access.idempotency.SentAgain;
import org.redshield.bridge.engine.account.Offices;
import org.redshield.bridge.engine.account.People;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** {@code /api/accounts/{account}/subjects}: whose an account is at the provider, for account administrators. */
@RestController
@RequestMapping("/api/accounts/{account}/subjects")
@RequiredArgsConstructor
class SubjectController {

    private static final int SHORTEST_REASON = 2;
    private static final int LONGEST_REASON = 200;

    private final AccountSubjects subjects;
    private final People people;

    @Schema(name = "AccountSubject", description = "whose the account is at the provider; released: whose it was")
    record Bound(
            String issuer,
            String subject,
            Instant boundAt,
            Optional<Instant> releasedAt,
            Optional<String> releasedBy,
            Optional<String> reason) {}

    @Schema(name = "AccountSubjectRelease", description = "why, in 2 to 200 characters")
    record Release(String reason) {}

    @Operation(summary = "Whose the account is at the provider, and whose it was, the newest first")
    @OnRecord(AuditAct.CONFIGURATION_READ)
    @GetMapping
    List<Bound> of(@PathVariable String account) {
        accountAdministrator();
        return subjects.of(account).stream()
                .map(one -> new Bound(
                        one.issuer(), one.subject(), one.boundAt(), one.releasedAt(), one.releasedBy(), one.reason()))
                .toList();
    }

    /** Not one's own, and not that of a holder of an office whom one administrator could not make either ({@link Offices}). */
    @Operation(
            summary =
                    "Takes the account from its subject at the provider; the next who signs in under its name gets it",
            description = "His sessions end within a minute, and tokens from before are refused.")
    @OnRecord(AuditAct.CONFIGURATION)
    @SentAgain(SentAgain.Way.SAME)
    @PostMapping("/release")
    @Transactional
    List<Bound> release(@PathVariable String account, @RequestBody Release order) {
        Caller caller = accountAdministrator();
        String reason = order.reason() == null ? "" : order.reason().strip();
        if (reason.length() < SHORTEST_REASON
                || reason.length() > LONGEST_REASON
                || reason.chars().anyMatch(Character::isISOControl)) {
            throw new Refusal("access.release-reason", SHORTEST_REASON, LONGEST_REASON);
        }
        if (caller.userId().equals(account)) {
            throw new Refusal("access.own-subject");
        }
        people.find(account).stream()
                .flatMap(person -> person.groups().stream())
                .filter(Offices.GIVEN_BY_TWO::contains)
                .findFirst()
                .ifPresent(office -> {
                    throw new Refusal(
                            "access.office-subject",
                            Role.of(office).map(Role::title).orElse(office));
                });
        if (!subjects.release(account, caller.userId(), reason)) {
            throw new Refusal("access.no-subject", account);
        }
        return of(account);
    }

    private static Caller accountAdministrator() {
        Caller caller = Caller.current();
        if (!caller.hasRole(Role.ACCOUNT_ADMIN.group())) {
            throw new Forbidden("access.only-account-admins");
        }
        return caller;
    }
}
