package org.redshield.bridge.access.password;

import java.util.Collection;
import lombok.RequiredArgsConstructor;
import org.redshield.bridge.access.Tenants;
import org.redshield.bridge.access.Tenants.Tenant;
import org.redshield.bridge.engine.account.Passwords;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Whose password is one that others have given him. Who has no row has his own, or the bridge's. */
@Component
@RequiredArgsConstructor
class GivenPasswords implements Passwords {

    private final Tenants tenants;
    private final JdbcClient jdbc;

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
}
