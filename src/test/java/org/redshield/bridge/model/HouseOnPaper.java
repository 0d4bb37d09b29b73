package org.redshield.bridge.model;

import java.lang.reflect.Proxy;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.redshield.bridge.access.TaskGroups;
import org.redshield.bridge.engine.FormIntake;
import org.redshield.bridge.engine.ProcessContracts;
import org.redshield.bridge.engine.State;
import org.redshield.bridge.engine.model.AskedByModels;
import org.redshield.bridge.engine.rule.Bundle;
import org.redshield.bridge.engine.rule.Finding;
import org.redshield.bridge.engine.rule.Findings;
import org.redshield.bridge.engine.rule.KnownNames;
import org.redshield.bridge.engine.rule.Rules;
import org.redshield.bridge.engine.rule.TableCheck;
import org.redshield.bridge.engine.rule.Vocabulary;
import org.redshield.bridge.engine.rule.VocabularyOfBeans;
import org.redshield.bridge.letter.LetterKinds;
import org.redshield.bridge.platform.dataset.Dataset;
import org.springframework.context.annotation.AnnotationBeanNameGenerator;
import org.springframework.core.type.filter.AnnotationTypeFilter;
import org.springframework.util.ClassUtils;

/** What the house lets models name, from its classes alone; nothing is started. The gate of a running house reads its beans. */
final class HouseOnPaper implements Vocabulary {

    private static final LetterKinds LETTERS = Contracts.letterKinds();

    private static final HouseOnPaper HOUSE = new HouseOnPaper();

    private final ProcessContracts contracts = Contracts.read();
    private final Map<String, Class<?>> steps = Contracts.steps();
    private final Map<String, Class<?>> valueBeans = askedBeans();
    private final Map<Class<?>, Map<String, Set<String>>> forms = new HashMap<>();
    private final Map<String, Set<String>> deciders;
    private final Set<String> formsWithoutWay;
    private final Map<KnownNames.Kind, Set<String>> names = new EnumMap<>(KnownNames.Kind.class);
    private final List<TableCheck> tables = Contracts.all(TableCheck.class);

    /** Each is asked for by every check of a file, and none ever changes: made anew each time, they took most of the models' tests. */
    private HouseOnPaper() {
        List<FormIntake> intakes = Contracts.all(FormIntake.class);
        intakes.forEach(intake -> forms.put(intake.getClass(), VocabularyOfBeans.decisions(intake.useCases())));
        deciders = VocabularyOfBeans.deciders(intakes);
        formsWithoutWay = VocabularyOfBeans.formsWithoutWay(intakes);
        Stream.of(KnownNames.Kind.values()).forEach(kind -> names.put(kind, namesOf(kind)));
    }

    /** All that the gate has to say about these files. */
    static List<Finding> findings(Map<String, byte[]> files) {
        Findings findings = new Findings();
        new Rules(HOUSE, () -> HOUSE.tables).check(Bundle.read(files, findings), findings);
        return findings.all();
    }

    /** What it says to everybody, the house itself too. */
    static List<Finding> released(Map<String, byte[]> files) {
        Findings findings = new Findings();
        new Rules(HOUSE, () -> HOUSE.tables).released(files, findings);
        return findings.all();
    }

    /** By process, which state may follow which in these files. */
    static Map<String, Map<State, Set<State>>> following(Map<String, byte[]> files) {
        return new Rules(HOUSE, () -> HOUSE.tables).following(files);
    }

    /** How often the rules ask the house while they look at these files, by what they ask. */
    static Map<String, Integer> asked(Map<String, byte[]> files) {
        Map<String, Integer> asked = new TreeMap<>();
        Vocabulary counting = (Vocabulary) Proxy.newProxyInstance(
                HouseOnPaper.class.getClassLoader(), new Class<?>[] {Vocabulary.class}, (proxy, method, arguments) -> {
                    asked.merge(method.getName(), 1, Integer::sum);
                    return method.invoke(HOUSE, arguments);
                });
        Findings findings = new Findings();
        new Rules(counting, () -> HOUSE.tables).check(Bundle.read(files, findings), findings);
        return asked;
    }

    /** All decisions that code knows. */
    static Set<String> decisions() {
        return HOUSE.forms.values().stream()
                .flatMap(forms -> forms.values().stream())
                .flatMap(Set::stream)
                .collect(Collectors.toSet());
    }

    @Override
    public ProcessContracts contracts() {
        return contracts;
    }

    @Override
    public Map<String, Class<?>> steps() {
        return steps;
    }

    @Override
    public Map<String, Class<?>> valueBeans() {
        return valueBeans;
    }

    @Override
    public Map<Class<?>, Map<String, Set<String>>> forms() {
        return forms;
    }

    @Override
    public Map<String, Set<String>> deciders() {
        return deciders;
    }

    @Override
    public Set<String> formsWithoutWay() {
        return formsWithoutWay;
    }

    @Override
    public Set<String> names(KnownNames.Kind kind) {
        return names.get(kind);
    }

    private static Set<String> namesOf(KnownNames.Kind kind) {
        return switch (kind) {
            case GROUP -> new TaskGroups().names();
            case MESSAGE ->
                LETTERS.all().stream()
                        .map(letter -> letter.carriage().message())
                        .collect(Collectors.toSet());
            case DATASET -> Stream.of(Dataset.values()).map(Dataset::name).collect(Collectors.toSet());
            case ORGANISATION -> Set.of("310105", "330110", "321300", "taobao");
        };
    }

    private static Map<String, Class<?>> askedBeans() {
        Map<String, Class<?>> beans = new TreeMap<>();
        HouseClasses.found(new AnnotationTypeFilter(AskedByModels.class))
                .forEach(bean -> beans.put(
                        new AnnotationBeanNameGenerator().generateBeanName(bean, null),
                        ClassUtils.resolveClassName(bean.getBeanClassName(), null)));
        return beans;
    }
}
