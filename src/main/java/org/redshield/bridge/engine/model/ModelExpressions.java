package org.redshield.bridge.engine.model;

import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.impl.el.JuelExpressionManager;
import org.camunda.bpm.engine.impl.el.ReadOnlyMapELResolver;
import org.camunda.bpm.engine.impl.el.VariableContextElResolver;
import org.camunda.bpm.engine.impl.el.VariableScopeElResolver;
import org.camunda.bpm.impl.juel.jakarta.el.BeanELResolver;
import org.camunda.bpm.impl.juel.jakarta.el.CompositeELResolver;
import org.camunda.bpm.impl.juel.jakarta.el.ELContext;
import org.camunda.bpm.impl.juel.jakarta.el.ELResolver;
import org.joda.time.DateTime;
import org.springframework.util.ClassUtils;

/**
 * How expressions are evaluated, whatever let them in: variables, the beans that models may name and what those say that
 * models may ask of them. No arrays, lists or maps, no other property or method of anything, so that no way leads from a
 * value to its class and on to whatever runs.
 */
public final class ModelExpressions extends JuelExpressionManager {

    public ModelExpressions(ModelBeans beans) {
        super(beans);
    }

    @Override
    protected ELResolver createElResolver() {
        CompositeELResolver all = new CompositeELResolver();
        all.add(new VariableScopeElResolver());
        all.add(new VariableContextElResolver());
        all.add(new ReadOnlyMapELResolver(beans));
        all.add(new OnlyWhatModelsMayAsk());
        return all;
    }

    private static final class OnlyWhatModelsMayAsk extends BeanELResolver {

        private static final Set<String> OF_EXECUTION = Set.of("tenantId", "processBusinessKey");

        /** What the filters of the task list reckon with. */
        private static final Set<String> OF_TIME = Set.of("withTimeAtStartOfDay", "plusDays", "minusSeconds");

        OnlyWhatModelsMayAsk() {
            super(true);
        }

        @Override
        public Object getValue(ELContext context, Object base, Object property) {
            return base instanceof DelegateExecution && OF_EXECUTION.contains(property)
                            || isAsked(base, getters(property))
                    ? super.getValue(context, base, property)
                    : null;
        }

        @Override
        public Object invoke(ELContext context, Object base, Object method, Class<?>[] types, Object[] arguments) {
            return base instanceof DateTime && OF_TIME.contains(method) || isAsked(base, Set.of(String.valueOf(method)))
                    ? super.invoke(context, base, method, types, arguments)
                    : null;
        }

        private static Set<String> getters(Object property) {
            String name = String.valueOf(property);
            String capital = name.isEmpty() ? "" : name.substring(0, 1).toUpperCase(Locale.ROOT) + name.substring(1);
            return Set.of("get" + capital, "is" + capital);
        }

        private static boolean isAsked(Object base, Set<String> methods) {
            return base != null
                    && Stream.of(ClassUtils.getUserClass(base).getMethods())
                            .anyMatch(method -> method.isAnnotationPresent(AskedByModels.class)
                                    && methods.contains(method.getName()));
        }
    }
}
