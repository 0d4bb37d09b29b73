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
    private static final Map<Particular, Column> PARTICULARS = Map.of(
            Particular.NAME, Column.NAME,
            Particular.CERTIFICATE, Column.CERTIFICATE,
            Particular.UNIT, Column.UNIT,
            Particular.PHONE, Column.PHONE);

    private static final String ENGINES_ADMINISTRATORS = "camunda-admin";

    private final Known known;
    private final Map<String, Integer> usersOfLines = new HashMap<>();
    private final Map<String, Integer> certificatesOfLines = new HashMap<>();
    private int passwords;

    private Plan(Known known) {
        this.known = known;
    }

    static List<Planned> of(List<Row<Column>> rows, Known known) {
        Plan plan = new Plan(known);
        return rows.stream().map(row -> plan.new Line(row).planned()).toList();
    }

    /** One line, while it is looked at. */
    private final class Line {

        private final Row<Column> row;
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

        Line(Row<Column> row) {
            this.row = row;
            Optional<String> named = row.text(Column.USER);
            this.leaves = told().filter(YES::contains).isPresent();
            this.certificate = row.text(Column.CERTIFICATE)
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

        private Fault said(Column column, String key, Object... arguments) {
            return new Fault(row.line(), column.key(), Sentences.of(key, arguments));
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
                fault(Column.USER, "nobody");
            }
            user.filter(id -> !AccountIds.isOne(id)).ifPresent(id -> fault(Column.USER, "account", id));
            row.text(Column.CERTIFICATE)
                    .filter(no -> !CERTIFICATE.matcher(no).matches())
                    .ifPresent(no -> fault(Column.CERTIFICATE, "certificate", no));
            user.ifPresent(id -> once(Column.USER, id, usersOfLines));
            certificate.ifPresent(no -> once(Column.CERTIFICATE, no, certificatesOfLines));
            for (Column column : List.of(Column.NAME, Column.UNIT, Column.PHONE)) {
                row.text(column)
                        .filter(text -> text.length() > LONGEST)
                        .ifPresent(text -> fault(column, "too-long", column.title(), LONGEST));
            }
            row.text(Column.PHONE)
                    .filter(text -> !leaves && !Telephone.isOne(text))
                    .ifPresent(text -> fault(Column.PHONE, "phone", text));
        }

        private void once(Column column, String value, Map<String, Integer> lines) {
            Integer before = lines.putIfAbsent(value, row.line());
            if (before != null) {
                fault(column, "twice", column.title(), value, before);
            }
        }

        private void left() {
            Optional<String> told = told();
            boolean isBack = told.filter(NO::contains).isPresent();
            if (told.isPresent() && !leaves && !isBack) {
                fault(Column.LEFT, "left", told.get());
            }
            Optional<LocalDate> since = officer.flatMap(Officer::leftOn);
            staysLeft = since.isPresent() && leaves;
            if (since.isPresent() && !leaves && !isBack) {
                fault(Column.LEFT, "has-left", since.get());
            }
            if (leaves && account.isEmpty() && officer.isEmpty()) {
                fault(Column.LEFT, "leaver-unknown");
            } else if (leaves
                    && row.text(Column.CERTIFICATE).isPresent()
                    && row.text(Column.USER).isPresent()
                    && !officer.flatMap(Officer::userId).equals(user)) {
                fault(Column.CERTIFICATE, "another-leaver", certificate.get(), user.get());
            }
        }

        private Optional<String> told() {
            return row.text(Column.LEFT).map(String::toLowerCase);
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
                    row.has(Column.MAIL) && !leaves ? mail() : before.mail(),
                    roles,
                    organisations(before, roles));
            if (!faults.isEmpty()) {
                return Optional.empty();
            }
            Account now = propose(before, after);
            if (account.isEmpty()) {
                changes.add(new Change(Column.USER.key(), "", id));
            }
            changed(Column.NAME, before.name(), now.name());
            changed(Column.MAIL, before.mail(), now.mail());
            changed(Column.ORGANISATION, titles(before.organisations()), titles(now.organisations()));
            changed(Column.ROLES, titles(before.roles()), titles(now.roles()));
            powers.forEach(
                    role -> changes.add(new Change(Column.ROLES.key(), "", Sentences.of("proposed", title(role)))));
            if (leaves) {
                // Also who has no role any more: nothing tells whether he has a password.
                changes.add(new Change(Column.LEFT.key(), "", known.today().toString()));
            }
            if (changes.isEmpty()) {
                return Optional.empty();
            }
            allowed(before, now);
            boolean hashed = leaves || account.isEmpty() && !known.byProvider();
            if (hashed && ++passwords == MOST_PASSWORDS + 1) {
                fault(Column.USER, "too-many", MOST_PASSWORDS);
            }
            return Optional.of(now);
        }

        private SortedSet<String> roles(Account before) {
            if (leaves) {
                return new TreeSet<>();
            }
            if (known.byProvider()) {
                row.text(Column.ROLES).ifPresent(text -> fault(Column.ROLES, "roles-of-provider"));
                return before.roles();
            }
            if (!row.has(Column.ROLES)) {
                return before.roles();
            }
            SortedSet<String> roles = new TreeSet<>();
            Stream.of(row.text(Column.ROLES).orElse("").split("[\\s,，、;；]+"))
                    .filter(name -> !name.isEmpty())
                    .forEach(name -> role(name).ifPresent(role -> roles.add(role.group())));
            return roles;
        }

        private Optional<Role> role(String name) {
            Optional<Role> role = Stream.of(Role.values())
                    .filter(one -> one.group().equals(name) || one.title().equals(name))
                    .findFirst();
            if (role.isEmpty()) {
                fault(Column.ROLES, "role", name);
            } else if (role.get().isOffice()) {
                fault(Column.ROLES, "office", role.get().title());
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
            Optional<String> code = row.text(Column.ORGANISATION);
            SortedSet<String> organisations = code.isEmpty()
                    ? before.organisations()
                    : code.get().equals(EVERYWHERE)
                            ? new TreeSet<>(known.organisations().keySet())
                            : new TreeSet<>(Set.of(code.get()));
            if (code.filter(EVERYWHERE::equals).isPresent()) {
                if (roles.isEmpty() || !roles.stream().allMatch(Role::isCentral)) {
                    fault(Column.ORGANISATION, "everywhere");
                }
                return organisations;
            }
            if (roles.stream().anyMatch(role -> role.isCentral() && !role.isOffice())
                    && !(before.roles().equals(groups) && before.organisations().equals(organisations))) {
                fault(Column.ORGANISATION, "only-everywhere");
                return organisations;
            }
            if (organisations.isEmpty() && !roles.isEmpty()) {
                fault(Column.ORGANISATION, "missing", Column.ORGANISATION.title());
            }
            code.ifPresent(this::connected);
            organisations.stream()
                    .flatMap(one -> Stream.ofNullable(known.organisations().get(one)))
                    .forEach(tenant -> roles.stream()
                            .filter(role -> !role.isCentral() && role.isOfPlatform() != tenant.platform())
                            .forEach(role -> fault(Column.ROLES, "role-elsewhere", role.title(), tenant.name())));
            return organisations;
        }

        private Optional<Tenant> connected(String code) {
            Optional<Tenant> tenant = Optional.ofNullable(known.organisations().get(code));
            if (tenant.isEmpty()) {
                fault(Column.ORGANISATION, "organisation", code);
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
                fault(Column.USER, "oneself");
            }
            before.roles().stream()
                    .filter(role -> Offices.APART.contains(role) || role.equals(ENGINES_ADMINISTRATORS))
                    .findFirst()
                    .ifPresent(role -> fault(Column.USER, "office", title(role)));
            if (profile && now.roles().stream().anyMatch(Offices.UNTOUCHED::contains)) {
                fault(Column.NAME, "power", titles(now.roles()));
            }
        }

        private Optional<Officer> officer(String no) {
            if (leaves) {
                return officer.filter(one -> !staysLeft).map(one -> {
                    if (account.isEmpty()) {
                        changes.add(
                                new Change(Column.LEFT.key(), "", known.today().toString()));
                    }
                    return officer(one, Optional.of(known.today()));
                });
            }
            Optional<Officer> before = officer;
            // A new certificate of the same person.
            Optional<Officer> person = before.or(() -> user.map(known.users()::get));
            String bureau = row.text(Column.ORGANISATION)
                    .or(() -> before.map(Officer::bureauCode))
                    .orElse("");
            String phone = said(Column.PHONE, person.map(Officer::phone));
            Officer told = new Officer(
                    no,
                    bureau,
                    user.or(() -> row.has(Column.USER) ? Optional.empty() : before.flatMap(Officer::userId)),
                    name(before.map(Officer::name).orElse("")),
                    said(Column.UNIT, person.map(Officer::unit)),
                    row.text(Column.PHONE).flatMap(Telephone::of).orElse(phone),
                    expires(before),
                    Optional.empty());
            complete(before, told);
            Optional<Officer> after = Optional.of(told).filter(one -> !before.equals(Optional.of(one)));
            if (bureau.isEmpty()) {
                fault(Column.ORGANISATION, "missing", Column.ORGANISATION.title());
            } else if (before.isEmpty() || !before.get().bureauCode().equals(bureau)) {
                connected(bureau)
                        .filter(Tenant::platform)
                        .ifPresent(tenant -> fault(Column.ORGANISATION, "no-bureau", tenant.name()));
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
            changed(Column.CERTIFICATE, replaced(was, now), now.certificateNo());
            if (changes.stream().noneMatch(change -> change.field().equals(Column.NAME.key()))) {
                changed(Column.NAME, was.apply(Officer::name), now.name());
            }
            if (changes.stream().noneMatch(change -> change.field().equals(Column.ORGANISATION.key()))) {
                changed(Column.ORGANISATION, title(was.apply(Officer::bureauCode)), title(now.bureauCode()));
            }
            if (changes.stream().noneMatch(change -> change.field().equals(Column.USER.key()))) {
                changed(
                        Column.USER,
                        was.apply(one -> one.userId().orElse("")),
                        now.userId().orElse(""));
            }
            changed(Column.UNIT, was.apply(Officer::unit), now.unit());
            changed(Column.PHONE, was.apply(Officer::phone), now.phone());
            changed(
                    Column.EXPIRES,
                    was.apply(one -> one.certificateExpiresOn().toString()),
                    String.valueOf(now.certificateExpiresOn()));
            changed(
                    Column.LEFT,
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
            Optional<String> name = row.text(Column.NAME);
            if (name.isEmpty() && before.isEmpty() && !leaves) {
                fault(Column.NAME, "missing", Column.NAME.title());
            }
            return name.filter(text -> !leaves).orElse(before);
        }

        private String mail() {
            Optional<String> mail = row.text(Column.MAIL);
            mail.filter(text -> !MAIL.matcher(text).matches()).ifPresent(text -> fault(Column.MAIL, "mail", text));
            return mail.orElse("");
        }

        private String said(Column column, Optional<String> before) {
            return row.has(column) ? row.text(column).orElse("") : before.orElse("");
        }

        private LocalDate expires(Optional<Officer> before) {
            Optional<String> told = row.text(Column.EXPIRES);
            try {
                return told.map(LocalDate::parse)
                        .or(() -> before.map(Officer::certificateExpiresOn))
                        .orElseGet(() -> {
                            fault(Column.EXPIRES, "missing", Column.EXPIRES.title());
                            return LocalDate.MIN;
                        });
            } catch (DateTimeParseException e) {
                fault(Column.EXPIRES, "date", told.get());
                return LocalDate.MIN;
            }
        }

        private void changed(Column column, String from, String to) {
            if (!from.equals(to)) {
                changes.add(new Change(column.key(), from, to));
            }
        }

        private void fault(Column column, String key, Object... arguments) {
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
