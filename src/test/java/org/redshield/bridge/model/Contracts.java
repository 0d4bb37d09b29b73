package org.redshield.bridge.model;

import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Modifier;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.stream.Stream;
import org.mockito.Mockito;
import org.redshield.bridge.casework.Transitions;
import org.redshield.bridge.engine.FormIntake;
import org.redshield.bridge.engine.ProcessContract;
import org.redshield.bridge.engine.ProcessContracts;
import org.redshield.bridge.engine.ProcessSteps;
import org.redshield.bridge.engine.gate.VersionStates;
import org.redshield.bridge.engine.rule.VocabularyOfBeans;
import org.redshield.bridge.letter.LetterKinds;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.core.ResolvableType;
import org.springframework.core.type.filter.AssignableTypeFilter;
import org.springframework.objenesis.SpringObjenesis;
import org.springframework.stereotype.Component;
import org.springframework.util.ClassUtils;

/** The contracts of all processes, and the forms of what takes forms in, from the classes alone; nothing is started. */
public final class Contracts {

    private static final Map<Class<?>, List<Class<?>>> FOUND = new ConcurrentHashMap<>();
    private static final SpringObjenesis EMPTY = new SpringObjenesis();

    private Contracts() {}

    public static ProcessContracts read() {
        return new ProcessContracts(all(ProcessContract.class));
    }

    /** What all contracts allow; where no engine is, no version is at work. */
    public static Transitions transitions() {
        return new Transitions(read(), new VersionStates(read(), null));
    }

    /** One of each component of that type. */
    static <T> List<T> all(Class<T> type) {
        return classes(type).map(one -> type.cast(make(one))).toList();
    }

    /** The letters of all features. */
    public static LetterKinds letterKinds() {
        return new LetterKinds(classes(LetterKinds.Contribution.class)
                .map(type -> (LetterKinds.Contribution) make(type))
                .toList());
    }

    /** The class of steps by the name of each of its steps. */
    static Map<String, Class<?>> steps() {
        return VocabularyOfBeans.byClass(all(ProcessSteps.class));
    }

    static Map<Class<?>, Set<String>> formsByIntake() {
        Map<Class<?>, Set<String>> forms = new HashMap<>();
        classes(FormIntake.class).forEach(type -> forms.put(type, ((FormIntake) make(type)).forms()));
        return forms;
    }

    /** Searched for once: this took most of the time of the models' tests. */
    private static Stream<Class<?>> classes(Class<?> of) {
        return FOUND.computeIfAbsent(of, Contracts::search).stream();
    }

    private static List<Class<?>> search(Class<?> of) {
        return HouseClasses.found(new AssignableTypeFilter(of)).stream()
                .<Class<?>>map(bean -> ClassUtils.resolveClassName(bean.getBeanClassName(), null))
                .filter(type -> type.isAnnotationPresent(Component.class))
                .toList();
    }

    /** What features contribute to it is there; what else it needs is made by that. */
    private static Object beside(Type parameter, Function<Class<?>, Object> empty) {
        ResolvableType type = ResolvableType.forType(parameter);
        Class<?> of = type.getGeneric(0).resolve(Object.class);
        if (type.resolve() != ObjectProvider.class || classes(of).findAny().isEmpty()) {
            return empty.apply(type.resolve());
        }
        ObjectProvider<Object> all = Mockito.mock();
        Mockito.when(all.stream()).thenAnswer(asked -> classes(of).map(Contracts::make));
        return all;
    }

    /**
     * What it needs stands beside it empty, since only what it says of itself is asked; as a mock where its constructor asks. Mocks of
     * all took a third of the models' tests: the class of each is taken apart first.
     */
    private static Object make(Class<?> type) {
        try {
            return made(type, Contracts::empty);
        } catch (InvocationTargetException asked) {
            try {
                return made(type, Mockito::mock);
            } catch (ReflectiveOperationException e) {
                throw new IllegalStateException("Cannot make a " + type, e);
            }
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("Cannot make a " + type, e);
        }
    }

    private static Object made(Class<?> type, Function<Class<?>, Object> empty) throws ReflectiveOperationException {
        Constructor<?> constructor = type.getDeclaredConstructors()[0];
        constructor.setAccessible(true);
        return constructor.newInstance(Arrays.stream(constructor.getGenericParameterTypes())
                .map(parameter -> beside(parameter, empty))
                .toArray());
    }

    private static Object empty(Class<?> type) {
        return Modifier.isAbstract(type.getModifiers()) ? Mockito.mock(type) : EMPTY.newInstance(type);
    }
}
