package org.redshield.bridge.access.isolation;

import java.lang.reflect.Method;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.redshield.bridge.BridgeApplication;
import org.springframework.context.annotation.ClassPathScanningCandidateComponentProvider;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.core.type.classreading.MetadataReader;
import org.springframework.stereotype.Controller;
import org.springframework.util.ClassUtils;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.servlet.mvc.method.RequestMappingInfo;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/** What our controllers answer, whichever of them there are. */
final class OurOperations {

    private OurOperations() {}

    static SortedSet<Operation> all(Collection<RequestMappingHandlerMapping> mappings) {
        SortedSet<Operation> found = new TreeSet<>();
        for (RequestMappingHandlerMapping mapping : mappings) {
            mapping.getHandlerMethods().keySet().forEach(info -> {
                for (String path : info.getPatternValues()) {
                    verbs(info).forEach(verb -> found.add(new Operation(verb, path)));
                }
            });
        }
        found.addAll(ofControllers());
        return found;
    }

    /** Those, too, that this installation does not have, since they need a setting. */
    private static SortedSet<Operation> ofControllers() {
        var scanner = new ClassPathScanningCandidateComponentProvider(false) {
            @Override
            protected boolean isCandidateComponent(MetadataReader found) {
                return found.getAnnotationMetadata().isAnnotated(Controller.class.getName());
            }
        };
        SortedSet<Operation> found = new TreeSet<>();
        scanner.findCandidateComponents(BridgeApplication.class.getPackageName()).stream()
                .map(component -> ClassUtils.resolveClassName(component.getBeanClassName(), null))
                .filter(type -> isProduct(type))
                .forEach(type -> {
                    List<String> above = paths(AnnotatedElementUtils.findMergedAnnotation(type, RequestMapping.class));
                    for (Method method : type.getDeclaredMethods()) {
                        RequestMapping mapping =
                                AnnotatedElementUtils.findMergedAnnotation(method, RequestMapping.class);
                        if (mapping != null) {
                            above.forEach(base -> paths(mapping).forEach(path -> Stream.of(mapping.method())
                                    .forEach(verb -> found.add(new Operation(verb.name(), base + path)))));
                        }
                    }
                });
        return found;
    }

    private static boolean isProduct(Class<?> type) {
        return type.getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .equals(BridgeApplication.class
                        .getProtectionDomain()
                        .getCodeSource()
                        .getLocation());
    }

    private static List<String> paths(RequestMapping mapping) {
        return mapping == null || mapping.path().length == 0 ? List.of("") : List.of(mapping.path());
    }

    private static Set<String> verbs(RequestMappingInfo info) {
        Set<RequestMethod> methods = info.getMethodsCondition().getMethods();
        return methods.isEmpty()
                ? Set.of("GET")
                : methods.stream().map(Enum::name).collect(Collectors.toSet());
    }
}
