package org.redshield.bridge.cases.act;

import java.util.Comparator;
import java.util.List;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.ClassPathScanningCandidateComponentProvider;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.type.filter.AnnotationTypeFilter;

/** All acts of the house, without a house: each feature's are declared in a class named {@code …Acts}. */
public final class DeclaredActs {

    private DeclaredActs() {}

    public static Acts all() {
        ClassPathScanningCandidateComponentProvider scan = new ClassPathScanningCandidateComponentProvider(false);
        scan.addIncludeFilter(new AnnotationTypeFilter(Configuration.class));
        List<String> classes = scan.findCandidateComponents("org.redshield.bridge").stream()
                .map(BeanDefinition::getBeanClassName)
                .filter(name -> name.endsWith("Acts"))
                .sorted()
                .toList();
        try (AnnotationConfigApplicationContext declared = new AnnotationConfigApplicationContext()) {
            classes.forEach(name -> declared.registerBean(type(name)));
            declared.refresh();
            return new Acts(declared.getBeansOfType(ActsOf.class).values().stream()
                    .sorted(Comparator.comparing(ActsOf::feature))
                    .toList());
        }
    }

    private static Class<?> type(String name) {
        try {
            return Class.forName(name);
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException(e);
        }
    }
}
