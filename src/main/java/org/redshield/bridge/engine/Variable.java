package org.redshield.bridge.engine;

import java.time.Instant;
import java.util.Date;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.camunda.bpm.engine.delegate.VariableScope;

/**
 * A process variable, which processes declare in their {@link ProcessContract}. Variables carry ids, enum names,
 * instants, booleans and counts; never personal data, free text or serialised objects.
 *
 * @param type String, Instant (stored as the engine's date), Boolean or Integer
 * @param decides whether a gateway may read it
 * @param setBy what sets it: steps, forms and messages by name; nothing where only a loop or whoever starts or calls does
 * @param values all that it can be, where that is known
 */
public record Variable<T>(String name, Class<T> type, boolean decides, Set<String> setBy, Set<String> values)
        implements Steps.Result<T> {

    /** An id, or a name that the model only hands on. */
    public static Variable<String> text(String name) {
        return new Variable<>(name, String.class, false, Set.of(), Set.of());
    }

    /** One of the few names of an enum, between which gateways choose. */
    public static Variable<String> choice(String name) {
        return new Variable<>(name, String.class, true, Set.of(), Set.of());
    }

    /** The same, of this enum: a model that compares it with anything else is refused. */
    public static Variable<String> choice(String name, Class<? extends Enum<?>> of) {
        return new Variable<>(
                name,
                String.class,
                true,
                Set.of(),
                Stream.of(of.getEnumConstants()).map(Enum::name).collect(Collectors.toUnmodifiableSet()));
    }

    public static Variable<Instant> instant(String name) {
        return new Variable<>(name, Instant.class, false, Set.of(), Set.of());
    }

    public static Variable<Boolean> flag(String name) {
        return new Variable<>(name, Boolean.class, true, Set.of(), Set.of());
    }

    public static Variable<Integer> count(String name) {
        return new Variable<>(name, Integer.class, false, Set.of(), Set.of());
    }

    /** Models that read it before any of these has run are refused. */
    public Variable<T> setBy(String... names) {
        return new Variable<>(name, type, decides, Set.of(names), values);
    }

    /** The value in this execution or task, empty when it was never set. */
    public Optional<T> find(VariableScope scope) {
        Object value = scope.getVariable(name);
        return Optional.ofNullable(value).map(v -> type.cast(v instanceof Date date ? date.toInstant() : v));
    }

    /** The value; a model that forgot to set it is a defect, so its absence is an error. */
    public T in(VariableScope scope) {
        return find(scope).orElseThrow(() -> new IllegalStateException("Process variable " + name + " is not set"));
    }

    /** Sets it on the process instance. */
    @Override
    public void set(VariableScope scope, T value) {
        scope.setVariable(name, toEngine(value));
    }

    /** The value as the engine stores it. */
    public static Object toEngine(Object value) {
        return value instanceof Instant instant ? Date.from(instant) : value;
    }
}
