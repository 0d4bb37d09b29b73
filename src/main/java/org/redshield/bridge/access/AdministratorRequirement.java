package org.redshield.bridge.access;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.redshield.bridge.engine.account.PasswordRules;
import org.redshield.bridge.operations.Requirement;
import org.springframework.core.env.Environment;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * A password of the first account administrator that he could give himself, as long as the account is still to be made; and nobody
 * of the demonstration, whose password everybody knows.
 */
class AdministratorRequirement implements Requirement {

    @Override
    public List<Lack> lacking(Environment settings, Optional<JdbcClient> database) {
        if (settings.getProperty("bridge.demo", Boolean.class, false)) {
            return List.of();
        }
        String password = settings.getProperty("bridge.administrator.password", "");
        String account = settings.getProperty("bridge.administrator.user", "admin");
        boolean byPassword = settings.getProperty("bridge.sign-in.issuer", "").isBlank();
        Optional<Lack> first = Optional.of(account)
                .filter(any -> byPassword && !password.isBlank())
                .filter(any ->
                        database.map(there -> isStillToBeMade(account, there)).orElse(true))
                .flatMap(any -> weak(Which.FIRST, account, password));
        return Stream.of(first, database.flatMap(AdministratorRequirement::demoUsers))
                .flatMap(Optional::stream)
                .toList();
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
        return there.isEmpty()
                ? Optional.empty()
                : Optional.of(Lack.needed(
                        "数据库里有演示账号（" + String.join("、", there) + "），密码人人知道，生产环境不能使用这个数据库；请换一个空的数据库",
                        "the database has accounts of the demonstration (" + String.join(", ", there)
                                + "), whose password everybody knows; production needs another, empty database"));
    }

    private static boolean isStillToBeMade(String account, JdbcClient database) {
        return database.sql("""
                        select not exists (select from act_id_membership where group_id_ = ?)
                           and not exists (select from act_id_user where id_ = ?)
                        """)
                .params(Role.ACCOUNT_ADMIN.group(), account)
                .query(Boolean.class)
                .single();
    }

    /** Of whose password it is, and which setting gives it. */
    enum Which {
        FIRST("首个账号管理员", "the first account administrator", "bridge.administrator.password"),
        SECOND("第二个账号管理员", "the second account administrator", "bridge.administrator.second-password");

        private final String chinese;
        private final String english;
        private final String setting;

        Which(String chinese, String english, String setting) {
            this.chinese = chinese;
            this.english = english;
            this.setting = setting;
        }
    }

    static Optional<Lack> weak(Which which, String account, String password) {
        return PasswordRules.areKeptBy(password, account)
                ? Optional.empty()
                : Optional.of(Lack.needed(
                        which.chinese + "的密码（" + which.setting
                                + "）过于简单：至少 10 个字符，须有大写字母、小写字母、数字和特殊字符，不得包含账号名，也不能由常见密码、词语或者“市场监管”一类的字样组成",
                        which.english + "'s password, " + which.setting + ", is too weak:"
                                + " it needs at least 10 characters with a capital and a small letter, a digit and a"
                                + " special character, must not contain the account's name, and must not be made of common"
                                + " passwords, words, or what everybody at a bureau would think of"));
    }
}
