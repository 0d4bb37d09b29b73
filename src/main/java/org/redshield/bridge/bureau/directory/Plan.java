package org.redshield.bridge.bureau.directory;

import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.redshield.bridge.access.Role;
import org.redshield.bridge.access.Tenants.Tenant;
import org.redshield.bridge.access.separation.Account;
import org.redshield.bridge.bureau.Naming;
import org.redshield.bridge.bureau.Officer;
import org.redshield.bridge.bureau.Particular;
import org.redshield.bridge.bureau.Telephone;
import org.redshield.bridge.bureau.directory.Planned.Change;
import org.redshield.bridge.bureau.directory.Planned.Fault;
import org.redshield.bridge.bureau.directory.Planned.State;
import org.redshield.bridge.engine.account.AccountIds;
import org.redshield.bridge.engine.account.Offices;

/**
 * Holds a file against who is there, line by line. What the rules of accounts would refuse is found here, before anything is written;
 * the rules themselves stand with the accounts.
 */
final class Plan {

    private static final Pattern MAIL = Pattern.compile("[\\x21-\\x7e]{1,100}@[A-Za-z0-9.-]{1,99}");
    private static final Pattern CERTIFICATE = Pattern.compile("[A-Za-z0-9-]{1,32}");
    private static final int LONGEST = 100;
    private static final Set<String> YES = Set.of("是", "已离任", "离任", "yes", "true", "1");
    private static final Set<String> NO = Set.of("否", "在任", "no", "false", "0");
    /** Each is hashed while the caller waits, and who waits for a minute is cut off and never hears the passwords. */
    private static final int MOST_PASSWORDS = 300;

    private static final String EVERYWHERE = "*";
    /** Where a file says what has to be known of an officer. */
    private static final Map<Particular, PersonColumn> PARTICULARS = Map.of(
            Particular.NAME, PersonColumn.NAME,
            Particular.CERTIFICATE, PersonColumn.CERTIFICATE,
            Particular.UNIT, PersonColumn.UNIT,
            Particular.PHONE, PersonColumn.PHONE);

    private static final String ENGINES_ADMINISTRATORS = "camunda-admin";

    private final Known known;
    private final Map<String, Integer> usersOfLines = new HashMap<>();
    private final Map<String, Integer> certificatesOfLines = new HashMap<>();
    private int passwords;

    private Plan(Known known) {
        this.known = known;
    }

    static List<Planned> of(List<DirectoryRow<PersonColumn>> rows, Known known) {
        Plan plan = new Plan(known);
        return rows.stream().map(row -> plan.new Line(row).planned()).toList();
    }

    /** One line, while it is looked at. */
    private final class Line {

        private final DirectoryRow<PersonColumn> row;
        private final List<Change> changes = new ArrayList<>();
        private final List<Fault> faults = new ArrayList<>();
        private final Optional<String> user;
        private final Optional<String> certificate;
        private final Optional<Account> account;
        private final Optional<Officer> officer;
        private final SortedSet<String> powers = new TreeSet<>();
        private final SortedSet<String> awaited = new TreeSet<>();
        private final boolean leaves;
        private boolean staysLeft;

        Line(DirectoryRow<PersonColumn> row) {
            this.row = row;
            Optional<String> named = row.text(PersonColumn.USER);
            this.leaves = told().filter(YES::contains).isPresent();
            this.certificate = row.text(PersonColumn.CERTIFICATE)
                    .or(() -> named.map(known.users()::get).map(Officer::certificateNo));
            this.officer = certificate.map(known.certificates()::get);
            // By whatever he is named, all that is his goes.
            this.user = named.or(() -> officer.filter(one -> leaves).flatMap(Officer::userId));
            this.account = user.map(known.accounts()::get);
        }

        Planned planned() {
            named();
            left();
            Optional<Account> newAccount = user.filter(id -> faults.isEmpty()).flatMap(this::account);
            Optional<Officer> newOfficer =
                    certificate.filter(no -> faults.isEmpty()).flatMap(this::officer);
            State state = !faults.isEmpty()
                    ? State.REFUSED
                    : changes.isEmpty()
                            ? State.UNCHANGED
                            : leaves ? State.LEFT : account.isEmpty() && officer.isEmpty() ? State.NEW : State.CHANGED;
            return new Planned(
                    row.line(),
                    user.or(() -> certificate).orElse(""),
                    state,
                    List.copyOf(changes),
                    List.copyOf(faults),
                    newAccount,
                    newOfficer,
                    powers,
                    awaited,
                    faults.isEmpty() && !leaves ? lacks(newAccount, newOfficer) : List.of());
        }

