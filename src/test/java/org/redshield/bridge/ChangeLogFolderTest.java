package org.redshield.bridge;

import static org.assertj.core.api.Assertions.assertThat;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import javax.sql.DataSource;
import liquibase.exception.LiquibaseException;
import liquibase.integration.spring.SpringLiquibase;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.core.io.DefaultResourceLoader;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A change log that lies in the folder of features is found, in a folder of classes as in a jar, and known by one path. */
class ChangeLogFolderTest {

    private static final String FOLDER = "db/changelog/features/";

    @TempDir
    Path place;

    @Test
    void whatACooperationBringsIsTakenInOnceAndInOrder() throws Exception {
        Path classes = place.resolve("classes");
        write(classes, "transfer-of-tests.sql", "create table second_of_tests (id text references first_of_tests)");
        write(classes, "campaign-of-tests.sql", "create table first_of_tests (id text primary key)");
        Path jar = jar(classes);
        try (EmbeddedPostgres postgres = EmbeddedPostgres.builder().start()) {
            DataSource database = postgres.getPostgresDatabase();
            JdbcClient jdbc = JdbcClient.create(database);
            update(database, classes.toUri().toURL());

            List<String> ran = files(jdbc);
            assertThat(ran)
                    .startsWith("org/camunda/bpm/engine/db/liquibase/camunda-changelog.xml")
                    .containsSubsequence("db/changelog/engine.sql", "db/changelog/assistance.sql")
                    .containsSubsequence(
                            "db/changelog/assistance.sql",
                            FOLDER + "campaign-of-tests.sql",
                            FOLDER + "transfer-of-tests.sql",
                            "db/changelog/accounts.sql");
            assertThat(ran.get(ran.size() - 1)).isEqualTo("db/changelog/accounts.sql");

            update(database, jar.toUri().toURL());
            assertThat(files(jdbc)).isEqualTo(ran);
        }
    }

    private static void write(Path classes, String name, String sql) throws IOException {
        Path file = classes.resolve(FOLDER + name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, "--liquibase formatted sql\n\n--changeset bridge:" + name + "\n" + sql + ";\n");
    }

    private Path jar(Path classes) throws IOException {
        Path jar = place.resolve("feature.jar");
        try (OutputStream file = Files.newOutputStream(jar);
                JarOutputStream entries = new JarOutputStream(file)) {
            entries.putNextEntry(new JarEntry(FOLDER));
            for (String name : List.of("campaign-of-tests.sql", "transfer-of-tests.sql")) {
                entries.putNextEntry(new JarEntry(FOLDER + name));
                Files.copy(classes.resolve(FOLDER + name), entries);
            }
        }
        return jar;
    }

    private static void update(DataSource database, URL place) throws IOException, LiquibaseException {
        try (URLClassLoader loader =
                new URLClassLoader(new URL[] {place}, ChangeLogFolderTest.class.getClassLoader())) {
            SpringLiquibase liquibase = new SpringLiquibase();
            liquibase.setDataSource(database);
            liquibase.setChangeLog("classpath:db/changelog/master.xml");
            liquibase.setResourceLoader(new DefaultResourceLoader(loader));
            liquibase.afterPropertiesSet();
        }
    }

    private static List<String> files(JdbcClient jdbc) {
        return jdbc.sql("select filename from databasechangelog order by orderexecuted")
                .query(String.class)
                .list();
    }
}
