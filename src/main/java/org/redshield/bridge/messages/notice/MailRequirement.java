package org.redshield.bridge.messages.notice;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.redshield.bridge.operations.requirement.Demand;
import org.redshield.bridge.operations.requirement.Requirement;
import org.springframework.core.env.Environment;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Notices reach people who are not signed in. */
class MailRequirement implements Requirement {

    private static final String HOST = "spring.mail.host";
    private static final String FROM = "bridge.mail.from";

    static final Demand SERVER =
            Demand.stops("设置了 " + FROM + "，但没有设置邮件服务器 {}", FROM + " is set, and {}, the mail server, is not", HOST);

    private static final Demand MAILED = Demand.advised(
            "没有设置 {}，提醒只在系统里看得到，不发邮件", "{} is not set: notices are seen in the bridge and not mailed", HOST, FROM);

    @Override
    public String about() {
        return "Mail";
    }

    @Override
    public List<Demand> demands() {
        return List.of(SERVER, MAILED);
    }

    @Override
    public List<Lack> hindering(Environment settings, Optional<JdbcClient> database) {
        return !Requirement.isBlank(settings, FROM) && Requirement.isBlank(settings, HOST)
                ? List.of(SERVER.lacking())
                : List.of();
    }

    @Override
    public List<Lack> lacking(Environment settings, Optional<JdbcClient> database) {
        return Requirement.isBlank(settings, FROM)
                ? Stream.of(HOST, FROM)
                        .filter(key -> Requirement.isBlank(settings, key))
                        .map(MAILED::of)
                        .toList()
                : List.of();
    }
}
