package org.redshield.bridge.access.password;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import javax.sql.DataSource;
import liquibase.Liquibase;
import liquibase.database.jvm.JdbcConnection;
import liquibase.resource.ClassLoaderResourceAccessor;
import org.junit.jupiter.api.Test;
import org.redshield.bridge.TestDatabase;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Accounts of before, after the upgrade: passwords stay valid, and who becomes a head from now on gets one by two persons. */
class PasswordsUpgradeTest {

    @Test
    void existingHeadsGoOnAndNobodyHasToChangeAnything() throws Exception {
        DataSource database = TestDatabase.with("db/changelog/bureau.sql");
        JdbcClient jdbc = JdbcClient.create(database);
        jdbc.sql("create table act_id_user (id_ text)").update();
        jdbc.sql("create table act_id_membership (user_id_ text, group_id_ text)")
                .update();
        jdbc.sql("insert into act_id_user values ('officer'), ('head'), ('admin'), ('nobody')")
                .update();
        jdbc.sql("""
                        insert into act_id_membership
                        values ('officer', 'officer'), ('head', 'officer'), ('head', 'unitHead'), ('admin', 'accountAdmin')
                        """).update();
        try (Connection connection = database.getConnection()) {
            new Liquibase(
                            "db/changelog/access-passwords.sql",
                            new ClassLoaderResourceAccessor(),
                            new JdbcConnection(connection))
                    .update("");
        }
        assertThat(jdbc.sql(
                                "select user_id || ' ' || must_change || ' ' || by_one || ' ' || (factor is null) from account_secret order by 1")
                        .query(String.class)
                        .list())
                .containsExactly("nobody false true true", "officer false true true");
    }
}
