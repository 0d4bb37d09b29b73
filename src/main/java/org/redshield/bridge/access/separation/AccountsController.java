package org.redshield.bridge.access.separation;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import lombok.RequiredArgsConstructor;
import org.redshield.bridge.Refusal;
import org.redshield.bridge.access.Caller;
import org.redshield.bridge.access.Forbidden;
import org.redshield.bridge.access.Role;
import org.redshield.bridge.access.audit.Audit;
import org.redshield.bridge.access.audit.AuditAct;
import org.redshield.bridge.access.audit.OnRecord;
import org.redshield.bridge.access.audit.RecordsItself;
import org.redshield.bridge.access.idempotency.SentAgain;
import org.redshield.bridge.access.separation.AppointmentsByTwo.Proposal;
import org.redshield.bridge.access.separation.Reset.What;
import org.redshield.bridge.engine.account.People;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** {@code /api/accounts}: what takes two persons of somebody's account, and who is to be the second. */
@RestController
@RequestMapping("/api/accounts")
@RequiredArgsConstructor
class AccountsController {

    private final Resets resets;
    private final AppointmentsByTwo appointments;
    private final AccountBook accounts;
    private final People people;
    private final Audit audit;

    /**
     * @param administrator whether the caller may ask for resets
     * @param roles proposals of roles, for account administrators
     */
    record Pending(boolean administrator, List<ResetView> resets, List<RoleView> roles) {}

    /**
     * @param title what is to be made anew
     * @param mine whether the caller has asked for it; else he may confirm it
     */
    record ResetView(UUID id, String user, String name, String title, String askedBy, Instant askedAt, boolean mine) {}

    /** @param mine whether the caller has proposed it; else he may give it */
    record RoleView(
            String user, String name, String role, String title, String askedBy, Instant askedAt, boolean mine) {}

    /**
     * @param user his account
     * @param what {@code PASSWORD} or {@code SECOND_FACTOR}
     */
    record Wanted(String user, What what) {}

    /** @param half of the new password, told this once; null where there is none */
    record Told(String half) {}

    /** @param role the group, {@code unitHead} and so on */
    record Given(String user, String role) {}

    /** What waits for a second person and concerns the caller. */
    @OnRecord(AuditAct.CONFIGURATION_READ)
    @GetMapping("/pending")
    Pending pending() {
        Caller caller = Caller.current();
        if (!Witnesses.mayBe(caller)) {
            throw new Forbidden("access.reset-not-allowed");
        }
        boolean administrator = caller.hasRole(Role.ACCOUNT_ADMIN.group());
        return new Pending(
                administrator,
                resets.open(caller).stream()
                        .map(one -> new ResetView(
                                one.id(),
                                one.user(),
                                called(one.user()),
                                one.what().title(),
                                called(one.askedBy()),
                                one.askedAt(),
                                Resets.isMine(caller, one)))
                        .toList(),
                administrator
                        ? appointments.open().stream()
                                .map(one -> view(one, caller))
                                .toList()
                        : List.of());
    }

    private RoleView view(Proposal one, Caller caller) {
        return new RoleView(
                one.user(),
                called(one.user()),
                one.group(),
                Role.of(one.group()).map(Role::title).orElse(one.group()),
                called(one.askedBy()),
                one.askedAt(),
                one.askedBy().equals(caller.userId()));
    }

    /** Asks for a new password or second factor of somebody; holds for seven days. */
    @RecordsItself
    @SentAgain(SentAgain.Way.STEPS)
    @PostMapping("/resets")
    Told ask(@RequestBody Wanted wanted) {
        if (wanted.what() == null) {
            throw new Refusal("access.request-invalid");
        }
        return new Told(
                resets.ask(Caller.current(), wanted.user(), wanted.what()).orElse(null));
    }

    /** The second person agrees. */
    @RecordsItself
    @SentAgain(SentAgain.Way.STEPS)
    @PostMapping("/resets/{id}/confirm")
    Told confirm(@PathVariable UUID id) {
        return new Told(resets.confirm(Caller.current(), id).orElse(null));
    }

    /** Who has asked for it takes it back. */
    @RecordsItself
    @SentAgain(SentAgain.Way.STEPS)
    @PostMapping("/resets/{id}/withdraw")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void withdraw(@PathVariable UUID id) {
        resets.withdraw(Caller.current(), id);
    }

    /** Gives a role that another account administrator has proposed. */
    @RecordsItself
    @SentAgain(SentAgain.Way.STEPS)
    @PostMapping("/roles")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void give(@RequestBody Given given) {
        Caller caller = Caller.current();
        if (!caller.hasRole(Role.ACCOUNT_ADMIN.group())) {
            throw new Forbidden("access.reset-not-allowed");
        }
        boolean proposed = appointments.open().stream()
                .anyMatch(one -> one.user().equals(given.user())
                        && one.group().equals(given.role())
                        && !one.askedBy().equals(caller.userId()));
        if (!proposed || !accounts.give(given.user(), given.role())) {
            throw new Refusal("access.reset-gone");
        }
        audit.configured(
                caller,
                "POST /api/accounts/roles",
                Map.of(
                        given.user(),
                        "同意授予" + Role.of(given.role()).map(Role::title).orElse(given.role())));
    }

    private String called(String user) {
        return people.name(user).orElse(user);
    }
}