        /** What is still not known of somebody who works on cases, though the line may say nothing of it. */
        private List<Fault> lacks(Optional<Account> newAccount, Optional<Officer> newOfficer) {
            Optional<Officer> now =
                    newOfficer.or(() -> officer.filter(one -> one.leftOn().isEmpty()));
            List<Particular> lacking = now.map(Naming.CASEWORK::lacking).orElseGet(() -> newAccount
                    .or(() -> account)
                    .filter(one -> one.roles().contains(Role.OFFICER.group()))
                    .map(one -> List.of(Particular.CERTIFICATE))
                    .orElse(List.of()));
            return lacking.stream()
                    .map(one -> said(PARTICULARS.get(one), "lacks", one.title()))
                    .toList();
        }

        private Fault said(PersonColumn column, String key, Object... arguments) {
            return new Fault(row.line(), column.key(), DirectorySentences.of(key, arguments));
        }

        /** Of who is new or comes back all has to be there; of who is there already nothing that was may go. */
        private void complete(Optional<Officer> before, Officer now) {
            boolean comes = before.isEmpty() || before.get().leftOn().isPresent();
            Naming.CASEWORK.lacking(now).stream()
                    .filter(one -> one != Particular.NAME)
                    .filter(one -> comes || !one.isLacking(before.get()))
                    .forEach(
                            one -> fault(PARTICULARS.get(one), comes ? "officer-needs" : "officer-keeps", one.title()));
        }

        /** Who is meant, and nobody twice. */
        private void named() {
            if (user.isEmpty() && certificate.isEmpty()) {
                fault(PersonColumn.USER, "nobody");
            }
            user.filter(id -> !AccountIds.isOne(id)).ifPresent(id -> fault(PersonColumn.USER, "account", id));
            row.text(PersonColumn.CERTIFICATE)
                    .filter(no -> !CERTIFICATE.matcher(no).matches())
                    .ifPresent(no -> fault(PersonColumn.CERTIFICATE, "certificate", no));
            user.ifPresent(id -> once(PersonColumn.USER, id, usersOfLines));
            certificate.ifPresent(no -> once(PersonColumn.CERTIFICATE, no, certificatesOfLines));
            for (PersonColumn column : List.of(PersonColumn.NAME, PersonColumn.UNIT, PersonColumn.PHONE)) {
                row.text(column)
                        .filter(text -> text.length() > LONGEST)
                        .ifPresent(text -> fault(column, "too-long", column.title(), LONGEST));
            }
            row.text(PersonColumn.PHONE)
                    .filter(text -> !leaves && !Telephone.isOne(text))
                    .ifPresent(text -> fault(PersonColumn.PHONE, "phone", text));
        }

        private void once(PersonColumn column, String value, Map<String, Integer> lines) {
            Integer before = lines.putIfAbsent(value, row.line());
            if (before != null) {
                fault(column, "twice", column.title(), value, before);
            }
        }

        private void left() {
            Optional<String> told = told();
            boolean isBack = told.filter(NO::contains).isPresent();
            if (told.isPresent() && !leaves && !isBack) {
                fault(PersonColumn.LEFT, "left", told.get());
            }
            Optional<LocalDate> since = officer.flatMap(Officer::leftOn);
            staysLeft = since.isPresent() && leaves;
            if (since.isPresent() && !leaves && !isBack) {
                fault(PersonColumn.LEFT, "has-left", since.get());
            }
            if (leaves && account.isEmpty() && officer.isEmpty()) {
                fault(PersonColumn.LEFT, "leaver-unknown");
            } else if (leaves
                    && row.text(PersonColumn.CERTIFICATE).isPresent()
                    && row.text(PersonColumn.USER).isPresent()
                    && !officer.flatMap(Officer::userId).equals(user)) {
                fault(PersonColumn.CERTIFICATE, "another-leaver", certificate.get(), user.get());
            }
        }

