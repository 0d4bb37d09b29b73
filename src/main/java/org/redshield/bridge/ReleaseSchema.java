package org.redshield.bridge;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import liquibase.changelog.ChangeLogParameters;
import liquibase.changelog.DatabaseChangeLog;
import liquibase.exception.LiquibaseException;
import liquibase.parser.ChangeLogParserFactory;
import liquibase.resource.ClassLoaderResourceAccessor;

/** What this release's change logs ask for, held against what the database has seen. It reads, and takes no lock. */
final class ReleaseSchema {

    private static final String CHANGE_LOG = "db/changelog/master.xml";

    private ReleaseSchema() {}

    /** @return the change sets that have not run, in their order; of a later release's it says nothing */
    static List<String> lacking(Connection connection) throws SQLException {
        Set<String> ran = ran(connection);
        return ofThisRelease().getChangeSets().stream()
                .map(one -> name(one.getFilePath(), one.getAuthor(), one.getId()))
                .filter(one -> !ran.contains(one))
                .toList();
    }

    private static DatabaseChangeLog ofThisRelease() {
        try (ClassLoaderResourceAccessor files = new ClassLoaderResourceAccessor()) {
            return ChangeLogParserFactory.getInstance()
                    .getParser(CHANGE_LOG, files)
                    .parse(CHANGE_LOG, new ChangeLogParameters(), files);
        } catch (LiquibaseException e) {
            throw new IllegalStateException("The change logs cannot be read", e);
        } catch (Exception e) {
            throw new IllegalStateException("The class path cannot be closed", e);
        }
    }

    private static Set<String> ran(Connection connection) throws SQLException {
        Set<String> ran = new HashSet<>();
        try (Statement statement = connection.createStatement()) {
            try (ResultSet made = statement.executeQuery("select to_regclass('databasechangelog') is not null")) {
                made.next();
                if (!made.getBoolean(1)) {
                    return ran;
                }
            }
            try (ResultSet rows = statement.executeQuery("select filename, author, id from databasechangelog")) {
                while (rows.next()) {
                    ran.add(name(rows.getString(1), rows.getString(2), rows.getString(3)));
                }
            }
        }
        return ran;
    }

    private static String name(String file, String author, String id) {
        return DatabaseChangeLog.normalizePath(file) + " " + author + ":" + id;
    }
}
