package org.redshield.bridge.bureau.directory;

import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.identity.User;
import org.redshield.bridge.ChinaTime;
import org.redshield.bridge.Refusal;
import org.redshield.bridge.access.Caller;
import org.redshield.bridge.access.SignIn;
import org.redshield.bridge.access.Tenants;
import org.redshield.bridge.access.Tenants.Tenant;
import org.redshield.bridge.access.audit.Audit;
import org.redshield.bridge.bureau.Officer;
import org.redshield.bridge.bureau.OfficerDirectory;
import org.redshield.bridge.bureau.directory.Planned.Change;
import org.redshield.bridge.bureau.directory.Planned.Fault;
import org.redshield.bridge.bureau.directory.Planned.State;
import org.redshield.bridge.engine.account.Appointments;
import org.redshield.bridge.engine.account.LostRoles;
import org.redshield.bridge.engine.account.People;
import org.redshield.bridge.engine.account.Person;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Brings a file of people in, or says what would come of it. All of it is one transaction, by the same doors that Admin uses; only
 * what two account administrators give is given after it, each alone, since the first one's word is refused and noted.
 */
@Service
class DirectoryImport {

    /** Two files that come at once are brought in one after the other. */
    private static final long LOCK = 0x6272_6964_6765_5045L;

    private static final String ADDRESS = "PUT /api/directory";
    private static final int PASSWORD_BYTES = 12;

    private final IdentityService identity;
    private final People people;
    private final OfficerDirectory officers;
    private final Tenants tenants;
    private final Appointments appointments;
    private final List<LostRoles> lost;
    private final ObjectProvider<SignIn.ByToken> provider;
    private final Audit audit;
    private final JdbcClient jdbc;
    private final InstantSource clock;
    private final TransactionTemplate transaction;
    private final SecureRandom random = new SecureRandom();

    DirectoryImport(
            IdentityService identity,
            People people,
            OfficerDirectory officers,
            Tenants tenants,
            Appointments appointments,
            List<LostRoles> lost,
            ObjectProvider<SignIn.ByToken> provider,
            Audit audit,
            JdbcClient jdbc,
            InstantSource clock,
            PlatformTransactionManager transactions) {
        this.identity = identity;
        this.people = people;
        this.officers = officers;
        this.tenants = tenants;
        this.appointments = appointments;
        this.lost = lost;
        this.provider = provider;
        this.audit = audit;
        this.jdbc = jdbc;
        this.clock = clock;
        this.transaction = new TransactionTemplate(transactions);
    }

    /**
     * What came of a file.
     *
     * @param passwords first ones of new accounts, told once; none where a provider signs people in
     * @param awaited roles by account that another account administrator has to give as well
     */
    record Result(List<Planned> lines, Map<String, String> passwords, Map<String, SortedSet<String>> awaited) {}

    /** Writes nothing. */
    List<Planned> preview(List<Row> rows, Caller caller) {
        return Plan.of(rows, known(rows, caller));
    }

    /** @throws DirectoryRefusal when a line is wrong; nothing is changed then */
    Result bring(List<Row> rows, Caller caller) {
        Map<String, String> passwords = new HashMap<>();
        List<Planned> lines = transaction.execute(status -> {
            jdbc.sql("select pg_advisory_xact_lock(?)").param(LOCK).query(row -> {});
            Known known = known(rows, caller);
            List<Planned> planned = Plan.of(rows, known);
            List<Fault> faults =
                    planned.stream().flatMap(line -> line.faults().stream()).toList();
            if (!faults.isEmpty()) {
                throw new DirectoryRefusal(faults);
            }
            officers.store(
                    planned.stream().flatMap(line -> line.officer().stream()).toList(), known.today());
            planned.forEach(line -> line.account().ifPresent(account -> bring(line, account, known, passwords)));
            audit.configured(caller, ADDRESS, record(planned));
            return planned;
        });
        Map<String, SortedSet<String>> awaited = new HashMap<>();
        for (Planned line : lines) {
            SortedSet<String> waiting = new TreeSet<>(line.awaited());
            line.powers().stream().filter(role -> !given(line.person(), role)).forEach(waiting::add);
            if (!waiting.isEmpty()) {
                awaited.put(line.person(), waiting);
            }
        }
        return new Result(lines, passwords, awaited);
    }

    private Known known(List<Row> rows, Caller caller) {
        Set<String> users = texts(rows, Column.USER);
        List<Officer> present = officers.among(texts(rows, Column.CERTIFICATE), users);
        return new Known(
                caller.userId(),
                ChinaTime.day(clock.instant()),
                provider.getIfAvailable() != null,
                tenants.connected().stream().collect(Collectors.toMap(Tenant::code, Function.identity())),
                accounts(users),
                present.stream().collect(Collectors.toMap(Officer::certificateNo, Function.identity())),
                present.stream()
                        .filter(officer -> officer.userId().isPresent())
                        .collect(Collectors.toMap(officer -> officer.userId().get(), Function.identity())),
                (user, role) -> appointments.askedBy(user, role).contains(caller.userId()));
    }