        private Optional<String> told() {
            return row.text(PersonColumn.LEFT).map(String::toLowerCase);
        }

        private Optional<Account> account(String id) {
            if (leaves && account.isEmpty()) {
                return Optional.empty();
            }
            Account before = account.orElseGet(() -> Account.none(id));
            SortedSet<String> roles = roles(before);
            Account after = new Account(
                    id,
                    name(before.name()),
                    row.has(PersonColumn.MAIL) && !leaves ? mail() : before.mail(),
                    roles,
                    organisations(before, roles));
            if (!faults.isEmpty()) {
                return Optional.empty();
            }
            Account now = propose(before, after);
            if (account.isEmpty()) {
                changes.add(new Change(PersonColumn.USER.key(), "", id));
            }
            changed(PersonColumn.NAME, before.name(), now.name());
            changed(PersonColumn.MAIL, before.mail(), now.mail());
            changed(PersonColumn.ORGANISATION, titles(before.organisations()), titles(now.organisations()));
            changed(PersonColumn.ROLES, titles(before.roles()), titles(now.roles()));
            powers.forEach(role -> changes.add(
                    new Change(PersonColumn.ROLES.key(), "", DirectorySentences.of("proposed", title(role)))));
            if (leaves) {
                // Also who has no role any more: nothing tells whether he has a password.
                changes.add(
                        new Change(PersonColumn.LEFT.key(), "", known.today().toString()));
            }
            if (changes.isEmpty()) {
                return Optional.empty();
            }
            allowed(before, now);
            boolean hashed = leaves || account.isEmpty() && !known.byProvider();
            if (hashed && ++passwords == MOST_PASSWORDS + 1) {
                fault(PersonColumn.USER, "too-many", MOST_PASSWORDS);
            }
            return Optional.of(now);
        }

        private SortedSet<String> roles(Account before) {
            if (leaves) {
                return new TreeSet<>();
            }
            if (known.byProvider()) {
                row.text(PersonColumn.ROLES).ifPresent(text -> fault(PersonColumn.ROLES, "roles-of-provider"));
                return before.roles();
            }
            if (!row.has(PersonColumn.ROLES)) {
                return before.roles();
            }
            SortedSet<String> roles = new TreeSet<>();
            Stream.of(row.text(PersonColumn.ROLES).orElse("").split("[\\s,，、;；]+"))
                    .filter(name -> !name.isEmpty())
                    .forEach(name -> role(name).ifPresent(role -> roles.add(role.group())));
            return roles;
        }

        private Optional<Role> role(String name) {
            Optional<Role> role = Stream.of(Role.values())
                    .filter(one -> one.group().equals(name) || one.title().equals(name))
                    .findFirst();
            if (role.isEmpty()) {
                fault(PersonColumn.ROLES, "role", name);
            } else if (role.get().isOffice()) {
                fault(PersonColumn.ROLES, "office", role.get().title());
            }
            return role;
        }

        /** One, or all for roles of the whole installation; as it was where the line names none. */
        private SortedSet<String> organisations(Account before, SortedSet<String> groups) {
            if (leaves) {
                return new TreeSet<>();
            }
            if (known.byProvider()) {
                return before.organisations();
            }
            List<Role> roles =
                    groups.stream().flatMap(group -> Role.of(group).stream()).toList();
            Optional<String> code = row.text(PersonColumn.ORGANISATION);
            SortedSet<String> organisations = code.isEmpty()
                    ? before.organisations()
                    : code.get().equals(EVERYWHERE)
                            ? new TreeSet<>(known.organisations().keySet())
                            : new TreeSet<>(Set.of(code.get()));
            if (code.filter(EVERYWHERE::equals).isPresent()) {
                if (roles.isEmpty() || !roles.stream().allMatch(Role::isCentral)) {
                    fault(PersonColumn.ORGANISATION, "everywhere");
                }
                return organisations;
            }
            if (roles.stream().anyMatch(role -> role.isCentral() && !role.isOffice())
                    && !(before.roles().equals(groups) && before.organisations().equals(organisations))) {
                fault(PersonColumn.ORGANISATION, "only-everywhere");
                return organisations;
            }
            if (organisations.isEmpty() && !roles.isEmpty()) {
                fault(PersonColumn.ORGANISATION, "missing", PersonColumn.ORGANISATION.title());
            }
            code.ifPresent(this::connected);
            organisations.stream()
                    .flatMap(one -> Stream.ofNullable(known.organisations().get(one)))
                    .forEach(tenant -> roles.stream()
                            .filter(role -> !role.isCentral() && role.isOfPlatform() != tenant.platform())
                            .forEach(role -> fault(PersonColumn.ROLES, "role-elsewhere", role.title(), tenant.name())));
            return organisations;
        }

