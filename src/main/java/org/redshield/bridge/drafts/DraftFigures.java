package org.redshield.bridge.drafts;

import org.redshield.bridge.operations.Figures;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What was typed and not sent, and should be gone. */
@Configuration(proxyBeanMethods = false)
class DraftFigures {

    @Bean
    Figures figuresOfDraft() {
        return Figures.of("bridge.drafts", """
                        select count(*) as overdue from draft
                         where expires_on < cast(:now at time zone 'Asia/Shanghai' as date)
                        """).count("overdue", "Drafts whose time was over yesterday");
    }
}
