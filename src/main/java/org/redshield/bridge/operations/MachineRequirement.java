package org.redshield.bridge.operations;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.redshield.bridge.Scratch;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.core.env.Environment;
import org.springframework.jdbc.core.simple.JdbcClient;

/** No demonstration, a door for operators, room on the disk, an account that cannot rewrite records, and a database that is archived. */
class MachineRequirement implements Requirement {

    @Override
    public List<Lack> lacking(Environment settings, Optional<JdbcClient> database) {
        OperationsSettings least = Binder.get(settings).bindOrCreate("bridge.operations", OperationsSettings.class);
        WatchedFolder scratch = new WatchedFolder(
                "scratch", "临时文件", Scratch.directory(), least.leastScratch().toBytes());
        Stream<Optional<Lack>> all = Stream.of(
                demonstration(settings),
                door(settings),
                Optional.of(Lack.needed(
                                "临时目录 " + scratch.path() + " 所在的磁盘少于 "
                                        + least.leastScratch().toMegabytes()
                                        + " MB，请腾出空间或者用 java.io.tmpdir 换一个目录",
                                "the disk of the temporary directory " + scratch.path() + " has less than "
                                        + least.leastScratch().toMegabytes()
                                        + " MB left; make room or name another by java.io.tmpdir"))
                        .filter(lack -> Space.ofDisk(scratch) < scratch.least()),
                database.flatMap(MachineRequirement::account),
                database.flatMap(MachineRequirement::archive));
        return all.flatMap(Optional::stream).toList();
    }

    private static Optional<Lack> demonstration(Environment settings) {
        return settings.getProperty("bridge.demo", Boolean.class, false)
                ? Optional.of(Lack.needed(
                        "这是演示环境：账号密码人人知道，机关和数据是虚构的，请去掉 profile demo 并换一个数据库",
                        "this is the demonstration, with public passwords and invented organisations; leave out the profile"
                                + " demo and use another database"))
                : Optional.empty();
    }

    /** By which files of people, agreements and days off come in. */
    private static Optional<Lack> door(Environment settings) {
        boolean open = settings.getProperty("bridge.api.basic", Boolean.class, false)
                || Stream.of("bridge.sign-in.issuer", "spring.security.oauth2.resourceserver.jwt.issuer-uri")
                        .anyMatch(key -> !settings.getProperty(key, "").isBlank());
        return open
                ? Optional.empty()
                : Optional.of(Lack.advised(
                        "接口不接受任何登录，导入人员、协议和节假日安排的命令（curl -u）会被拒绝，请设置 bridge.api.basic=true",
                        "nobody can sign in at /api, so that the commands that bring in people, agreements and days off (curl -u)"
                                + " are refused; set bridge.api.basic=true"));
    }

    /** The owner's and a superuser's may do everything, whatever accounts.sql takes from the nodes' account. */
    private static Optional<Lack> account(JdbcClient database) {
        return database.sql("""
                        select current_user from pg_tables
                         where schemaname = current_schema() and tablename = 'databasechangelog' and pg_has_role(tableowner, 'usage')
                        """)
                .query(String.class)
                .optional()
                .map(user -> Lack.needed(
                        "节点所用的数据库账号 " + user
                                + " 是表的所有者或者超级用户，能改动只增不改的记录，请在 spring.datasource.username 中用另一个账号，所有者写在 spring.liquibase.user 中",
                        "the nodes' database account " + user
                                + " owns the tables or is a superuser and can change what only grows; let spring.datasource.username"
                                + " be another account, and spring.liquibase.user the owner's"));
    }

    private static Optional<Lack> archive(JdbcClient database) {
        boolean archived = !database.sql("select setting from pg_settings where name = 'archive_mode'")
                .query(String.class)
                .single()
                .equals("off");
        return archived
                ? Optional.empty()
                : Optional.of(Lack.advised(
                        "数据库没有归档（archive_mode = off），只能恢复到最近一次备份，见 docs/operations/backup.md",
                        "the database is not archived (archive_mode = off): only the last backup can be restored, see"
                                + " docs/operations/backup.md"));
    }
}
