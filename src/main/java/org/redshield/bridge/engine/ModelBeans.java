package org.redshield.bridge.engine;

import java.util.AbstractMap;
import java.util.Map;
import java.util.Set;
import org.springframework.beans.factory.ListableBeanFactory;

/**
 * The beans that expressions in models may name: delegates and what else lies in a feature's {@code process} package, and
 * the few that models ask for values. Not the data source, not a service: a model is deployed by a person who is no
 * developer, and its expressions are code.
 */
final class ModelBeans extends AbstractMap<Object, Object> {

    private static final Set<String> ASKED_FOR_VALUES = Set.of("retryIntervals", "dataRequests", "dispositions");

    private final ListableBeanFactory beans;

    ModelBeans(ListableBeanFactory beans) {
        this.beans = beans;
    }

    /** By type, without creating the bean: models are read before most beans exist. */
    @Override
    public boolean containsKey(Object name) {
        if (!(name instanceof String bean) || !beans.containsBean(bean)) {
            return false;
        }
        Class<?> type = beans.getType(bean, false);
        return ASKED_FOR_VALUES.contains(bean)
                || type != null && type.getPackageName().endsWith(".process");
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
