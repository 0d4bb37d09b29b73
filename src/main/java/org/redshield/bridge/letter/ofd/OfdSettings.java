package org.redshield.bridge.letter.ofd;

import java.time.Duration;
import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * Letters as OFD beside PDF.
 *
 * @param organisations whose letters also become OFD files with an electronic seal by GB/T 38540, by their codes; {@code all} for all.
 *     Empty: nobody's, and no second process is started
 * @param memory what the process that makes them may take for its objects; with the rest of it some 100 MB more
 * @param timeout how long one file may take, before the process is ended and begun anew
 */
@ConfigurationProperties(prefix = "bridge.ofd", ignoreUnknownFields = false)
public record OfdSettings(
        @DefaultValue List<String> organisations,
        @DefaultValue("128MB") DataSize memory,
        @DefaultValue("30s") Duration timeout) {

    /** Whether that organisation's letters become OFD files. */
    public boolean isFor(String organisation) {
        return organisations.contains("all") || organisations.contains(organisation);
    }

    /** Whether any may. */
    public boolean isOn() {
        return !organisations.isEmpty();
    }
}
