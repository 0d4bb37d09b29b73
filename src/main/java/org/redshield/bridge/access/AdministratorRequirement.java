package org.redshield.bridge.access;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import lombok.RequiredArgsConstructor;
import org.redshield.bridge.engine.account.PasswordRules;
import org.redshield.bridge.operations.requirement.Demand;
import org.redshield.bridge.operations.requirement.Requirement;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.core.env.Environment;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * A password of the first account administrator that he could give himself, as long as the account is still to be made; and nobody
 * of the demonstration, whose password everybody knows.
 */
class AdministratorRequirement implements Requirement {

    private static final String PASSWORD = "bridge.administrator.password";
    private static final String SECOND_PASSWORD = "bridge.administrator.second-password";

    private static final Demand GIVEN =
            Demand.stops("没有设置 {}，即首个账号管理员的密码", "{}, the first account administrator's password, is not set", PASSWORD);

    private static final Demand STRONG = Demand.stops(
            "账号管理员 %s 的密码 {} 过于简单：至少 10 个字符，须有大写字母、小写字母、数字和特殊字符，不得包含账号名，也不能由常见密码、词语或者“市场监管”一类的字样组成",
            "the password of the account administrator %s, {}, is too weak: it needs at least 10 characters with a capital and a"
                    + " small letter, a digit and a special character, must not contain the account's name, and must not be"
                    + " made of common passwords, words, or what everybody at a bureau would think of",
            PASSWORD,
            SECOND_PASSWORD);

    private static final Demand REAL = Demand.stops(
            "数据库里有演示账号（%s），密码人人知道，生产环境不能使用这个数据库；请换一个空的数据库",
            "the database has accounts of the demonstration (%s), whose password everybody knows; production needs another, empty"
                    + " database");

    @Override
    public String about() {
        return "The first administrators";
    }

    @Override
    public List<Demand> demands() {
        return List.of(GIVEN, STRONG, REAL);
    }

    @Override
    public List<Lack> hindering(Environment settings, Optional<JdbcClient> database) {
        boolean byPassword = Requirement.isBlank(settings, "bridge.sign-in.issuer");
        if (byPassword && Requirement.isBlank(settings, PASSWORD)) {
            return List.of(GIVEN.lacking());
        }
        if (settings.getProperty("bridge.demo", Boolean.class, false)) {
            return List.of();
        }
        List<Lack> lacks = new ArrayList<>();
        if (byPassword) {
            AdministratorSettings set =
                    Binder.get(settings).bindOrCreate("bridge.administrator", AdministratorSettings.class);
            List<String> there =
                    database.map(AdministratorRequirement::administrators).orElse(List.of());
            Set<String> accounts = database.map(db -> accounts(db, set)).orElse(Set.of());
            if (there.isEmpty() && !accounts.contains(set.user())) {
                weak(Which.FIRST, set.user(), set.password()).ifPresent(lacks::add);
            }
            // Beside the first one, who is made at the same start or is the only one there.
            if (!set.secondUser().isEmpty()
                    && there.size() < 2
                    && !there.contains(set.secondUser())
                    && !set.user().equals(set.secondUser())
                    && !accounts.contains(set.secondUser())) {
                weak(Which.SECOND, set.secondUser(), set.secondPassword()).ifPresent(lacks::add);
            }
        }
        database.flatMap(AdministratorRequirement::demoUsers).ifPresent(lacks::add);
        return lacks;
    }

    /** By what {@link IdentitySeed} calls them: of the central ones, who could be called so by anybody, by the name too. */
    static Optional<Lack> demoUsers(JdbcClient database) {
        Map<Boolean, List<Role>> roles = Stream.of(Role.values()).collect(Collectors.partitioningBy(Role::isCentral));
        List<String> there = database.sql("""
                        select u.id_ from act_id_user u
                         where u.id_ in (select r.name || t.id_ from unnest(:roles) as r (name), act_id_tenant t)
                            or (u.id_, u.first_) in (select c.id, c.title from unnest(:central, :titles) as c (id, title))
                         order by u.id_ limit 5
                        """)
                .param(
                        "roles",
                        Stream.concat(
                                        roles.get(false).stream().map(IdentitySeed::demoName),
                                        Stream.of(IdentitySeed.SECOND_OFFICER))
                                .toArray(String[]::new))
                .param(
                        "central",
                        roles.get(true).stream().map(IdentitySeed::demoName).toArray(String[]::new))
                .param("titles", roles.get(true).stream().map(Role::title).toArray(String[]::new))
                .query(String.class)
                .list();
        return there.isEmpty() ? Optional.empty() : Optional.of(REAL.lacking(String.join("、", there)));
    }

    private static List<String> administrators(JdbcClient database) {
        return database.sql("select user_id_ from act_id_membership where group_id_ = ?")
                .param(Role.ACCOUNT_ADMIN.group())
                .query(String.class)
                .list();
    }

    /** Those of the two that are there already. */
    private static Set<String> accounts(JdbcClient database, AdministratorSettings set) {
        return database.sql("select id_ from act_id_user where id_ in (?, ?)")
                .params(set.user(), set.secondUser())
                .query(String.class)
                .set();
    }

    /** Of whose password it is. */
    @RequiredArgsConstructor
    enum Which {
        FIRST(PASSWORD),
        SECOND(SECOND_PASSWORD);

        private final String setting;
    }

    static Optional<Lack> weak(Which which, String account, String password) {
        return PasswordRules.areKeptBy(password, account)
                ? Optional.empty()
                : Optional.of(STRONG.of(which.setting, account));
    }
}
