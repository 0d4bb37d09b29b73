package org.redshield.bridge.evidence.store;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.redshield.bridge.CannotStart;
import org.redshield.bridge.keys.FileKeys;
import org.redshield.bridge.keys.KeySettings;
import org.redshield.bridge.operations.Requirement;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.core.env.Environment;
import org.springframework.core.io.Resource;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Keys in files, read as the start reads them: one that is there and no key stops it. Where none is set the installation makes one. */
class KeyRequirement implements Requirement {

    /** By their settings, and as they are called where the installation made them. */
    private static final Map<String, String> SECRETS = Map.of(
            "bridge.sessions.key", "sessions.key",
            "bridge.drafts.key", "drafts.key",
            "bridge.password.key", "password.key",
            "bridge.audit.key", "record.key");

    @Override
    public List<Lack> lacking(Environment settings, Optional<JdbcClient> database) {
        List<Lack> lacks = new ArrayList<>();
        Binder binder = Binder.get(settings);
        EvidenceSettings evidence = binder.bindOrCreate("bridge.evidence", EvidenceSettings.class);
        KeySettings suite = binder.bindOrCreate("bridge.keys", KeySettings.class);
        FileKeys keys;
        try {
            keys = new FileKeys(evidence.keys(), suite, evidence.directory());
        } catch (CannotStart e) {
            return List.of(lack(e));
        }
        SECRETS.keySet().stream().sorted().forEach(key -> {
            Optional<Path> set = Optional.of(settings.getProperty(key, ""))
                    .filter(name -> !name.isBlank())
                    .map(name -> binder.bind(key, Path.class).get());
            Path file = set.orElse(evidence.keys().resolve(SECRETS.get(key)));
            if (Files.isReadable(file) || set.isEmpty() && Files.exists(file)) {
                read(lacks, () -> keys.secret(key, file, SECRETS.get(key)));
            } else {
                set.flatMap(any -> Requirement.unreadablePath(settings, key)).ifPresent(lacks::add);
            }
        });
        signer(
                lacks,
                settings,
                keys,
                "bridge.evidence.log.key",
                evidence.log().key(),
                evidence.log().certificate());
        signer(
                lacks,
                settings,
                keys,
                "bridge.evidence.log.sm2-key",
                evidence.log().sm2Key(),
                evidence.log().sm2Certificate());
        return lacks;
    }

    private static void signer(
            List<Lack> lacks, Environment settings, FileKeys keys, String setting, Resource key, Resource certificate) {
        List<Lack> unreadable = List.of(setting, setting.replace("key", "certificate")).stream()
                .flatMap(one -> Requirement.unreadable(settings, one).stream())
                .toList();
        lacks.addAll(unreadable);
        if (key != null && unreadable.isEmpty()) {
            read(lacks, () -> keys.signer(setting, key, certificate));
        }
    }

    private static void read(List<Lack> lacks, Runnable reading) {
        try {
            reading.run();
        } catch (CannotStart e) {
            lacks.add(lack(e));
        }
    }

    private static Lack lack(CannotStart why) {
        return Lack.needed(why.chinese(), why.english());
    }
}
