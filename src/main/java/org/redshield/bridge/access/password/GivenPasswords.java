package org.redshield.bridge.access.password;

import java.util.Collection;
import java.util.Optional;
import org.redshield.bridge.access.Tenants;
import org.redshield.bridge.access.Tenants.Tenant;
import org.redshield.bridge.engine.account.Passwords;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Whose password is one that others have given him. Who has no row has his own, or the bridge's. */
@Component
class GivenPasswords implements Passwords {

    /**
     * @param mustChange he has not given himself another one yet
     * @param byOne one person alone has given it, who may have changed it too and be signed in since
     * @param factor by which enrolment of a second factor codes are taken; empty of who has none
     */
    record Standing(boolean mustChange, boolean byOne, Optional<String> factor) {

        static final Standing OWN = new Standing(false, false, Optional.empty());
    }

    private final Tenants tenants;
    private final JdbcClient jdbc;

    GivenPasswords(Tenants tenants, JdbcClient jdbc) {
        this.tenants = tenants;
        this.jdbc = jdbc;
    }

    @Override
    public Collection<String> names() {
        return tenants.connected().stream().map(Tenant::name).toList();
    }

    @Override
    public void given(String user) {
        given(user, true);
    }

    @Override
    public void givenByTwo(String user) {
        given(user, false);
    }

    private void given(String user, boolean byOne) {
        jdbc.sql("""
                        insert into account_secret (user_id, must_change, by_one) values (:user, true, :byOne)
                            on conflict (user_id) do update set must_change = true, by_one = :byOne
                        """).param("user", user).param("byOne", byOne).update();
        endSessions(user);
    }

    @Override
    public void appointed(String user) {
        endSessions(user);
    }

    /** At once, on all nodes, and not when they are looked at next. */
    private void endSessions(String user) {
        jdbc.sql("delete from web_session where person = ?").param(user).update();
    }

    @Override
    public void givenByTheBridge(String user) {
        jdbc.sql("update account_secret set must_change = false, by_one = false where user_id = ?")
                .param(user)
                .update();
    }

    @Override
    public void changed(String user) {
        jdbc.sql("update account_secret set must_change = false where user_id = ?")
                .param(user)
                .update();
    }

    @Override
    public void forgotten(String user) {
        jdbc.sql("delete from account_secret where user_id = ?").param(user).update();
    }

    Standing of(String user) {
        return jdbc.sql("select must_change, by_one, factor_id::text as factor from account_secret where user_id = ?")
                .param(user)
                .query((row, number) -> new Standing(
                        row.getBoolean("must_change"),
                        row.getBoolean("by_one"),
                        Optional.ofNullable(row.getString("factor"))))
                .optional()
                .orElse(Standing.OWN);
    }
}
