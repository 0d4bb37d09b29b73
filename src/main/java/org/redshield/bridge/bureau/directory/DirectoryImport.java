package org.redshield.bridge.bureau.directory;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.redshield.bridge.ChinaTime;
import org.redshield.bridge.access.Caller;
import org.redshield.bridge.access.Role;
import org.redshield.bridge.access.SignIn;
import org.redshield.bridge.access.Tenants;
import org.redshield.bridge.access.Tenants.Tenant;
import org.redshield.bridge.access.audit.Audit;
import org.redshield.bridge.access.separation.Account;
import org.redshield.bridge.access.separation.AccountBook;
import org.redshield.bridge.bureau.Officer;
import org.redshield.bridge.bureau.OfficerDirectory;
import org.redshield.bridge.bureau.directory.Planned.Change;
import org.redshield.bridge.bureau.directory.Planned.Fault;
import org.redshield.bridge.bureau.directory.Planned.State;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Brings a file of people in, all of it in one transaction, or says what would come of it. */
@Service
class DirectoryImport {

    /** Two files that come at once are brought in one after the other. */
    private static final long LOCK = 0x6272_6964_6765_5045L;

    private static final Logger LOG = LoggerFactory.getLogger(DirectoryImport.class);

    private static final String ADDRESS = "PUT /api/directory";
    private static final Set<String> RIGHTS = Set.of(PersonColumn.ROLES.key(), PersonColumn.ORGANISATION.key());

    private final AccountBook accounts;
    private final OfficerDirectory officers;
    private final Tenants tenants;
    private final ObjectProvider<SignIn.ByToken> provider;
    private final Audit audit;
    private final JdbcClient jdbc;
    private final InstantSource clock;
    private final TransactionTemplate transaction;

    DirectoryImport(
            AccountBook accounts,
            OfficerDirectory officers,
            Tenants tenants,
            ObjectProvider<SignIn.ByToken> provider,
            Audit audit,
            JdbcClient jdbc,
            InstantSource clock,
            PlatformTransactionManager transactions) {
        this.accounts = accounts;
        this.officers = officers;
        this.tenants = tenants;
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
     * @param failed roles by account that were neither given nor asked for, and that the same file brings
     */
    record Result(
            List<Planned> lines,
            Map<String, String> passwords,
            Map<String, Set<String>> awaited,
            Map<String, Set<String>> failed) {}

    /** Writes nothing. */
    List<Planned> preview(List<DirectoryRow<PersonColumn>> rows, Caller caller) {
        return Plan.of(rows, known(rows, caller));
    }

    /** @throws DirectoryRefusal when a line is wrong; nothing is changed then */
    Result bring(List<DirectoryRow<PersonColumn>> rows, Caller caller) {
        Map<String, String> passwords = new HashMap<>();
        List<Planned> lines = transaction.execute(status -> bring(rows, caller, passwords));
        Map<String, Set<String>> awaited = new HashMap<>();
        Map<String, Set<String>> failed = new HashMap<>();
        for (Planned line : lines) {
            line.awaited().forEach(role -> note(awaited, line, role));
            line.powers().forEach(role -> give(line, role, caller, awaited, failed));
        }
        return new Result(lines, passwords, awaited, failed);
    }

    /** All else is brought in already and its passwords are to be told: so a role that cannot be given is not the end of it. */
    private void give(
            Planned line,
            String role,
            Caller caller,
            Map<String, Set<String>> awaited,
            Map<String, Set<String>> failed) {
        try {
            if (accounts.give(line.person(), role)) {
                String title = Role.of(role).map(Role::title).orElse(role);
                audit.configured(
                        caller,
                        ADDRESS,
                        Map.of(line.person(), State.CHANGED + " " + PersonColumn.ROLES.key() + "： → " + title));
            } else {
                note(awaited, line, role);
            }
        } catch (RuntimeException e) {
            LOG.warn("The role {} could not be given", role, e);
            note(failed, line, role);
        }
    }

    private static void note(Map<String, Set<String>> roles, Planned line, String role) {
        roles.computeIfAbsent(line.person(), person -> new TreeSet<>()).add(role);
    }

    private List<Planned> bring(List<DirectoryRow<PersonColumn>> rows, Caller caller, Map<String, String> passwords) {
        jdbc.sql("select pg_advisory_xact_lock(?)").param(LOCK).query(row -> {});
        Known known = known(rows, caller);
        List<Planned> lines = Plan.of(rows, known);
        List<Fault> faults =
                lines.stream().flatMap(line -> line.faults().stream()).toList();
        if (!faults.isEmpty()) {
            throw new DirectoryRefusal(faults);
        }
        officers.store(lines.stream().flatMap(line -> line.officer().stream()).toList(), known.today());
        for (Planned line : lines) {
            line.account().ifPresent(account -> bring(line.state(), account, known)
                    .ifPresent(password -> passwords.put(account.id(), password)));
        }
        audit.configured(caller, ADDRESS, record(lines));
        return lines;
    }

    private Optional<String> bring(State state, Account account, Known known) {
        Optional<Account> before = Optional.ofNullable(known.accounts().get(account.id()));
        if (state == State.LEFT) {
            accounts.dismiss(before.orElseThrow());
            return Optional.empty();
        }
        return accounts.bring(before, account, !known.byProvider());
    }

    private Known known(List<DirectoryRow<PersonColumn>> rows, Caller caller) {
        Set<String> users = texts(rows, PersonColumn.USER);
        List<Officer> present = officers.among(texts(rows, PersonColumn.CERTIFICATE), users);
        present.forEach(officer -> officer.userId().ifPresent(users::add));
        return new Known(
                caller.userId(),
                ChinaTime.day(clock.instant()),
                provider.stream().anyMatch(SignIn.ByToken::insteadOfPasswords),
                tenants.connected().stream().collect(Collectors.toMap(Tenant::code, Function.identity())),
                accounts.find(users),
                present.stream().collect(Collectors.toMap(Officer::certificateNo, Function.identity())),
                present.stream()
                        .filter(officer -> officer.userId().isPresent())
                        .collect(Collectors.toMap(officer -> officer.userId().get(), Function.identity())),
                (user, role) -> accounts.isProposed(user, role, caller.userId()));
    }

    private static Set<String> texts(List<DirectoryRow<PersonColumn>> rows, PersonColumn column) {
        return rows.stream().flatMap(row -> row.text(column).stream()).collect(Collectors.toCollection(HashSet::new));
    }

    /** Roles and organisations as they were and are; of all else only that it is another. */
    private static Map<String, String> record(List<Planned> lines) {
        Map<String, String> changes = new LinkedHashMap<>();
        for (Planned line : lines) {
            List<String> words = new ArrayList<>();
            for (Change change : line.changes()) {
                words.add(
                        RIGHTS.contains(change.field())
                                ? change.field() + "：" + change.from() + " → " + change.to()
                                : change.field());
            }
            if (!words.isEmpty()) {
                changes.put(line.person(), line.state() + " " + String.join("；", words));
            }
        }
        return changes;
    }
}
