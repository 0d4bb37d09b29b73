package org.redshield.bridge.screens;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.springframework.core.io.ClassPathResource;

/**
 * What is exchanged in the engine's pages and scripts, literally: its words that stand in no locale file, and the few places of
 * its templates that are wrong for us. Read from {@code engine-screens.txt}, where each line {@code - …} is followed by what
 * takes its place.
 */
final class Exchanges {

    private static final String FROM = "- ";
    private static final String TO = "+ ";

    /** @param from as it stands in the engine's file, one line */
    record Exchange(String from, String to) {}

    private final List<Exchange> all;

    private Exchanges(List<Exchange> all) {
        this.all = List.copyOf(all);
    }

    static Exchanges read() {
        try {
            return of(new ClassPathResource("engine-screens.txt").getContentAsString(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Exchanges of(String text) {
        List<Exchange> all = new ArrayList<>();
        String from = null;
        for (String line : text.lines().toList()) {
            if (line.startsWith(FROM)) {
                from = line.substring(FROM.length());
            } else if (line.startsWith(TO) && from != null) {
                all.add(new Exchange(from, line.substring(TO.length())));
                from = null;
            }
        }
        return new Exchanges(all);
    }

    List<Exchange> all() {
        return all;
    }

    String in(String text) {
        String changed = text;
        for (Exchange exchange : all) {
            changed = changed.replace(exchange.from(), exchange.to());
        }
        return changed;
    }

    /** Changes when what is exchanged does: browsers keep scripts by their addresses. */
    String version() {
        return Integer.toHexString(all.hashCode());
    }
}
