package org.redshield.bridge.letter.seal;

import java.awt.Font;
import java.time.InstantSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Chooses where the keys come from. */
@Configuration(proxyBeanMethods = false)
class SealConfiguration {

    @Bean
    SealKeys sealKeys(SealSettings settings, InstantSource clock) {
        return new KeyDirectory(settings, clock);
    }

    @Bean
    PdfSeal pdfSeal() {
        return new PdfSeal(new Font("Noto Serif CJK SC", Font.BOLD, 10));
    }

    @Bean
    SealCheck sealCheck(SealKeys keys) {
        return new SealCheck(keys.trusted());
    }
}
