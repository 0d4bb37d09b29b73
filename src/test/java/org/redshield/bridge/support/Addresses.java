package org.redshield.bridge.support;

import java.lang.reflect.Method;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.redshield.bridge.BridgeApplication;
import org.springframework.context.annotation.ClassPathScanningCandidateComponentProvider;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.core.type.classreading.MetadataReader;
import org.springframework.stereotype.Controller;
import org.springframework.util.ClassUtils;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestMethod;

/** What our controllers answer, those too that an installation has by a setting only. */
public final class Addresses {

    /** Before anybody is signed in, or without an interface: pages, health, the way to the provider. */
    private static final Set<String> OUTSIDE = Set.of(
            "GET /",
            "GET /actuator/health",
            "GET /actuator/health/{group}",
            "GET /sign-in",
            "GET /sign-out",
            "GET /signed-out",
            "GET /signed-in",
            "POST /sign-in/activity",
            "POST /sign-out/by-provider",
            "GET /bridge/provider.js",
            "GET /record",
            "GET /dispatch");

    private Addresses() {}

    /** The methods that answer each, by its verb and pattern: {@code GET /api/cases/{caseNo}}. */
    public static SortedMap<String, Set<Method>> all() {
        var scanner = new ClassPathScanningCandidateComponentProvider(false) {
            @Override
            protected boolean isCandidateComponent(MetadataReader found) {
                return found.getAnnotationMetadata().isAnnotated(Controller.class.getName());
            }
        };
        SortedMap<String, Set<Method>> found = new TreeMap<>();
        for (var controller : scanner.findCandidateComponents(BridgeApplication.class.getPackageName())) {
            Class<?> type = ClassUtils.resolveClassName(controller.getBeanClassName(), null);
            if (isOfTests(type)) {
                continue;
            }
            RequestMapping above = AnnotatedElementUtils.findMergedAnnotation(type, RequestMapping.class);
            for (Method method : type.getDeclaredMethods()) {
                RequestMapping mapping = AnnotatedElementUtils.findMergedAnnotation(method, RequestMapping.class);
                if (mapping != null) {
                    for (RequestMethod verb : mapping.method()) {
                        paths(above).forEach(first -> paths(mapping).forEach(second -> found.computeIfAbsent(
                                        verb + " " + first + second, none -> new LinkedHashSet<>())
                                .add(method)));
                    }
                }
            }
        }
        return found;
    }

    /** Those whose calls are put on record. */
    public static SortedMap<String, Set<Method>> onRecord() {
        SortedMap<String, Set<Method>> all = all();
        all.keySet().removeAll(OUTSIDE);
        return all;
    }

    private static boolean isOfTests(Class<?> type) {
        return type.getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .getPath()
                .endsWith("test-classes/");
    }

    private static Stream<String> paths(RequestMapping mapping) {
        return mapping == null || mapping.path().length == 0 ? Stream.of("") : Stream.of(mapping.path());
    }
}
