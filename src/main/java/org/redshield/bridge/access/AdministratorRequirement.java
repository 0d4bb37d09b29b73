package org.redshield.bridge.access;

import java.util.List;
import java.util.Optional;
import org.redshield.bridge.engine.account.PasswordRules;
import org.redshield.bridge.operations.Requirement;
import org.springframework.core.env.Environment;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A password of the first account administrator that he could give himself, as long as the account is still to be made. */
class AdministratorRequirement implements Requirement {

    @Override
    public List<Lack> lacking(Environment settings, Optional<JdbcClient> database) {
        String password = settings.getProperty("bridge.administrator.password", "");
        String account = settings.getProperty("bridge.administrator.user", "admin");
        boolean used = !password.isBlank()
                && settings.getProperty("bridge.sign-in.issuer", "").isBlank()
                && !settings.getProperty("bridge.demo", Boolean.class, false)
                && database.map(there -> isStillToBeMade(account, there)).orElse(true);
        return used ? weak(account, password).stream().toList() : List.of();
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

    static Optional<Lack> weak(String account, String password) {
        return PasswordRules.areKeptBy(password, account)
                ? Optional.empty()
                : Optional.of(Lack.needed(
                        "首个账号管理员的密码（bridge.administrator.password）过于简单：至少 10 个字符，须有大写字母、小写字母、数字和特殊字符，且不得包含账号名",
                        "the first account administrator's password, bridge.administrator.password, is too weak:"
                                + " it needs at least 10 characters with a capital and a small letter, a digit and a"
                                + " special character, and must not contain the account's name"));
    }
}
