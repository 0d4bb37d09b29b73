package org.redshield.bridge.evidence;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.redshield.bridge.evidence.log.HttpTimeStamper;
import org.redshield.bridge.evidence.log.KeyFiles;
import org.redshield.bridge.evidence.log.LocalTimeStamper;
import org.redshield.bridge.evidence.log.LogKeys;
import org.redshield.bridge.evidence.log.TimeStamper;
import org.redshield.bridge.evidence.store.DirectoryStore;
import org.redshield.bridge.evidence.store.EvidenceSettings;
import org.redshield.bridge.evidence.store.EvidenceStore;
import org.redshield.bridge.evidence.store.S3Store;
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
        if (log.key().isPresent()) {
            return new LogKeys(
                    KeyFiles.read(log.key().get(), log.certificate().orElseThrow()),
                    log.sm2Key()
                            .map(key -> KeyFiles.read(key, log.sm2Certificate().orElseThrow())));
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
                        timeStamp
                                .certificates()
                                .map(EvidenceConfiguration::certificates)
                                .orElse(List.of())))
                .orElseGet(() -> new LocalTimeStamper(
                        KeyFiles.demonstration(keys(settings), KeyFiles.Purpose.TIME_STAMP), clock));
    }

    private static Path keys(EvidenceSettings settings) {
        return settings.directory().toAbsolutePath().resolve("keys");
    }

    private static List<X509Certificate> certificates(Resource file) {
        try (InputStream in = file.getInputStream()) {
            List<X509Certificate> certificates = KeyFiles.certificates(in);
            if (certificates.isEmpty()) {
                throw new IllegalStateException("No certificate in " + file);
            }
            return certificates;
        } catch (IOException e) {
            throw new IllegalStateException("The time-stamping authority's certificates cannot be read: " + file, e);
        }
    }
}
