package org.redshield.bridge.engine.rule;

import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import lombok.RequiredArgsConstructor;
import org.redshield.bridge.engine.FormIntake;
import org.redshield.bridge.engine.ProcessContracts;
import org.redshield.bridge.engine.ProcessSteps;
import org.redshield.bridge.engine.UseCases;
import org.redshield.bridge.engine.model.AskedByModels;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.util.ClassUtils;

/** What the running house lets models name. Beans are known by their types: models are read before most of them exist. */
@RequiredArgsConstructor
public final class VocabularyOfBeans implements Vocabulary {

    private final ConfigurableListableBeanFactory beans;

    @Override
    public ProcessContracts contracts() {
        return beans.getBean(ProcessContracts.class);
    }

    @Override
    public Map<String, Class<?>> steps() {
        return byClass(beans.getBeansOfType(ProcessSteps.class).values());
    }

    /** The class of steps by the name of each step. */
    public static Map<String, Class<?>> byClass(Collection<ProcessSteps> tables) {
        Map<String, Class<?>> steps = new TreeMap<>();
        tables.forEach(
                table -> table.steps().all().keySet().forEach(step -> steps.put(step, ClassUtils.getUserClass(table))));
        return steps;
    }

    @Override
    public Map<String, Class<?>> valueBeans() {
        Map<String, Class<?>> asked = new TreeMap<>();
        for (String bean : beans.getBeanNamesForAnnotation(AskedByModels.class)) {
            Class<?> type = beans.getType(bean, false);
            if (type != null) {
                asked.put(bean, ClassUtils.getUserClass(type));
            }
        }
        return asked;
    }

    @Override
    public Map<Class<?>, Map<String, Set<String>>> forms() {
        Map<Class<?>, Map<String, Set<String>>> forms = new HashMap<>();
        beans.getBeansOfType(FormIntake.class)
                .values()
                .forEach(intake -> forms.put(ClassUtils.getUserClass(intake), decisions(intake.useCases())));
        return forms;
    }

    @Override
    public Map<String, Set<String>> deciders() {
        return deciders(beans.getBeansOfType(FormIntake.class).values());
    }

    /** By form, who may decide at least. */
    public static Map<String, Set<String>> deciders(Collection<FormIntake> intakes) {
        return intakes.stream()
                .map(FormIntake::useCases)
                .flatMap(table -> table.forms().stream()
                        .filter(form -> !table.of(form).groups().isEmpty())
                        .map(form -> Map.entry(form, table.of(form).groups())))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    @Override
    public Set<String> formsWithoutWay() {
        return formsWithoutWay(beans.getBeansOfType(FormIntake.class).values());
    }

    /** Those whose decision goes out. */
    public static Set<String> formsWithoutWay(Collection<FormIntake> intakes) {
        return intakes.stream()
                .map(FormIntake::useCases)
                .flatMap(table ->
                        table.forms().stream().filter(form -> table.of(form).isWithoutWay()))
                .collect(Collectors.toUnmodifiableSet());
    }

    /** By form, what its code decides. */
    public static Map<String, Set<String>> decisions(UseCases table) {
        return table.forms().stream()
                .collect(Collectors.toMap(form -> form, form -> table.of(form).decisions()));
    }

    @Override
    public Set<String> names(KnownNames.Kind kind) {
        return Arrays.stream(beans.getBeanNamesForType(KnownNames.class))
                .map(name -> beans.getBean(name, KnownNames.class))
                .filter(known -> known.kind() == kind)
                .flatMap(known -> known.names().stream())
                .collect(Collectors.toUnmodifiableSet());
    }
}
