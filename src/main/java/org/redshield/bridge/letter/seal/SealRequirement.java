package org.redshield.bridge.letter.seal;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.redshield.bridge.CannotStart;
import org.redshield.bridge.bureau.Organisation;
import org.redshield.bridge.bureau.Organisations;
import org.redshield.bridge.operations.Requirement;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.core.env.Environment;
import org.springframework.core.io.Resource;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The seal of each bureau, and those whom one believes that seals are good. */
class SealRequirement implements Requirement {

    @Override
    public List<Lack> lacking(Environment settings, Optional<JdbcClient> database) {
        List<Lack> lacks = new ArrayList<>();
        Path folder = Path.of(settings.getProperty("bridge.seals.directory", "data/seals"));
        List<Organisation> bureaus = database.map(Organisations::new)
                .map(Organisations::connectedBureaus)
                .orElse(List.of());
        bureaus.stream()
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
        Optional<Lack> unreadable = Requirement.unreadable(settings, "bridge.seals.trusted");
        unreadable.ifPresent(lacks::add);
        try {
            read(settings, unreadable.isEmpty(), bureaus, lacks);
        } catch (CannotStart e) {
            lacks.add(Lack.needed(e.chinese(), e.english()));
        }
        return lacks;
    }

    /** As the sealing of a letter reads them; of test seals, which are made where none are, there is nothing here. */
    private static void read(Environment settings, boolean readable, List<Organisation> bureaus, List<Lack> lacks) {
        SealSettings set = Binder.get(settings).bindOrCreate("bridge.seals", SealSettings.class);
        Resource trusted = readable ? set.trusted() : null;
        KeyDirectory keys = new KeyDirectory(
                new SealSettings(set.directory(), set.password(), set.passwords(), trusted, false),
                InstantSource.system());
        if (trusted != null
                && keys.trusted().isEmpty()
                && keys.trustedElectronic().isEmpty()) {
            lacks.add(Lack.needed(
                    "bridge.seals.trusted 指定的文件中没有证书，任何印章都验证不了",
                    "the file of bridge.seals.trusted holds no certificate, so that no seal can be verified"));
        }
        for (Organisation bureau : bureaus) {
            if (Files.exists(set.directory().resolve(bureau.code() + ".p12"))) {
                try {
                    keys.of(bureau);
                } catch (SealAway e) {
                    lacks.add(Lack.needed(
                            "印章文件 " + bureau.code() + ".p12 用不了：文件不完整，密码（bridge.seals.password）不对，或者证书不在有效期内",
                            "the seal of " + bureau.code() + " cannot be used: no PKCS#12 file, another password"
                                    + " (bridge.seals.password), or a certificate that is not valid now"));
                }
            }
        }
    }
}
