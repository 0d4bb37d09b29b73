package org.redshield.bridge.letter.document;

import org.redshield.bridge.operations.Figures;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Letters whose document is not made yet. */
@Configuration(proxyBeanMethods = false)
class LetterFigures {

    @Bean
    Figures figuresOfLetter() {
        return Figures.of("bridge.letters", """
                        select (select count(*) from letter_unsealed) as unsealed,
                               (select coalesce(max(extract(epoch from :now - uuid_extract_timestamp(letter_id))), 0)
                                  from letter_unsealed where not late) as unsealed_oldest,
                               (select count(*) from letter_ofd_due) as without_ofd
                        """)
                .count("unsealed", "Letters that wait for their seal")
                .seconds(
                        "unsealed_oldest",
                        "How long ago the oldest of them was issued, but for letters from before seals")
                .count("without_ofd", "Letters that wait for their OFD");
    }
}
