package org.redshield.bridge.evidence;

import java.io.IOException;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.redshield.bridge.evidence.log.EvidenceLog;
import org.redshield.bridge.evidence.log.HeadDirectory;
import org.redshield.bridge.evidence.log.HttpTimeStamper;
import org.redshield.bridge.evidence.log.HttpWitness;
import org.redshield.bridge.evidence.log.KnownPlace;
import org.redshield.bridge.evidence.log.LocalTimeStamper;
import org.redshield.bridge.evidence.log.LogKeys;
import org.redshield.bridge.evidence.log.SecondPlace;
import org.redshield.bridge.evidence.log.SecondPlaces;
import org.redshield.bridge.evidence.log.TimeStamper;
import org.redshield.bridge.evidence.store.DirectoryStore;
import org.redshield.bridge.evidence.store.EvidenceRequirement;
import org.redshield.bridge.evidence.store.EvidenceSettings;
import org.redshield.bridge.evidence.store.EvidenceStore;
import org.redshield.bridge.evidence.store.KeyRequirement;
import org.redshield.bridge.evidence.store.S3Store;
import org.redshield.bridge.installation.InstallationRecord;
import org.redshield.bridge.keys.FileKeys;
import org.redshield.bridge.keys.KeyKind;
import org.redshield.bridge.keys.KeyProvider;
import org.redshield.bridge.keys.KeyRegister;
import org.redshield.bridge.keys.KeySettings;
import org.redshield.bridge.keys.OwnKey;
import org.redshield.bridge.keys.Signer;
import org.redshield.bridge.keys.Suite;
import org.redshield.bridge.operations.OperationsSettings;
import org.redshield.bridge.operations.WatchedFolder;
import org.redshield.bridge.restoreguard.MarkPlace;
import org.redshield.bridge.restoreguard.MarkPlaces;
import org.springframework.boot.autoconfigure.condition.ConditionalOnExpression;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Chooses by the settings what stands behind the interfaces. That production has keys, the start's check has seen to. */
@Configuration(proxyBeanMethods = false)
class EvidenceConfiguration {

    /** The keys of the whole bridge: here it is known where none may lie. */
    @Bean
    KeyProvider keyProvider(KeySettings settings, EvidenceSettings evidence, JdbcClient jdbc, InstantSource clock) {
        FileKeys keys = new FileKeys(evidence.keys(), settings, evidence.directory());
        KeyRegister.check(keys, jdbc, clock.instant());
        return keys;
    }

    @Bean
    EvidenceStore evidenceStore(EvidenceSettings settings, KeyProvider keys) {
        return settings.s3().bucket().isPresent() ? new S3Store(settings, keys) : new DirectoryStore(settings, keys);
    }

    @Bean
    @ConditionalOnExpression("'${bridge.evidence.s3.bucket:}'.isBlank()")
    WatchedFolder evidenceFolder(EvidenceSettings settings, OperationsSettings operations) {
        return new WatchedFolder(
                "evidence",
                "证据文件",
                settings.directory(),
                operations.leastEvidence().toBytes());
    }

    @Bean
    LogKeys logKeys(EvidenceSettings settings, KeyProvider keys) {
        EvidenceSettings.Log log = settings.log();
        boolean chinese = keys.suite() == Suite.CHINESE;
        if (log.key() == null) {
            return chinese
                    ? new LogKeys(keys.own(OwnKey.LOG_SM2), Optional.empty())
                    : new LogKeys(keys.own(OwnKey.LOG), Optional.of(keys.own(OwnKey.LOG_SM2)));
        }
        Signer main = keys.signer("bridge.evidence.log.key", log.key(), log.certificate());
        if (chinese && KeyKind.of(main.certificate().getPublicKey()) != KeyKind.SM2) {
            throw KeyRequirement.SM2.refused(null);
        }
        return new LogKeys(
                main,
                Optional.ofNullable(log.sm2Key())
                        .map(key -> keys.signer("bridge.evidence.log.sm2-key", key, log.sm2Certificate())));
    }

    @Bean
    TimeStamper timeStamper(EvidenceSettings settings, KeyProvider keys, InstantSource clock) {
        EvidenceSettings.TimeStamp timeStamp = settings.timeStamp();
        return timeStamp
                .url()
                .<TimeStamper>map(url -> new HttpTimeStamper(
                        url,
                        timeStamp.timeout(),
                        Optional.ofNullable(timeStamp.certificates())
                                .map(EvidenceRequirement::authorities)
                                .orElse(List.of()),
                        keys.suite()))
                .orElseGet(() -> new LocalTimeStamper(
                        keys.own(keys.suite() == Suite.CHINESE ? OwnKey.TIME_STAMP_SM2 : OwnKey.TIME_STAMP), clock));
    }

    @Bean
    SecondPlaces secondPlaces(
            EvidenceSettings settings, EvidenceLog log, LogKeys keys, InstallationRecord installation) {
        EvidenceSettings.Heads heads = settings.heads();
        return new SecondPlaces(Stream.<SecondPlace>concat(
                        Stream.ofNullable(heads.directory()).map(HeadDirectory::new),
                        heads.witness().map(url -> new HttpWitness(url, heads.timeout(), log, keys.main())).stream())
                .map(place -> new KnownPlace(place, installation))
                .map(SecondPlace.class::cast)
                .toList());
    }

    /** How far the numbers have gone is kept beside the heads. */
    @Bean
    MarkPlaces markPlaces(SecondPlaces places, EvidenceLog log) {
        return new MarkPlaces(places.all().stream()
                .<MarkPlace>map(place -> new MarkPlace() {
                    @Override
                    public String name() {
                        return place.name();
                    }

                    @Override
                    public Optional<String> read() throws IOException {
                        return place.numbers(log.origin());
                    }

                    @Override
                    public void keep(String marks) throws IOException {
                        place.keepNumbers(log.origin(), marks);
                    }
                })
                .toList());
    }
}
