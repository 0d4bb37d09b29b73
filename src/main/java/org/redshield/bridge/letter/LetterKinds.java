package org.redshield.bridge.letter;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/** All kinds of letter of all features, found by the names under which they are stored. */
@Component
public final class LetterKinds {

    /** A feature's kinds. */
    public interface Contribution {
        List<? extends LetterKind> kinds();
    }

    private final Map<String, LetterKind> byName = new LinkedHashMap<>();
    private final Map<String, LetterKind> byFormerName = new LinkedHashMap<>();

    public LetterKinds(List<Contribution> features) {
        features.stream().flatMap(feature -> feature.kinds().stream()).forEach(kind -> {
            once(byName, kind.name(), kind);
            kind.carriage().formerly().forEach(name -> once(byFormerName, name, kind));
        });
    }

    public static LetterKinds of(LetterKind[]... enums) {
        return new LetterKinds(Stream.of(enums)
                .<Contribution>map(kinds -> () -> List.of(kinds))
                .toList());
    }

    private static void once(Map<String, LetterKind> names, String name, LetterKind kind) {
        LetterKind other = names.putIfAbsent(name, kind);
        if (other != null) {
            throw new IllegalStateException("Two kinds of letter are called " + name);
        }
    }

    public Collection<LetterKind> all() {
        return byName.values();
    }

    /** @param name as stored, by this version or an earlier one */
    public LetterKind named(String name) {
        return Optional.ofNullable(byName.get(name))
                .or(() -> Optional.ofNullable(byFormerName.get(name)))
                .orElseThrow(() -> new IllegalStateException("No feature knows letters of kind " + name));
    }
}
