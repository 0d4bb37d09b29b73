package org.redshield.bridge.messages.notice;

import java.net.URI;
import java.time.Duration;
import org.redshield.bridge.WrongSetting;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Notices by mail. The server stands under spring.mail; without one, or without a sender, there is no mail.
 *
 * @param from whose address the mails bear; none means that no mail is sent
 * @param link address of the bridge that the mails name; without it {@code bridge.address}, and without that none
 * @param interval from the first notice that waits to its mail, with all that has come meanwhile; nobody gets more than one
 *     in that time
 * @param giveUpAfter for how long a mail is tried that the server does not take
 */
@ConfigurationProperties(prefix = "bridge.mail", ignoreUnknownFields = false)
record MailSettings(
        String from,
        URI link,
        @DefaultValue("15m") Duration interval,
        @DefaultValue("3d") Duration giveUpAfter) {

    MailSettings {
        from = from == null ? "" : from.strip();
        link = link == null || link.toString().isBlank() ? null : link;
        WrongSetting.unlessAddress("link", link);
    }

    boolean isOn() {
        return !from.isEmpty();
    }
}
