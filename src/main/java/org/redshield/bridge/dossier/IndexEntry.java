package org.redshield.bridge.dossier;

import java.time.Instant;
import org.redshield.bridge.ChinaTime;

/**
 * A line of the index (卷内文件目录).
 *
 * @param number 文号; may be empty
 */
public record IndexEntry(String number, String title, Instant at, Binder.Pages pages) {

    public String day() {
        return ChinaTime.day(at).toString();
    }

    public String from() {
        return Integer.toString(pages.from());
    }

    public String to() {
        return Integer.toString(pages.to());
    }
}
