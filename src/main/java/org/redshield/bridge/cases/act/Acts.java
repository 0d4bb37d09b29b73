package org.redshield.bridge.cases.act;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** All acts that there are. */
@Component
public final class Acts {

    private final List<ActsOf> features;
    private final Map<String, Act> byInstrument = new HashMap<>();

    /** @throws IllegalStateException where two acts have the same code, or go by the same instrument: a door could not tell them apart */
    public Acts(List<ActsOf> features) {
        this.features = List.copyOf(features);
        Map<String, Act> byCode = new HashMap<>();
        for (Act act : all()) {
            unique(byCode, act.code(), act);
            act.instruments().values().forEach(instrument -> unique(byInstrument, instrument.name(), act));
        }
    }

    private static void unique(Map<String, Act> known, String name, Act act) {
        Act other = known.putIfAbsent(name, act);
        if (other != null && other != act) {
            throw new IllegalStateException("Two acts are declared for " + name + ": " + other + ", " + act);
        }
    }

    public List<ActsOf> features() {
        return features;
    }

    public List<Act> all() {
        return features.stream().map(ActsOf::acts).flatMap(Collection::stream).toList();
    }

    /** The act that takes effect by it. */
    public Optional<Act> by(Instrument instrument) {
        return Optional.ofNullable(byInstrument.get(instrument.name()));
    }
}
