package org.redshield.bridge.letter.seal;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.redshield.bridge.bureau.Organisations;
import org.redshield.bridge.operations.Requirement;
import org.springframework.core.env.Environment;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The seal of each bureau, and those whom one believes that seals are good. */
class SealRequirement implements Requirement {

    @Override
    public List<Lack> lacking(Environment settings, Optional<JdbcClient> database) {
        List<Lack> lacks = new ArrayList<>();
        Path folder = Path.of(settings.getProperty("bridge.seals.directory", "data/seals"));
        database.map(Organisations::new).map(Organisations::connectedBureaus).orElse(List.of()).stream()
                .filter(bureau -> Files.notExists(folder.resolve(bureau.code() + ".p12")))
                .map(bureau -> Lack.needed(
                        bureau.name() + "的印章文件 " + folder.resolve(bureau.code() + ".p12") + " 不在：函件照常送达，盖章的文书要等它放好才有",
                        "the seal of " + bureau.code() + " is not at " + folder.resolve(bureau.code() + ".p12")
                                + "; its letters are delivered, their sealed documents wait for it"))
                .forEach(lacks::add);
        if (settings.getProperty("bridge.seals.trusted", "").isBlank()) {
            lacks.add(Lack.needed(
                    "没有设置签发印章证书的机构（bridge.seals.trusted），任何印章都验证不了",
                    "nobody is trusted to issue seals, so that none can be verified; set bridge.seals.trusted"));
        }
        Requirement.unreadable(settings, "bridge.seals.trusted").ifPresent(lacks::add);
        return lacks;
    }
}