        private Optional<Tenant> connected(String code) {
            Optional<Tenant> tenant = Optional.ofNullable(known.organisations().get(code));
            if (tenant.isEmpty()) {
                fault(PersonColumn.ORGANISATION, "organisation", code);
            }
            return tenant;
        }

        /** What two give is not in {@code now} unless it was there: it is given last, each alone. */
        private Account propose(Account before, Account after) {
            SortedSet<String> now = new TreeSet<>(after.roles());
            after.roles().stream()
                    .filter(role -> Offices.GIVEN_BY_TWO.contains(role)
                            && !before.roles().contains(role))
                    .forEach(role -> {
                        now.remove(role);
                        (known.proposed().test(after.id(), role) ? awaited : powers).add(role);
                    });
            return after.in(now);
        }

        private void allowed(Account before, Account now) {
            boolean rights = leaves
                    || !before.roles().equals(now.roles())
                    || !before.organisations().equals(now.organisations())
                    || !powers.isEmpty();
            boolean profile = account.isPresent()
                    && (!before.name().equals(now.name()) || !before.mail().equals(now.mail()));
            if (now.id().equals(known.me()) && (rights || !before.name().equals(now.name()))) {
                fault(PersonColumn.USER, "oneself");
            }
            before.roles().stream()
                    .filter(role -> Offices.APART.contains(role) || role.equals(ENGINES_ADMINISTRATORS))
                    .findFirst()
                    .ifPresent(role -> fault(PersonColumn.USER, "office", title(role)));
            if (profile && now.roles().stream().anyMatch(Offices.UNTOUCHED::contains)) {
                fault(PersonColumn.NAME, "power", titles(now.roles()));
            }
        }

        private Optional<Officer> officer(String no) {
            if (leaves) {
                return officer.filter(one -> !staysLeft).map(one -> {
                    if (account.isEmpty()) {
                        changes.add(new Change(
                                PersonColumn.LEFT.key(), "", known.today().toString()));
                    }
                    return officer(one, Optional.of(known.today()));
                });
            }
            Optional<Officer> before = officer;
            // A new certificate of the same person.
            Optional<Officer> person = before.or(() -> user.map(known.users()::get));
            String bureau = row.text(PersonColumn.ORGANISATION)
                    .or(() -> before.map(Officer::bureauCode))
                    .orElse("");
            String phone = said(PersonColumn.PHONE, person.map(Officer::phone));
            Officer told = new Officer(
                    no,
                    bureau,
                    user.or(() -> row.has(PersonColumn.USER) ? Optional.empty() : before.flatMap(Officer::userId)),
                    name(before.map(Officer::name).orElse("")),
                    said(PersonColumn.UNIT, person.map(Officer::unit)),
                    row.text(PersonColumn.PHONE).flatMap(Telephone::of).orElse(phone),
                    expires(before),
                    Optional.empty());
            complete(before, told);
            Optional<Officer> after = Optional.of(told).filter(one -> !before.equals(Optional.of(one)));
            if (bureau.isEmpty()) {
                fault(PersonColumn.ORGANISATION, "missing", PersonColumn.ORGANISATION.title());
            } else if (before.isEmpty() || !before.get().bureauCode().equals(bureau)) {
                connected(bureau)
                        .filter(Tenant::platform)
                        .ifPresent(tenant -> fault(PersonColumn.ORGANISATION, "no-bureau", tenant.name()));
            }
            if (faults.isEmpty()) {
                after.ifPresent(now -> differences(before, now));
            }
            return after;
        }

