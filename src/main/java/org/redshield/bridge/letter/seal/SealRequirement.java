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
import org.redshield.bridge.operations.requirement.Demand;
import org.redshield.bridge.operations.requirement.Requirement;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.core.env.Environment;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The seal of each bureau, and those whom one believes that seals are good. */
class SealRequirement implements Requirement {

    private static final String TRUSTED = "bridge.seals.trusted";

    private static final Demand READABLE = Requirement.readable(TRUSTED);

    static final Demand CERTIFICATES = Demand.stops(
            "读不出 {} 指定的印章签发机构的证书：%s", "the certificates of the seals' authorities of {} cannot be read: %s", TRUSTED);

    private static final Demand SEAL = Demand.needed(
            "%s（%s）的印章文件 %s 不在，其目录由 {} 指定：函件照常送达，盖章的文书要等它放好才有",
            "the seal of %s (%s) is not at %s, in the directory of {}; its letters are delivered, their sealed documents wait for it",
            "bridge.seals.directory");

    private static final Demand USABLE = Demand.needed(
            "印章文件 %s.p12 用不了：文件不完整，{} 给出的密码不对，或者证书不在有效期内",
            "the seal of %s cannot be used: no PKCS#12 file, another password than {}, or a certificate that is not valid now",
            "bridge.seals.password");

    private static final Demand AUTHORITY = Demand.needed(
            "没有设置 {}，即签发印章证书的机构，任何印章都验证不了",
            "nobody is trusted to issue seals, so that none can be verified; set {}",
            TRUSTED);

    private static final Demand HELD = Demand.needed(
            "{} 指定的文件中没有证书，任何印章都验证不了", "the file of {} holds no certificate, so that no seal can be verified", TRUSTED);

    @Override
    public String about() {
        return "Seals";
    }

    @Override
    public List<Demand> demands() {
        return List.of(READABLE, CERTIFICATES, SEAL, USABLE, AUTHORITY, HELD);
    }

    @Override
    public List<Lack> hindering(Environment settings, Optional<JdbcClient> database) {
        Optional<Lack> unreadable = Requirement.unreadable(settings, READABLE, TRUSTED);
        if (unreadable.isPresent()) {
            return List.of(unreadable.get());
        }
        try {
            keys(settings);
            return List.of();
        } catch (CannotStart e) {
            return List.of(Lack.of(e));
        }
    }

    /** As the sealing of a letter reads them; of test seals, which are made where none are, there is nothing here. */
    private static KeyDirectory keys(Environment settings) {
        SealSettings set = set(settings);
        return new KeyDirectory(
                new SealSettings(set.directory(), set.password(), set.passwords(), set.trusted(), false),
                InstantSource.system());
    }

    private static SealSettings set(Environment settings) {
        return Binder.get(settings).bindOrCreate("bridge.seals", SealSettings.class);
    }

    @Override
    public List<Lack> lacking(Environment settings, Optional<JdbcClient> database) {
        List<Lack> lacks = new ArrayList<>();
        SealSettings set = set(settings);
        if (set.trusted() == null) {
            lacks.add(AUTHORITY.lacking());
        }
        boolean readable = hindering(settings, database).isEmpty();
        KeyDirectory keys = readable ? keys(settings) : null;
        if (readable
                && set.trusted() != null
                && keys.trusted().isEmpty()
                && keys.trustedElectronic().isEmpty()) {
            lacks.add(HELD.lacking());
        }
        database.map(Organisations::new)
                .map(Organisations::connectedBureaus)
                .orElse(List.of())
                .forEach(bureau -> {
                    Path file = set.directory().resolve(bureau.code() + ".p12");
                    if (Files.notExists(file)) {
                        lacks.add(SEAL.lacking(bureau.name(), bureau.code(), file));
                    } else if (readable && !isUsable(keys, bureau)) {
                        lacks.add(USABLE.lacking(bureau.code()));
                    }
                });
        return lacks;
    }

    private static boolean isUsable(KeyDirectory keys, Organisation bureau) {
        try {
            keys.of(bureau);
            return true;
        } catch (SealAway e) {
            return false;
        }
    }
}
