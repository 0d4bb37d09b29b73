package org.redshield.bridge.evidence.store;

import static org.redshield.bridge.Rows.instant;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.redshield.bridge.evidence.log.HeadDirectory;
import org.redshield.bridge.evidence.log.KnownHeads;
import org.redshield.bridge.installation.Difference;
import org.redshield.bridge.installation.Folder;
import org.redshield.bridge.installation.Installed;
import org.redshield.bridge.installation.KeptOutside;
import org.redshield.bridge.installation.OutsidePlace;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.core.env.Environment;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Files of evidence, in a directory or a bucket, and the signed heads of the log at a second place. */
public class EvidenceKept implements KeptOutside {

    static final String ROLE = "evidence";

    private static EvidenceSettings of(Environment settings) {
        return Binder.get(settings).bindOrCreate("bridge.evidence", EvidenceSettings.class);
    }

    @Override
    public OutsidePlace place(Environment settings, UUID installation) {
        EvidenceSettings evidence = of(settings);
        return evidence.s3().bucket().isPresent()
                ? new Bucket(evidence.s3())
                : new Folder(
                        ROLE,
                        "directory",
                        evidence.directory().toAbsolutePath(),
                        "证据目录 " + evidence.directory() + "（bridge.evidence.directory）",
                        "the directory of evidence " + evidence.directory() + " (bridge.evidence.directory)");
    }

    @Override
    public List<Difference> differences(Environment settings, JdbcClient database, Installed record) {
        EvidenceSettings evidence = of(settings);
        return Stream.of(
                        files(evidence, database, record), noHeads(evidence, record), heads(evidence, database, record))
                .flatMap(Optional::stream)
                .toList();
    }

    private record Newest(String sha256, Instant at) {}

    /** The newest file of all is where the database says: in an older copy of the directory it is not. */
    private static Optional<Difference> files(EvidenceSettings settings, JdbcClient database, Installed record) {
        boolean made = database.sql("select to_regclass('evidence') is not null")
                .query(Boolean.class)
                .single();
        if (settings.s3().bucket().isPresent() || !made) {
            return Optional.empty();
        }
        return database.sql("select sha256, received_at from evidence order by id desc limit 1")
                .query((row, n) -> new Newest(row.getString("sha256"), instant(row, "received_at")))
                .optional()
                .filter(newest -> newest.at().isAfter(record.acceptedAt()))
                .filter(newest -> !isThere(settings.directory(), newest.sha256()))
                .map(newest -> Difference.toBeAccepted(
                        "数据库中最新的证据文件 " + newest.sha256() + " 不在证据目录 " + settings.directory()
                                + "（bridge.evidence.directory）中，这个目录是较早的副本，或者不是原来的那一个",
                        "the newest file of evidence in the database, " + newest.sha256() + ", is not in "
                                + settings.directory()
                                + " (bridge.evidence.directory): that is an older copy, or another directory"));
    }

    private static boolean isThere(Path directory, String sha256) {
        Path folder = directory.resolve(sha256.substring(0, 2)).resolve(sha256.substring(2, 4));
        return Stream.of("", Resting.ENCRYPTED).anyMatch(suffix -> Files.exists(folder.resolve(sha256 + suffix)));
    }

    private static Optional<Difference> noHeads(EvidenceSettings settings, Installed record) {
        boolean none = settings.heads().directory() == null
                && settings.heads().witness().isEmpty();
        return record.logSize()
                .filter(size -> none && size > 0)
                .map(size -> Difference.toBeAccepted(
                        "数据库记得证据日志的签名日志头另存在数据库以外（已到 " + size
                                + " 条），本节点没有设置存放处（bridge.evidence.heads.directory、bridge.evidence.heads.witness）",
                        "the database knows that signed heads of the evidence log stand outside of it, up to " + size
                                + " leaves, and this node is set to no place for them (bridge.evidence.heads.directory,"
                                + " bridge.evidence.heads.witness)"));
    }

    /** What a start holds for, of a directory; a witness is asked by the start alone. */
    private static Optional<Difference> heads(EvidenceSettings settings, JdbcClient database, Installed record) {
        if (settings.heads().directory() == null || record.id().isEmpty()) {
            return Optional.empty();
        }
        try {
            return KnownHeads.difference(new HeadDirectory(settings.heads().directory()), database, record.logSize());
        } catch (IOException e) {
            return Optional.empty();
        }
    }
}
