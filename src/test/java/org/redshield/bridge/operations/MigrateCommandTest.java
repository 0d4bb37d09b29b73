package org.redshield.bridge.operations;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.postgresql.ds.PGSimpleDataSource;
import org.redshield.bridge.BridgeApplication;
import org.redshield.bridge.CannotStart;
import org.redshield.bridge.TestDatabase;
import org.redshield.bridge.operations.requirement.StartCheck;
import org.redshield.bridge.support.ChildBridge;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Where the owner of the schema migrates by itself, nodes do without its account, and start on nothing less than their release. */
@Tag("thorough")
class MigrateCommandTest {

    @TempDir
    private Path folder;

    private record Ended(int code, String said) {}

    /** The owner is no superuser, as nobody's is where others keep the database. */
    @Test
    void theOwnerMigratesAndNodesDoWithoutIt() throws Exception {
        DataSource database = TestDatabase.empty();
        JdbcClient jdbc = JdbcClient.create(database);
        jdbc.sql("create role migrating_owner login password 'owner'").update();
        jdbc.sql("create role migrating_runtime login password 'runtime'").update();
        jdbc.sql("alter database " + ((PGSimpleDataSource) database).getDatabaseName() + " owner to migrating_owner")
                .update();
        String url = TestDatabase.url(database);

        assertThat(hindrance(url)).contains("the database is not migrated to this release: it lacks", "--migrate");
        Ended refused = migrate(url, "nobody");
        assertThat(refused.said())
                .contains("数据库没有升级完：数据库不接受这个用户名和密码", "The database is not migrated: the database does not accept");
        assertThat(refused.code()).isEqualTo(1);

        Ended first = migrate(url, "migrating_owner");
        assertThat(first.said()).contains("数据库已经是这一版。The database is as this release needs it.");
        assertThat(first.code()).isZero();
        assertThat(migrate(url, "migrating_owner").code())
                .as("it may come twice")
                .isZero();
        assertThat(hindrance(url)).isEmpty();

        try (ChildBridge node = new ChildBridge(
                folder.resolve("node.log"),
                "512m",
                // The address says who it is: the child has a user of its own.
                "--spring.datasource.url=" + url + (url.contains("?") ? "&" : "?") + "user=migrating_runtime",
                "--spring.liquibase.enabled=false",
                "--bridge.evidence.directory=" + folder.resolve("evidence"))) {
            node.start();
        }

        jdbc.sql("delete from databasechangelog where id = 'keys-1'").update();
        assertThat(hindrance(url))
                .contains("it lacks 1 change sets, the first of them db/changelog/keys.sql bridge:keys-1");
    }

    private static String hindrance(String url) {
        StandardEnvironment environment = new StandardEnvironment();
        environment
                .getPropertySources()
                .addFirst(new MapPropertySource(
                        "node",
                        Map.of(
                                "spring.datasource.url", url,
                                "spring.datasource.username", "migrating_runtime",
                                "spring.datasource.password", "runtime",
                                "spring.liquibase.enabled", "false",
                                "bridge.administrator.password", "Erstes-Wort7")));
        return StartCheck.hindrance(environment).map(CannotStart::english).orElse("");
    }

    /** With the settings that the chart's Job gives, and no others. */
    private Ended migrate(String url, String owner) throws Exception {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                ChildBridge.classPath(),
                BridgeApplication.class.getName(),
                "--migrate"));
        ProcessBuilder builder =
                new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true);
        builder.environment()
                .putAll(Map.of(
                        "SPRING_DATASOURCE_URL", url,
                        "SPRING_DATASOURCE_USERNAME", "migrating_runtime",
                        "SPRING_DATASOURCE_PASSWORD", "runtime",
                        "SPRING_LIQUIBASE_USER", owner,
                        "SPRING_LIQUIBASE_PASSWORD", "owner"));
        Process process = builder.start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(folder.toFile().list()).as("nothing is written").isEmpty();
        return new Ended(process.waitFor(), said);
    }
}
