package org.redshield.bridge.access.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Method;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.springframework.context.annotation.ClassPathScanningCandidateComponentProvider;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.core.type.filter.AnnotationTypeFilter;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestMethod;

/** Of every address of ours somebody has decided what a call of it is in the record. */
class OperationsTest {

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
            "GET /bridge/provider.js",
            "GET /record",
            "GET /dispatch");

    @Test
    void everyAddressIsDecidedAndNothingElse() throws ClassNotFoundException {
        Set<String> addresses = addresses();
        addresses.removeAll(OUTSIDE);

        assertThat(addresses).hasSizeGreaterThan(100);
        assertThat(Operations.all().keySet()).containsExactlyInAnyOrderElementsOf(addresses);
    }

    /** What is a file by its address is taken along; so are the packages and files of a case, which have no such ending. */
    @Test
    void whateverIsTakenAlongCountsAsAnExportAndIsOnRecordBeforeItLeaves() throws ClassNotFoundException {
        Set<String> files = addresses().stream()
                .filter(address -> address.matches("GET /api/.*(\\.(csv|pdf|ofd|ics|zip)|/package|/dossier)"))
                .collect(Collectors.toCollection(TreeSet::new));

        assertThat(files).hasSizeGreaterThan(12).allSatisfy(address -> {
            assertThat(Operations.all().get(address).export()).isTrue();
            assertThat(Operations.all().get(address).first()).isTrue();
        });
        assertThat(Operations.all().values()).allMatch(one -> one.first() || !one.export());
    }

    /** By method and address, as the web framework matches them. */
    static Set<String> addresses() throws ClassNotFoundException {
        ClassPathScanningCandidateComponentProvider scanner = new ClassPathScanningCandidateComponentProvider(false);
        scanner.addIncludeFilter(new AnnotationTypeFilter(Controller.class));
        Set<String> found = new TreeSet<>();
        for (var controller : scanner.findCandidateComponents("org.redshield.bridge")) {
            Class<?> type = Class.forName(controller.getBeanClassName());
            if (isOfTests(type)) {
                continue;
            }
            RequestMapping above = AnnotatedElementUtils.findMergedAnnotation(type, RequestMapping.class);
            for (Method method : type.getDeclaredMethods()) {
                RequestMapping mapping = AnnotatedElementUtils.findMergedAnnotation(method, RequestMapping.class);
                if (mapping != null) {
                    for (RequestMethod verb : mapping.method()) {
                        paths(above).forEach(first -> paths(mapping)
                                .forEach(second -> found.add(verb + " " + (first + second))));
                    }
                }
            }
        }
        return found;
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
