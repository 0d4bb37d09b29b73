package org.redshield.bridge.letter.seal;

import java.time.InstantSource;
import org.redshield.bridge.evidence.store.EvidenceSettings;
import org.redshield.bridge.keys.FileKeys;
import org.redshield.bridge.letter.pdf.LetterFonts;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Chooses where the keys come from. */
@Configuration(proxyBeanMethods = false)
class SealConfiguration {

    @Bean
    SealKeys sealKeys(SealSettings settings, EvidenceSettings evidence, InstantSource clock) {
        FileKeys.outside("bridge.seals.directory", settings.directory(), evidence.directory());
        return new KeyDirectory(settings, clock);
    }

    @Bean
    PdfSeal pdfSeal() {
        return new PdfSeal(LetterFonts::outline);
    }

    @Bean
    SealCheck sealCheck(SealKeys keys) {
        return new SealCheck(keys.trusted());
    }
}
