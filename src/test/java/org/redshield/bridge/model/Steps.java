package org.redshield.bridge.model;

import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.context.annotation.Bean;
import org.springframework.core.type.filter.RegexPatternTypeFilter;
import org.springframework.util.ClassUtils;

/** The steps of all processes, from the classes that declare them; nothing is started. */
final class Steps {

    private static final Pattern OF_STEPS = Pattern.compile("org\\.redshield\\.bridge\\.\\w+\\.process\\.\\w+Steps");

    private Steps() {}

    /** The class of steps by the name of each of its beans. */
    static Map<String, Class<?>> byName() {
        Map<String, Class<?>> steps = new TreeMap<>();
        HouseClasses.found(new RegexPatternTypeFilter(OF_STEPS)).stream()
                .map(bean -> ClassUtils.resolveClassName(bean.getBeanClassName(), null))
                .forEach(type -> Arrays.stream(type.getDeclaredMethods())
                        .filter(method ->
                                method.isAnnotationPresent(Bean.class) && method.getReturnType() == JavaDelegate.class)
                        .forEach(method -> steps.put(method.getName(), type)));
        return steps;
    }
}
