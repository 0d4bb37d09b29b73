package org.redshield.bridge.installation;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import liquibase.changelog.DatabaseChangeLog;
import org.redshield.bridge.operations.OneMigrationAtATime;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A database that another release has migrated further, or one in which a migration was ended half way. */
final class HalfUpgrade {

    /** Of ours: those of the engine's makers are theirs, and another engine may have others. */
    private static final String OURS = "db/changelog/";

    private static final String CHANGE_SET = "--changeset ";
    private static final String UNLOCK =
            "update databasechangeloglock set locked = false, lockgranted = null, lockedby = null";

    private HalfUpgrade() {}

    private record ChangeSet(String file, String name) {}

    /** A later release has migrated it: this one does not know what its rows mean, and would take back what that one has granted. */
    static Optional<Difference> later(JdbcClient database) {
        if (!has(database, "databasechangelog")) {
            return Optional.empty();
        }
        Map<String, Set<String>> known = new HashMap<>();
        List<String> unknown = database
                .sql("select filename, author, id from databasechangelog order by orderexecuted")
                .query((row, n) -> new ChangeSet(
                        DatabaseChangeLog.normalizePath(row.getString(1)), row.getString(2) + ":" + row.getString(3)))
                .list()
                .stream()
                .filter(one -> one.file().startsWith(OURS))
                .filter(one -> !known.computeIfAbsent(one.file(), HalfUpgrade::changeSets)
                        .contains(one.name()))
                .map(one -> one.file() + " " + one.name())
                .toList();
        if (unknown.isEmpty()) {
            return Optional.empty();
        }
        String its = InstallationRecord.read(database).version().orElse("?");
        String mine = Version.ofThisProgram();
        return Optional.of(Difference.refused(
                "数据库已由较新的版本（" + its + "）升级，有 " + unknown.size() + " 步是本程序（" + mine + "）没有的，第一步是 " + unknown.get(0)
                        + "：请换用新版本的程序；要退回旧版本，只能恢复升级前的备份",
                "a later release (" + its + ") has migrated the database: of its change sets this program (" + mine
                        + ") does not know "
                        + unknown.size() + ", the first of them " + unknown.get(0)
                        + "; start that release, or go back by a restore"));
    }

    private static Set<String> changeSets(String file) {
        try (InputStream in = HalfUpgrade.class.getClassLoader().getResourceAsStream(file)) {
            return in == null
                    ? Set.of()
                    : new String(in.readAllBytes(), StandardCharsets.UTF_8)
                            .lines()
                            .filter(line -> line.startsWith(CHANGE_SET))
                            .map(line -> line.substring(CHANGE_SET.length()).split(" ")[0])
                            .collect(Collectors.toSet());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A migration that is under way now, by whatever node or command, is none. */
    static Optional<Difference> unfinished(JdbcClient database) {
        if (isUnderWay(database)) {
            return Optional.empty();
        }
        Optional<Difference> left = left(database);
        // It may have begun in between.
        return left.isPresent() && isUnderWay(database) ? Optional.empty() : left;
    }

    private static boolean isUnderWay(JdbcClient database) {
        return database.sql("""
                        select exists (select from pg_locks l join pg_database d on d.oid = l.database
                                        where d.datname = current_database() and l.locktype = 'advisory'
                                          and l.classid = 0 and l.objid = ? and l.objsubid = 1)
                        """)
                .param(OneMigrationAtATime.LOCK)
                .query(Boolean.class)
                .single();
    }

    /** For whoever knows that nobody migrates now. */
    static Optional<Difference> left(JdbcClient database) {
        if (!has(database, "databasechangeloglock")) {
            return Optional.empty();
        }
        return database.sql("""
                        select coalesce(lockedby, '?') || ' ' || coalesce(to_char(lockgranted, 'YYYY-MM-DD HH24:MI'), '')
                          from databasechangeloglock where locked
                        """)
                .query(String.class)
                .optional()
                .map(by -> Difference.refused(
                        "上一次数据库升级在半途中断（" + by + "），升级锁还在，本程序（" + Version.ofThisProgram()
                                + "）不能接着升级：确认没有别的程序正在升级后，用表的所有者账号执行 " + UNLOCK + "，再启动，从中断处继续",
                        "the last migration of the database was ended half way (" + by + ") and left its lock"
                                + ", so that this program (" + Version.ofThisProgram()
                                + ") cannot go on with it: when nothing else migrates, run " + UNLOCK
                                + " as the owner of the tables and start again, it goes on where it was ended"));
    }

    private static boolean has(JdbcClient database, String table) {
        return database.sql("select to_regclass(?) is not null")
                .param(table)
                .query(Boolean.class)
                .single();
    }
}