        private Officer officer(Officer of, Optional<LocalDate> left) {
            return new Officer(
                    of.certificateNo(),
                    of.bureauCode(),
                    of.userId(),
                    of.name(),
                    of.unit(),
                    of.phone(),
                    of.certificateExpiresOn(),
                    left);
        }

        private void differences(Optional<Officer> before, Officer now) {
            Function<Function<Officer, String>, String> was =
                    what -> before.map(what).orElse("");
            changed(PersonColumn.CERTIFICATE, replaced(was, now), now.certificateNo());
            if (changes.stream().noneMatch(change -> change.field().equals(PersonColumn.NAME.key()))) {
                changed(PersonColumn.NAME, was.apply(Officer::name), now.name());
            }
            if (changes.stream().noneMatch(change -> change.field().equals(PersonColumn.ORGANISATION.key()))) {
                changed(PersonColumn.ORGANISATION, title(was.apply(Officer::bureauCode)), title(now.bureauCode()));
            }
            if (changes.stream().noneMatch(change -> change.field().equals(PersonColumn.USER.key()))) {
                changed(
                        PersonColumn.USER,
                        was.apply(one -> one.userId().orElse("")),
                        now.userId().orElse(""));
            }
            changed(PersonColumn.UNIT, was.apply(Officer::unit), now.unit());
            changed(PersonColumn.PHONE, was.apply(Officer::phone), now.phone());
            changed(
                    PersonColumn.EXPIRES,
                    was.apply(one -> one.certificateExpiresOn().toString()),
                    String.valueOf(now.certificateExpiresOn()));
            changed(
                    PersonColumn.LEFT,
                    was.apply(one -> one.leftOn().map(String::valueOf).orElse("")),
                    "");
        }

        /** The certificate that the person had until now. */
        private String replaced(Function<Function<Officer, String>, String> was, Officer now) {
            String same = was.apply(Officer::certificateNo);
            return same.isEmpty()
                    ? now.userId()
                            .map(known.users()::get)
                            .map(Officer::certificateNo)
                            .orElse("")
                    : same;
        }

        private String name(String before) {
            Optional<String> name = row.text(PersonColumn.NAME);
            if (name.isEmpty() && before.isEmpty() && !leaves) {
                fault(PersonColumn.NAME, "missing", PersonColumn.NAME.title());
            }
            return name.filter(text -> !leaves).orElse(before);
        }

        private String mail() {
            Optional<String> mail = row.text(PersonColumn.MAIL);
            mail.filter(text -> !MAIL.matcher(text).matches())
                    .ifPresent(text -> fault(PersonColumn.MAIL, "mail", text));
            return mail.orElse("");
        }

        private String said(PersonColumn column, Optional<String> before) {
            return row.has(column) ? row.text(column).orElse("") : before.orElse("");
        }

        private LocalDate expires(Optional<Officer> before) {
            Optional<String> told = row.text(PersonColumn.EXPIRES);
            try {
                return told.map(LocalDate::parse)
                        .or(() -> before.map(Officer::certificateExpiresOn))
                        .orElseGet(() -> {
                            fault(PersonColumn.EXPIRES, "missing", PersonColumn.EXPIRES.title());
                            return LocalDate.MIN;
                        });
            } catch (DateTimeParseException e) {
                fault(PersonColumn.EXPIRES, "date", told.get());
                return LocalDate.MIN;
            }
        }

        private void changed(PersonColumn column, String from, String to) {
            if (!from.equals(to)) {
                changes.add(new Change(column.key(), from, to));
            }
        }

        private void fault(PersonColumn column, String key, Object... arguments) {
            Fault fault = said(column, key, arguments);
            if (!faults.contains(fault)) {
                faults.add(fault);
            }
        }
    }

    private String titles(Collection<String> keys) {
        return keys.size() > 1 && keys.equals(known.organisations().keySet())
                ? EVERYWHERE
                : keys.stream().map(this::title).collect(Collectors.joining("、"));
    }

    /** Of a role or an organisation. */
    private String title(String key) {
        return Role.of(key)
                .map(Role::title)
                .or(() -> Optional.ofNullable(known.organisations().get(key)).map(Tenant::name))
                .orElse(key);
    }
}
