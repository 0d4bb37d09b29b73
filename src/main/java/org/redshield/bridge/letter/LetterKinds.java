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

    /** A feature's kinds: those of the enum in which it stands, unless it says others. */
    public interface Contribution {
        default List<? extends LetterKind> kinds() {
            return List.of((LetterKind[]) getClass().getEnclosingClass().getEnumConstants());
        }
    }

    private final Map<String, LetterKind> byName = new LinkedHashMap<>();
    private final Map<String, LetterKind> byFormerName = new LinkedHashMap<>();

    public LetterKinds(List<Contribution> features) {
        features.forEach(feature -> feature.kinds().forEach(this::add));
    }

    public static LetterKinds of(LetterKind[]... enums) {
        LetterKinds all = new LetterKinds(List.of());
        Stream.of(enums).flatMap(Stream::of).forEach(all::add);
        return all;
    }

    private void add(LetterKind kind) {
        once(byName, kind.name(), kind);
        kind.carriage().formerly().forEach(name -> once(byFormerName, name, kind));
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
