package org.redshield.bridge.messages.notice;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.redshield.bridge.operations.Requirement;
import org.springframework.core.env.Environment;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Notices reach people who are not signed in. */
class MailRequirement implements Requirement {

    @Override
    public List<Lack> lacking(Environment settings, Optional<JdbcClient> database) {
        return Stream.of("spring.mail.host", "bridge.mail.from")
                .filter(key -> settings.getProperty(key, "").isBlank())
                .map(key -> Lack.advised(
                        "没有设置 " + key + "，提醒只在系统里看得到，不发邮件",
                        key + " is not set: notices are seen in the bridge and not mailed"))
                .toList();
    }
}
