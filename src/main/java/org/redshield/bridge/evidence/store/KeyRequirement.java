package org.redshield.bridge.evidence.store;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.redshield.bridge.CannotStart;
import org.redshield.bridge.keys.FileKeys;
import org.redshield.bridge.keys.KeyKind;
import org.redshield.bridge.keys.KeyRegister;
import org.redshield.bridge.keys.KeySettings;
import org.redshield.bridge.keys.OwnKey;
import org.redshield.bridge.keys.Signer;
import org.redshield.bridge.keys.Suite;
import org.redshield.bridge.operations.requirement.Demand;
import org.redshield.bridge.operations.requirement.Requirement;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.core.env.Environment;
import org.springframework.core.io.Resource;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Keys in files, read as the start reads them: one that is there and no key stops it. Where none is set the installation makes one. */
public class KeyRequirement implements Requirement {

    /** By their settings, and as they are called where the installation made them. */
    private static final Map<String, String> SECRETS = Map.of(
            "bridge.sessions.key", "sessions.key",
            "bridge.drafts.key", "drafts.key",
            "bridge.password.key", "password.key",
            "bridge.audit.key", "record.key");

    private static final Demand READABLE = Requirement.readable(Stream.concat(
                    SECRETS.keySet().stream().sorted(),
                    Stream.of(
                            "bridge.evidence.log.key",
                            "bridge.evidence.log.certificate",
                            "bridge.evidence.log.sm2-key",
                            "bridge.evidence.log.sm2-certificate"))
            .toArray(String[]::new));

    private static final Demand WRITABLE = Demand.stops(
            "密钥目录 %s 由 {} 指定，它不能写入，而系统要在里面生成 %s；请放好这些密钥，或者让运行节点的账号能写入",
            "the directory of keys %s of {} cannot be written, and %s are to be made there; put these keys there, or let the"
                    + " account that runs the nodes write",
            "bridge.evidence.keys");

    public static final Demand SM2 = Demand.stops(
            "设置了国密算法（bridge.keys.suite=CHINESE），但 {} 不是 SM2 密钥",
            "bridge.keys.suite is CHINESE and {} is no SM2 key",
            "bridge.evidence.log.key");

    @Override
    public String about() {
        return "Keys";
    }

    @Override
    public List<Demand> demands() {
        return Stream.concat(FileKeys.DEMANDS.stream(), Stream.of(READABLE, WRITABLE, SM2))
                .toList();
    }

    @Override
    public List<Lack> hindering(Environment settings, Optional<JdbcClient> database) {
        List<Lack> lacks = new ArrayList<>();
        Binder binder = Binder.get(settings);
        EvidenceSettings evidence = binder.bindOrCreate("bridge.evidence", EvidenceSettings.class);
        KeySettings suite = binder.bindOrCreate("bridge.keys", KeySettings.class);
        FileKeys keys;
        try {
            keys = new FileKeys(evidence.keys(), suite, evidence.directory());
        } catch (CannotStart e) {
            return List.of(Lack.of(e));
        }
        List<String> made = new ArrayList<>();
        SECRETS.keySet().stream().sorted().forEach(key -> {
            Optional<Path> set = Optional.of(settings.getProperty(key, ""))
                    .filter(name -> !name.isBlank())
                    .map(name -> binder.bind(key, Path.class).get());
            Path file = set.orElse(evidence.keys().resolve(SECRETS.get(key)));
            if (Files.exists(file)) {
                // Made where it is not there, which it is.
                read(lacks, () -> keys.secret(key, set.orElse(null), SECRETS.get(key)));
            } else if (set.isPresent()) {
                lacks.add(READABLE.of(key, file));
            } else {
                made.add(SECRETS.get(key));
            }
        });
        Optional<Signer> log = signer(
                lacks,
                settings,
                keys,
                "bridge.evidence.log.key",
                evidence.log().key(),
                evidence.log().certificate());
        log.filter(signer -> keys.suite() == Suite.CHINESE
                        && KeyKind.of(signer.certificate().getPublicKey()) != KeyKind.SM2)
                .ifPresent(signer -> lacks.add(SM2.lacking()));
        signer(
                lacks,
                settings,
                keys,
                "bridge.evidence.log.sm2-key",
                evidence.log().sm2Key(),
                evidence.log().sm2Certificate());
        own(evidence, suite)
                .filter(file -> Files.notExists(evidence.keys().resolve(file)))
                .forEach(made::add);
        if (!made.isEmpty() && !Requirement.isWritable(evidence.keys())) {
            lacks.add(WRITABLE.lacking(evidence.keys(), String.join("、", made)));
        }
        database.ifPresent(there -> lacks.addAll(KeyRegister.lacking(keys, there)));
        return lacks;
    }

    /** Which signing keys the installation makes for itself. */
    private static Stream<String> own(EvidenceSettings evidence, KeySettings keys) {
        boolean chinese = keys.suite() == Suite.CHINESE;
        Stream<OwnKey> log = evidence.log().key() != null
                ? Stream.of()
                : chinese ? Stream.of(OwnKey.LOG_SM2) : Stream.of(OwnKey.LOG, OwnKey.LOG_SM2);
        Stream<OwnKey> stamps = evidence.timeStamp().url().isPresent()
                ? Stream.of()
                : Stream.of(chinese ? OwnKey.TIME_STAMP_SM2 : OwnKey.TIME_STAMP);
        return Stream.concat(log, stamps).map(OwnKey::file);
    }

    private static Optional<Signer> signer(
            List<Lack> lacks, Environment settings, FileKeys keys, String setting, Resource key, Resource certificate) {
        List<Lack> unreadable = List.of(setting, setting.replace("key", "certificate")).stream()
                .flatMap(one -> Requirement.unreadable(settings, READABLE, one).stream())
                .toList();
        lacks.addAll(unreadable);
        return key != null && unreadable.isEmpty()
                ? read(lacks, () -> keys.signer(setting, key, certificate))
                : Optional.empty();
    }

    private static <T> Optional<T> read(List<Lack> lacks, Supplier<T> reading) {
        try {
            return Optional.of(reading.get());
        } catch (CannotStart e) {
            lacks.add(Lack.of(e));
            return Optional.empty();
        }
    }
}
