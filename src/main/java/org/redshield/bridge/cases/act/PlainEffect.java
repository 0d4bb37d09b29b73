package org.redshield.bridge.cases.act;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.redshield.bridge.Json;
import org.redshield.bridge.keys.Hashes;

/**
 * What takes effect without a letter: a call to a platform, an entry in the register of cases.
 *
 * @param key the same for every attempt at this one effect
 * @param content all that somebody decides about, always in the same order; numbers that are given later are no part of it
 */
public record PlainEffect(
        Instrument instrument, String key, String caseNo, String subjectId, String sender, List<?> content)
        implements Effect {

    @Override
    public boolean isDecidedByReceiver() {
        return false;
    }

    /** It is asked for its ground, and shown nowhere: who had a hand in it, the use case of its form knows. */
    @Override
    public Set<String> hands() {
        return Set.of();
    }

    @Override
    public String title() {
        return instrument.title();
    }

    @Override
    public byte[] digest() {
        return Hashes.sha256().digest(Json.write(content).getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public Stream<String> texts() {
        return Stream.empty();
    }
}
