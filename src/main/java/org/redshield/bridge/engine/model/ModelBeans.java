package org.redshield.bridge.engine.model;

import java.util.AbstractMap;
import java.util.Map;
import java.util.Set;
import lombok.RequiredArgsConstructor;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.beans.factory.ListableBeanFactory;

/**
 * The beans that expressions in models may name: steps, and the few that say of themselves that models ask them for values.
 * Not the data source, not a service: a model is deployed by a person who is no developer, and its expressions are code.
 */
@RequiredArgsConstructor
public final class ModelBeans extends AbstractMap<Object, Object> {

    private final ListableBeanFactory beans;

    /** By type, without creating the bean: models are read before most beans exist. */
    @Override
    public boolean containsKey(Object name) {
        return name instanceof String bean
                && beans.containsBean(bean)
                && (beans.isTypeMatch(bean, JavaDelegate.class)
                        || beans.findAnnotationOnBean(bean, AskedByModels.class, false) != null);
    }

    @Override
    public Object get(Object name) {
        return containsKey(name) ? beans.getBean((String) name) : null;
    }

    /** Nothing lists them: an expression names one. */
    @Override
    public Set<Map.Entry<Object, Object>> entrySet() {
        return Set.of();
    }
}
