package org.redshield.bridge.evidence.store;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.redshield.bridge.CannotStart;
import org.redshield.bridge.keys.Certificates;
import org.redshield.bridge.operations.requirement.Demand;
import org.redshield.bridge.operations.requirement.Requirement;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.core.env.Environment;
import org.springframework.core.io.Resource;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What a court will ask about. */
public class EvidenceRequirement implements Requirement {

    private static final String S3 = "bridge.evidence.s3.";
    private static final List<String> CREDENTIALS = List.of(S3 + "access-key", S3 + "secret-key");

    private static final Demand STORE = Demand.stops(
            "设置了 " + S3 + "bucket，没有设置 {}，对象存储打不开",
            S3 + "bucket is set and {} is not: the object store cannot be opened",
            S3 + "access-key",
            S3 + "secret-key",
            S3 + "region");

    private static final Demand AUTHORITIES = Demand.stops(
            "{} 指定的文件读不出，或者其中没有证书：%s",
            "the file of {} cannot be read, or holds no certificate: %s", "bridge.evidence.time-stamp.certificates");

    private static final Demand KEY = Demand.needed(
            "证据日志用系统自己生成的密钥签名，请设置 {}，见 docs/evidence.md",
            "the evidence log is signed with a key of its own making; set {}, see docs/evidence.md",
            "bridge.evidence.log.key",
            "bridge.evidence.log.certificate");

    private static final Demand STAMPS = Demand.needed(
            "没有时间戳机构为证据日志加盖时间戳，请设置 {}",
            "no authority stamps the time of the evidence log; set {}",
            "bridge.evidence.time-stamp.url");

    private static final Demand HEADS = Demand.advised(
            "证据日志的签名没有存到数据库以外的地方，日志被截断时看不出来，请设置 {} 之一",
            "signed heads lie in the database alone, and a log that is cut off there is not noticed; set one of {}",
            "bridge.evidence.heads.directory",
            "bridge.evidence.heads.witness");

    private static final Demand ENCRYPTED = Demand.advised(
            "证据文件没有加密存放，加密由 {} 开启", "files of evidence lie in the clear; {} encrypts them", "bridge.keys.encrypt");

    private static final Demand FOLDER = Demand.needed(
            "证据目录 %s 由 {} 指定，它不存在或者不能写入，请先建好并交给运行节点的账号，各节点要用同一个目录",
            "the directory of evidence %s of {} is not there or cannot be written; make it for the account that runs the nodes, all"
                    + " nodes share one",
            "bridge.evidence.directory");

    @Override
    public String about() {
        return "Evidence";
    }

    @Override
    public List<Demand> demands() {
        return List.of(STORE, AUTHORITIES, KEY, STAMPS, FOLDER, HEADS, ENCRYPTED);
    }

    @Override
    public List<Lack> hindering(Environment settings, Optional<JdbcClient> database) {
        EvidenceSettings set = Binder.get(settings).bindOrCreate("bridge.evidence", EvidenceSettings.class);
        List<Lack> lacks = new ArrayList<>();
        if (set.s3().bucket().isPresent()) {
            CREDENTIALS.stream()
                    .filter(key -> Requirement.isBlank(settings, key))
                    .map(STORE::of)
                    .forEach(lacks::add);
            if (set.s3().region().isBlank()) {
                lacks.add(STORE.of(S3 + "region"));
            }
        }
        if (set.timeStamp().url().isPresent() && set.timeStamp().certificates() != null) {
            try {
                authorities(set.timeStamp().certificates());
            } catch (CannotStart e) {
                lacks.add(Lack.of(e));
            }
        }
        return lacks;
    }

    /** @throws CannotStart when the certificates of the time-stamping authority cannot be read */
    public static List<X509Certificate> authorities(Resource file) {
        try (InputStream in = file.getInputStream()) {
            List<X509Certificate> certificates = Certificates.read(in);
            if (certificates.isEmpty()) {
                throw new IOException("No certificate");
            }
            return certificates;
        } catch (IOException e) {
            throw AUTHORITIES.refused(e, file.getDescription());
        }
    }

    @Override
    public List<Lack> lacking(Environment settings, Optional<JdbcClient> database) {
        List<Lack> lacks = new ArrayList<>();
        if (Requirement.isBlank(settings, "bridge.evidence.log.key")) {
            lacks.add(KEY.lacking());
        }
        if (Requirement.isBlank(settings, "bridge.evidence.time-stamp.url")) {
            lacks.add(STAMPS.lacking());
        }
        if (Requirement.isBlank(settings, "bridge.evidence.heads.directory")
                && Requirement.isBlank(settings, "bridge.evidence.heads.witness")) {
            lacks.add(HEADS.lacking());
        }
        if (!settings.getProperty("bridge.keys.encrypt", Boolean.class, false)) {
            lacks.add(ENCRYPTED.lacking());
        }
        Path folder = Path.of(settings.getProperty("bridge.evidence.directory", "data/evidence"));
        if (Requirement.isBlank(settings, "bridge.evidence.s3.bucket") && !Files.isWritable(folder)) {
            lacks.add(FOLDER.lacking(folder));
        }
        return lacks;
    }
}
