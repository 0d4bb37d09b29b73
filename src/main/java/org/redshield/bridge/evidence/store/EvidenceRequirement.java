package org.redshield.bridge.evidence.store;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.redshield.bridge.operations.Requirement;
import org.springframework.core.env.Environment;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What a court will ask about. */
class EvidenceRequirement implements Requirement {

    @Override
    public List<Lack> lacking(Environment settings, Optional<JdbcClient> database) {
        List<Lack> lacks = new ArrayList<>();
        if (isBlank(settings, "bridge.evidence.log.key")) {
            lacks.add(
                    Lack.needed(
                            "证据日志用系统自己生成的密钥签名，请设置 bridge.evidence.log.key 和 certificate，见 docs/evidence.md",
                            "the evidence log is signed with a key of its own making; set bridge.evidence.log.key and .certificate"));
        }
        if (isBlank(settings, "bridge.evidence.time-stamp.url")) {
            lacks.add(Lack.needed(
                    "没有时间戳机构为证据日志加盖时间戳，请设置 bridge.evidence.time-stamp.url",
                    "no authority stamps the time of the evidence log; set bridge.evidence.time-stamp.url"));
        }
        if (isBlank(settings, "bridge.evidence.heads.directory")
                && isBlank(settings, "bridge.evidence.heads.witness")) {
            lacks.add(Lack.advised(
                    "证据日志的签名没有存到数据库以外的地方，日志被截断时看不出来，请设置 bridge.evidence.heads.directory 或者 bridge.evidence.heads.witness",
                    "signed heads lie in the database alone, and a log that is cut off there is not noticed; set"
                            + " bridge.evidence.heads.directory or bridge.evidence.heads.witness"));
        }
        if (!settings.getProperty("bridge.keys.encrypt", Boolean.class, false)) {
            lacks.add(Lack.advised(
                    "证据文件没有加密存放（bridge.keys.encrypt）", "files of evidence lie in the clear (bridge.keys.encrypt)"));
        }
        Path folder = Path.of(settings.getProperty("bridge.evidence.directory", "data/evidence"));
        if (isBlank(settings, "bridge.evidence.s3.bucket") && !Files.isWritable(folder)) {
            lacks.add(Lack.needed(
                    "证据目录 " + folder + " 不存在或者不能写入，请先建好并交给运行节点的账号，各节点要用同一个目录",
                    "the directory of evidence " + folder
                            + " is not there or cannot be written; make it for the account that runs the nodes, all nodes share"
                            + " one"));
        }
        return lacks;
    }

    private static boolean isBlank(Environment settings, String key) {
        return settings.getProperty(key, "").isBlank();
    }
}
