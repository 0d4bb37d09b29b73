package org.redshield.bridge.engine.model;

import java.util.AbstractMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import lombok.RequiredArgsConstructor;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.redshield.bridge.engine.ProcessSteps;
import org.springframework.beans.factory.ListableBeanFactory;

/**
 * The beans that expressions in models may name: steps, and the few that say of themselves that models ask them for values.
 * Not the data source, not a service: a model is deployed by a person who is no developer, and its expressions are code.
 */
@RequiredArgsConstructor
public final class ModelBeans extends AbstractMap<Object, Object> {

    private final ListableBeanFactory beans;

    /** Once one has been asked for: models are read before most beans exist. */
    private volatile Map<String, JavaDelegate> steps;

    @Override
    public boolean containsKey(Object name) {
        return name instanceof String bean && (steps().containsKey(bean) || isAsked(bean));
    }

    private boolean isAsked(String bean) {
        return beans.containsBean(bean) && beans.findAnnotationOnBean(bean, AskedByModels.class, false) != null;
    }

    @Override
    public Object get(Object name) {
        if (!containsKey(name)) {
            return null;
        }
        JavaDelegate step = steps().get(name);
        return step == null ? beans.getBean((String) name) : step;
    }

    /** Without a lock, which another thread that is just making a bean could wait for: who comes twice finds the same. */
    private Map<String, JavaDelegate> steps() {
        if (steps == null) {
            steps = beans.getBeansOfType(ProcessSteps.class).values().stream()
                    .flatMap(each -> each.steps().all().entrySet().stream())
                    .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, Map.Entry::getValue));
        }
        return steps;
    }

    /** Nothing lists them: an expression names one. */
    @Override
    public Set<Map.Entry<Object, Object>> entrySet() {
        return Set.of();
    }
}
