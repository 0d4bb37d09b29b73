package org.redshield.bridge.engine;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Function;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.camunda.bpm.engine.delegate.VariableScope;

/** What a process does by itself, as a table: step, by the name that its model calls → use case. */
public final class Steps {

    /** A use case that is told the subject, the organisation whose process it is, and the letter that woke the process. */
    @FunctionalInterface
    public interface Filing {

        void by(String subject, String tenant, UUID letter);
    }

    /** The same, where something comes of it. */
    @FunctionalInterface
    public interface TellingFiling<T> {

        T by(String subject, String tenant, UUID letter);
    }

    /** Where it is kept what comes of a use case. */
    @FunctionalInterface
    public interface Result<T> {

        void set(VariableScope scope, T value);
    }

    private final Variable<String> subject;
    private final Variable<String> letter;
    private final Map<String, JavaDelegate> all = new LinkedHashMap<>();

    private Steps(Variable<String> subject, Variable<String> letter) {
        this.subject = subject;
        this.letter = letter;
    }

    /** @param subject names in each instance what its steps are about: a request, a disposition … */
    public static Steps about(Variable<String> subject) {
        return new Steps(subject, null);
    }

    /** @param letter that started or woke the instance last */
    public static Steps about(Variable<String> subject, Variable<String> letter) {
        return new Steps(subject, letter);
    }

    /** The usual step: one use case, of what the process is about. */
    public Steps step(String name, BiConsumer<String, String> useCase) {
        return doing(name, Step.on(subject, useCase));
    }

    /** A use case that is not told the organisation. */
    public Steps step(String name, Consumer<String> useCase) {
        return doing(name, Step.on(subject, useCase));
    }

    /** A use case that files the letter. */
    public Steps step(String name, Filing useCase) {
        return doing(name, e -> useCase.by(subject.in(e), e.getTenantId(), UUID.fromString(letter.in(e))));
    }

    /** @param result the variable that takes what comes of it, or what sets more of them */
    public <T> Steps setting(String name, Result<T> result, BiFunction<String, String, T> useCase) {
        return doing(name, e -> result.set(e, useCase.apply(subject.in(e), e.getTenantId())));
    }

    /** A use case that is not told the organisation. */
    public <T> Steps setting(String name, Result<T> result, Function<String, T> useCase) {
        return doing(name, e -> result.set(e, useCase.apply(subject.in(e))));
    }

    /** A use case that files the letter. */
    public <T> Steps setting(String name, Result<T> result, TellingFiling<T> useCase) {
        return doing(
                name, e -> result.set(e, useCase.by(subject.in(e), e.getTenantId(), UUID.fromString(letter.in(e)))));
    }

    /** Any other step: reads variables, calls one service and writes variables. */
    public Steps doing(String name, JavaDelegate step) {
        if (all.put(name, step) != null) {
            throw new IllegalArgumentException("Two steps are called " + name);
        }
        return this;
    }

    public Map<String, JavaDelegate> all() {
        return Collections.unmodifiableMap(all);
    }
}