    private static Set<String> texts(List<Row> rows, Column column) {
        return rows.stream().flatMap(row -> row.text(column).stream()).collect(Collectors.toSet());
    }

    private Map<String, Account> accounts(Set<String> users) {
        if (users.isEmpty()) {
            return Map.of();
        }
        Map<String, User> profiles = identity.createUserQuery().userIdIn(users.toArray(String[]::new)).list().stream()
                .collect(Collectors.toMap(User::getId, Function.identity()));
        return people.find(users).stream()
                .filter(person -> profiles.containsKey(person.id()))
                .collect(Collectors.toMap(Person::id, person -> account(person, profiles.get(person.id()))));
    }

    private static Account account(Person person, User profile) {
        String name = Stream.of(profile.getLastName(), profile.getFirstName())
                .filter(Objects::nonNull)
                .collect(Collectors.joining());
        return new Account(
                person.id(),
                name.strip(),
                Objects.requireNonNullElse(profile.getEmail(), "").strip(),
                new TreeSet<>(person.groups()),
                new TreeSet<>(person.tenants()));
    }

    /** First what is lost, so that nobody has for a moment what does not go together; whoever leaves keeps his name alone. */
    private void bring(Planned line, Account account, Known known, Map<String, String> passwords) {
        String id = account.id();
        Account before = known.accounts().getOrDefault(id, new Account(id, "", "", new TreeSet<>(), new TreeSet<>()));
        each(before.roles(), account.roles(), role -> identity.deleteMembership(id, role));
        each(before.organisations(), account.organisations(), one -> identity.deleteTenantUserMembership(one, id));
        profile(line, account, before, known, passwords);
        each(account.roles(), before.roles(), role -> identity.createMembership(id, role));
        each(account.organisations(), before.organisations(), one -> identity.createTenantUserMembership(one, id));
        if (line.state() == State.LEFT) {
            lost.forEach(each -> each.account(id));
        }
    }

    private void profile(Planned line, Account account, Account before, Known known, Map<String, String> passwords) {
        String id = account.id();
        boolean isNew = !known.accounts().containsKey(id);
        boolean leaves = line.state() == State.LEFT;
        if (!isNew
                && !leaves
                && before.name().equals(account.name())
                && before.mail().equals(account.mail())) {
            return;
        }
        User user = isNew
                ? identity.newUser(id)
                : identity.createUserQuery().userId(id).singleResult();
        if (!before.name().equals(account.name())) {
            user.setFirstName(account.name());
            user.setLastName("");
        }
        user.setEmail(account.mail());
        if (isNew || leaves) {
            String password = password(id);
            user.setPassword(password);
            if (isNew && !known.byProvider()) {
                passwords.put(id, password);
            }
        }
        identity.saveUser(user);
    }

    /** With what the engine's rules for passwords ask for, and without the account's name. */
    private String password(String id) {
        String password;
        do {
            byte[] bytes = new byte[PASSWORD_BYTES];
            random.nextBytes(bytes);
            password = "Rb7-" + Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
        } while (password.toLowerCase().contains(id.toLowerCase()));
        return password;
    }

    private static void each(Collection<String> of, Collection<String> without, Consumer<String> what) {
        Set<String> left = new HashSet<>(without);
        List.copyOf(of).stream().filter(name -> !left.contains(name)).forEach(what);
    }

    /** Whether it is given now; else it is noted that one has asked for it. */
    private boolean given(String user, String role) {
        try {
            identity.createMembership(user, role);
            return true;
        } catch (Refusal refusal) {
            if (refusal.code().equals("engine.second-needed")) {
                return false;
            }
            throw refusal;
        }
    }

    /** Roles and organisations as they were and are; of all else only that it is another. */
    private static Map<String, String> record(List<Planned> lines) {
        Map<String, String> changes = new LinkedHashMap<>();
        for (Planned line : lines) {
            List<String> words = new ArrayList<>();
            for (Change change : line.changes()) {
                boolean rights =
                        List.of(Column.ROLES.key(), Column.ORGANISATION.key()).contains(change.field());
                words.add(rights ? change.field() + "：" + change.from() + " → " + change.to() : change.field());
            }
            if (!words.isEmpty()) {
                changes.put(line.person(), line.state() + " " + String.join("；", words));
            }
        }
        return changes;
    }
}
