package org.redshield.bridge.messages.notice;

import org.redshield.bridge.operations.Figures;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Mails that the server has not taken. */
@Configuration(proxyBeanMethods = false)
class MailFigures {

    @Bean
    Figures figuresOfMail() {
        return Figures.of("bridge.mail", """
                        select count(*) as waiting, coalesce(extract(epoch from :now - min(since)), 0) as oldest
                          from notice_mail where digest is not null
                        """)
                .count("waiting", "Mails with notices that are under way")
                .seconds("oldest", "How long the oldest of them is under way");
    }
}
