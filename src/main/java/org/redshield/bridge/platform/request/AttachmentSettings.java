package org.redshield.bridge.platform.request;

import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import org.redshield.bridge.WrongSetting;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Where platforms reach this bridge.
 *
 * @param publicUrl address of this bridge as platforms see it, e.g. {@code https://bridge.example}; without it they are
 *     told names and hashes of a letter's files, and cannot fetch them
 * @param attachmentLifetime how long a platform may fetch the files of a letter, from the day of the request
 */
@ConfigurationProperties("bridge")
public record AttachmentSettings(
        URI publicUrl, @DefaultValue("90d") Duration attachmentLifetime) {

    public AttachmentSettings {
        publicUrl = publicUrl == null || publicUrl.toString().isBlank() ? null : publicUrl;
        WrongSetting.unlessAddress("public-url", publicUrl);
    }

    /** Without a trailing slash. */
    Optional<String> base() {
        return Optional.ofNullable(publicUrl).map(url -> url.toString().replaceAll("/+$", ""));
    }
}
