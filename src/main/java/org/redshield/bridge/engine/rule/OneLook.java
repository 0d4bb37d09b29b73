package org.redshield.bridge.engine.rule;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import lombok.RequiredArgsConstructor;
import org.redshield.bridge.engine.ProcessContracts;

/** What the house lets models name, asked of it once: the rules ask a thousand times, and a running house goes through its beans. */
@RequiredArgsConstructor
final class OneLook implements Vocabulary {

    private final Vocabulary house;
    private final Map<Object, Object> seen = new HashMap<>();

    @SuppressWarnings("unchecked")
    private <T> T once(Object what, Supplier<T> look) {
        Object known = seen.get(what);
        if (known == null) {
            known = look.get();
            seen.put(what, known);
        }
        return (T) known;
    }

    @Override
    public ProcessContracts contracts() {
        return once("contracts", house::contracts);
    }

    @Override
    public Map<String, Class<?>> steps() {
        return once("steps", house::steps);
    }

    @Override
    public Map<String, Class<?>> valueBeans() {
        return once("valueBeans", house::valueBeans);
    }

    @Override
    public Map<Class<?>, Map<String, Set<String>>> forms() {
        return once("forms", house::forms);
    }

    @Override
    public Map<String, Set<String>> deciders() {
        return once("deciders", house::deciders);
    }

    @Override
    public Set<String> formsWithoutWay() {
        return once("formsWithoutWay", house::formsWithoutWay);
    }

    @Override
    public Set<String> names(KnownNames.Kind kind) {
        return once(kind, () -> house.names(kind));
    }

    @Override
    public boolean declares(String variable) {
        return once("declares " + variable, () -> Vocabulary.super.declares(variable));
    }
}
