package org.redshield.bridge.evidence;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.redshield.bridge.CannotStart;
import org.redshield.bridge.evidence.log.EvidenceLog;
import org.redshield.bridge.evidence.log.HeadDirectory;
import org.redshield.bridge.evidence.log.HttpTimeStamper;
import org.redshield.bridge.evidence.log.HttpWitness;
import org.redshield.bridge.evidence.log.KeyFiles;
import org.redshield.bridge.evidence.log.LocalTimeStamper;
import org.redshield.bridge.evidence.log.LogKeys;
import org.redshield.bridge.evidence.log.SecondPlace;
import org.redshield.bridge.evidence.log.SecondPlaces;
import org.redshield.bridge.evidence.log.TimeStamper;
import org.redshield.bridge.evidence.store.DirectoryStore;
import org.redshield.bridge.evidence.store.EvidenceSettings;
import org.redshield.bridge.evidence.store.EvidenceStore;
import org.redshield.bridge.evidence.store.S3Store;
import org.redshield.bridge.numbers.MarkPlace;
import org.redshield.bridge.numbers.MarkPlaces;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.io.Resource;

/** Chooses by the settings what stands behind the interfaces. That production has keys, the start's check has seen to. */
@Configuration(proxyBeanMethods = false)
class EvidenceConfiguration {

    @Bean
    EvidenceStore evidenceStore(EvidenceSettings settings) {
        return settings.s3().bucket().isPresent() ? new S3Store(settings) : new DirectoryStore(settings);
    }

    @Bean
    LogKeys logKeys(EvidenceSettings settings) {
        EvidenceSettings.Log log = settings.log();
        if (log.key() != null) {
            return new LogKeys(
                    KeyFiles.read(log.key(), log.certificate()),
                    Optional.ofNullable(log.sm2Key()).map(key -> KeyFiles.read(key, log.sm2Certificate())));
        }
        return new LogKeys(
                KeyFiles.demonstration(keys(settings), KeyFiles.Purpose.LOG),
                Optional.of(KeyFiles.demonstration(keys(settings), KeyFiles.Purpose.LOG_SM2)));
    }

    @Bean
    TimeStamper timeStamper(EvidenceSettings settings, InstantSource clock) {
        EvidenceSettings.TimeStamp timeStamp = settings.timeStamp();
        return timeStamp
                .url()
                .<TimeStamper>map(url -> new HttpTimeStamper(
                        url,
                        timeStamp.timeout(),
                        Optional.ofNullable(timeStamp.certificates())
                                .map(EvidenceConfiguration::certificates)
                                .orElse(List.of())))
                .orElseGet(() -> new LocalTimeStamper(
                        KeyFiles.demonstration(keys(settings), KeyFiles.Purpose.TIME_STAMP), clock));
    }

    @Bean
    SecondPlaces secondPlaces(EvidenceSettings settings, EvidenceLog log, LogKeys keys) {
        EvidenceSettings.Heads heads = settings.heads();
        return new SecondPlaces(Stream.<SecondPlace>concat(
                        Stream.ofNullable(heads.directory()).map(HeadDirectory::new),
                        heads.witness().map(url -> new HttpWitness(url, heads.timeout(), log, keys.main())).stream())
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

    /** Earlier releases kept self-made keys with the evidence; they stay what signs. */
    private static Path keys(EvidenceSettings settings) {
        Path keys = settings.keys().toAbsolutePath();
        KeyFiles.takeOver(settings.directory().toAbsolutePath().resolve("keys"), keys);
        return keys;
    }

    private static List<X509Certificate> certificates(Resource file) {
        try (InputStream in = file.getInputStream()) {
            List<X509Certificate> certificates = KeyFiles.certificates(in);
            if (certificates.isEmpty()) {
                throw new IOException("No certificate");
            }
            return certificates;
        } catch (IOException e) {
            throw new CannotStart(
                    "读不出时间戳机构的证书：" + file.getDescription(),
                    "the time-stamping authority's certificates cannot be read: " + file.getDescription(),
                    e);
        }
    }
}
