package org.redshield.bridge.operations;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.redshield.bridge.Scratch;
import org.redshield.bridge.operations.requirement.Demand;
import org.redshield.bridge.operations.requirement.Requirement;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.core.env.Environment;
import org.springframework.jdbc.core.simple.JdbcClient;

/** No demonstration, room on the disk, an account that cannot rewrite records, and a database that is archived. */
class MachineRequirement implements Requirement {

    private static final Demand SCRATCH = Demand.stops(
            "临时目录 %s 不存在或者不能写入，请用 java.io.tmpdir 换一个目录",
            "the temporary directory %s is not there or cannot be written; name another by java.io.tmpdir");

    private static final Demand REAL = Demand.needed(
            "这是演示环境，由 {} 或者 profile demo 开启：账号密码人人知道，机关和数据是虚构的，请去掉它并换一个数据库",
            "this is the demonstration, by {} or the profile demo, with public passwords and invented organisations; leave it out and use"
                    + " another database",
            "bridge.demo");

    private static final Demand ROOM = Demand.needed(
            "临时目录 %s 所在的磁盘少于 {} 要求的 %s MB，请腾出空间或者用 java.io.tmpdir 换一个目录",
            "the disk of the temporary directory %s has less than the %s MB of {} left; make room or name another by java.io.tmpdir",
            "bridge.operations.least-scratch");

    private static final Demand ACCOUNT = Demand.needed(
            "节点所用的数据库账号 %s 是表的所有者或者超级用户，能改动只增不改的记录，请分别设置 {}，前者给节点用，后者是所有者",
            "the nodes' database account %s owns the tables or is a superuser and can change what only grows; set {}, the first for"
                    + " the nodes, the second the owner's",
            "spring.datasource.username",
            "spring.liquibase.user");

    private static final Demand ARCHIVED = Demand.advised(
            "数据库没有归档（archive_mode = off），只能恢复到最近一次备份，见 docs/operations/backup.md",
            "the database is not archived (archive_mode = off): only the last backup can be restored, see docs/operations/backup.md");

    @Override
    public String about() {
        return "Machine and accounts";
    }

    @Override
    public List<Demand> demands() {
        return List.of(SCRATCH, REAL, ROOM, ACCOUNT, ARCHIVED);
    }

    @Override
    public List<Lack> hindering(Environment settings, Optional<JdbcClient> database) {
        Path directory = Scratch.directory();
        return Files.isDirectory(directory) && Files.isWritable(directory)
                ? List.of()
                : List.of(SCRATCH.lacking(directory));
    }

    @Override
    public List<Lack> lacking(Environment settings, Optional<JdbcClient> database) {
        OperationsSettings least = Binder.get(settings).bindOrCreate("bridge.operations", OperationsSettings.class);
        WatchedFolder scratch = new WatchedFolder(
                "scratch", "临时文件", Scratch.directory(), least.leastScratch().toBytes());
        List<Lack> lacks = new ArrayList<>();
        if (settings.getProperty("bridge.demo", Boolean.class, false)) {
            lacks.add(REAL.lacking());
        }
        if (Files.isDirectory(scratch.path()) && Space.ofDisk(scratch) < scratch.least()) {
            lacks.add(ROOM.lacking(scratch.path(), least.leastScratch().toMegabytes()));
        }
        database.flatMap(MachineRequirement::owner).map(ACCOUNT::lacking).ifPresent(lacks::add);
        database.filter(there -> !isArchived(there)).ifPresent(there -> lacks.add(ARCHIVED.lacking()));
        return lacks;
    }

    /** The account, if it is the owner's or a superuser's: they may do everything, whatever accounts.sql takes from the nodes'. */
    private static Optional<String> owner(JdbcClient database) {
        return database.sql("""
                        select current_user from pg_tables
                         where schemaname = current_schema() and tablename = 'databasechangelog' and pg_has_role(tableowner, 'usage')
                        """).query(String.class).optional();
    }

    private static boolean isArchived(JdbcClient database) {
        return !database.sql("select setting from pg_settings where name = 'archive_mode'")
                .query(String.class)
                .single()
                .equals("off");
    }
}
