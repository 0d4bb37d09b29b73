package org.redshield.bridge.operations;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.redshield.bridge.Scratch;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.core.env.Environment;
import org.springframework.jdbc.core.simple.JdbcClient;

/** No demonstration, a door for operators, the nodes' keys, room on the disk, and a database of which every change is archived. */
class MachineRequirement implements Requirement {

    /** Files with a secret; where none is set the installation makes one. */
    private static final List<String> KEYS = List.of("bridge.sessions.key", "bridge.drafts.key", "bridge.audit.key");

    @Override
    public List<Lack> lacking(Environment settings, Optional<JdbcClient> database) {
        OperationsSettings least = Binder.get(settings).bindOrCreate("bridge.operations", OperationsSettings.class);
        WatchedFolder scratch = new WatchedFolder(
                "scratch", "临时文件", Scratch.directory(), least.leastScratch().toBytes());
        Stream<Optional<Lack>> keys = KEYS.stream().map(key -> Requirement.unreadablePath(settings, key));
        Stream<Optional<Lack>> others = Stream.of(
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
                database.flatMap(MachineRequirement::archive));
        return Stream.concat(keys, others).flatMap(Optional::stream).toList();
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

    private static Optional<Lack> archive(JdbcClient database) {
        boolean archived = !database.sql("select setting from pg_settings where name = 'archive_mode'")
                .query(String.class)
                .single()
                .equals("off");
        return archived
                ? Optional.empty()
                : Optional.of(Lack.advised(
                        "数据库没有归档（archive_mode = off），只能恢复到最近一次备份，见 docs/operations.md",
                        "the database is not archived (archive_mode = off): only the last backup can be restored, see"
                                + " docs/operations.md"));
    }
}
