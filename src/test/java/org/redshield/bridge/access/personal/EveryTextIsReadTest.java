package org.redshield.bridge.access.personal;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.InputStream;
import java.lang.reflect.Constructor;
import java.lang.reflect.Method;
import java.lang.reflect.Parameter;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.redshield.bridge.engine.form.KeptOut.Told;
import org.springframework.context.annotation.ClassPathScanningCandidateComponentProvider;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.core.type.filter.AnnotationTypeFilter;
import org.springframework.util.ClassUtils;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.multipart.MultipartFile;

/**
 * Whatever people write to our addresses is read before a feature sees it: by {@link TypedTexts} where address or body name the case,
 * by the controller where they do not, or there is no case and the reason stands here.
 */
class EveryTextIsReadTest {

    private static final Set<RequestMethod> CHANGES =
            Set.of(RequestMethod.POST, RequestMethod.PUT, RequestMethod.PATCH, RequestMethod.DELETE);

    /** Its controller holds the text against the case itself. */
    private static final Set<String> ITSELF =
            Set.of("POST /api/cases/{caseNo}/evidence", "POST /api/tasks/{taskId}/return");

    /** Each is about no case, or nobody else reads it. */
    private static final Map<String, String> NO_CASE = Map.ofEntries(
            Map.entry("POST /api/accounts/{account}/subjects/release", "of an account"),
            Map.entry("POST /api/accounts/resets", "of an account"),
            Map.entry("POST /api/accounts/roles", "of an account"),
            Map.entry("POST /api/sign-in-step/enrolment", "of one's own account"),
            Map.entry("POST /api/sign-in-step/factor", "of one's own account"),
            Map.entry("PUT /api/sign-in-step/credentials", "of one's own account"),
            Map.entry("DELETE /api/drafts/{kind}/{id}", "a mark of what is on the screen"),
            Map.entry(
                    "PUT /api/drafts/{kind}/{id}",
                    "what nobody but its writer reads; the form is read when it is sent"),
            Map.entry("POST /api/campaigns/{caseNo}/subjects/file", "a list of shops, read row by row"),
            Map.entry("POST /api/clues/dispatch", "ids of clues, code of a unit"),
            Map.entry("POST /api/clues/imports", "RowCheck holds each row against its own reporter"),
            Map.entry("POST /api/clues/suspicions", "DispatchDesk asks for each of the two cases"),
            Map.entry("POST /api/empty-parcels", "a list of numbers of parcels"),
            Map.entry("POST /api/jurisdiction", "codes and dates, of no case"),
            Map.entry("POST /api/reconciliations", "registers and lists of shops, of no case"),
            Map.entry("POST /api/reconciliations/{id}/clues", "of no case yet"),
            Map.entry("POST /api/reconciliations/{id}/review/{position}", "of no case yet"),
            Map.entry("POST /api/reconciliations/{id}/review/{position}/withdrawal", "of no case yet"),
            Map.entry("POST /api/releases/{id}/rejection", "of a model"),
            Map.entry("POST /api/sending/release", "of the numbers of letters"),
            Map.entry("POST /api/substitutes", "of accounts"),
            Map.entry("POST /api/supervision/orders/{id}/end", "of a superior's supervisor, who knows no reporter"),
            Map.entry("POST /api/supervision/orders/{id}/return", "of a superior's supervisor, who knows no reporter"),
            Map.entry("POST /api/tasks/claims", "ids of tasks"),
            Map.entry("PUT /api/notices/settings", "an address for mail and choices"));

    /** Names, codes and figures in the address: no sentence fits in. */
    private static final Set<String> SHORT =
            Set.of("subjectId", "secondOfficer", "source", "platform", "name", "preview");

    private record Door(String method, String path, Method handler) {

        String name() {
            return method + " " + path;
        }

        List<Parameter> bodies() {
            return Stream.of(handler.getParameters())
                    .filter(one -> one.isAnnotationPresent(RequestBody.class))
                    .toList();
        }

        /** Texts and files that come beside a body. */
        List<Parameter> others() {
            return Stream.of(handler.getParameters())
                    .filter(one -> one.getType() == MultipartFile.class
                            || InputStream.class.isAssignableFrom(one.getType())
                            || one.isAnnotationPresent(RequestParam.class)
                                    && one.getType() == String.class
                                    && !SHORT.contains(one.getName()))
                    .toList();
        }
    }

    @Test
    void everyTextOfARequestIsRead() {
        Set<String> unread = new TreeSet<>();
        Set<String> declared = new TreeSet<>();
        Set<String> names = new TreeSet<>();
        for (Door door : doors()) {
            names.add(door.name());
            boolean hasText = !door.others().isEmpty()
                    || door.bodies().stream().anyMatch(body -> texts(body.getParameterizedType()) > 0);
            boolean isRead = door.others().isEmpty()
                    && door.bodies().stream().allMatch(body -> namesCase(door.path(), body.getType()));
            if (ITSELF.contains(door.name()) || NO_CASE.containsKey(door.name())) {
                declared.add(door.name());
            } else if (hasText && !isRead) {
                unread.add(door.name());
            }
        }
        assertThat(unread)
                .as("name the case in the address, ask TypedTexts, or say here why there is none")
                .isEmpty();
        assertThat(names).as("what is declared is there").containsAll(ITSELF).containsAll(NO_CASE.keySet());
        assertThat(names).hasSizeGreaterThan(50);
        doors().stream().filter(door -> ITSELF.contains(door.name())).forEach(door -> assertThat(
                        door.handler().getDeclaringClass().getDeclaredFields())
                .as(door.name())
                .anyMatch(field -> field.getType() == TypedTexts.class));
    }

    /** Each text of each body, however deep it lies. */
    @Test
    void ofABodyNoTextIsLeftOut() {
        assertThat(TypedTexts.class).hasAnnotation(ControllerAdvice.class);
        ObjectMapper json = JsonMapper.builder().findAndAddModules().build();
        int read = 0;
        for (Door door : doors()) {
            for (Parameter body : door.bodies()) {
                if (!namesCase(door.path(), body.getType())) {
                    continue;
                }
                List<String> texts = new ArrayList<>();
                Object sample = sample(body.getParameterizedType(), texts);
                String told = TypedTexts.texts(json.valueToTree(sample)).stream()
                        .map(Told::text)
                        .collect(Collectors.joining("\n"));
                assertThat(texts).as(door.name()).allMatch(told::contains);
                read += texts.size();
            }
        }
        assertThat(read).isGreaterThan(30);
    }

    private static boolean namesCase(String path, Class<?> body) {
        return path.contains("{caseNo}")
                || body.isRecord()
                        && Stream.of(body.getRecordComponents())
                                .anyMatch(one -> one.getName().equals("caseNo"));
    }

    private static List<Door> doors() {
        ClassPathScanningCandidateComponentProvider scan = new ClassPathScanningCandidateComponentProvider(false);
        scan.addIncludeFilter(new AnnotationTypeFilter(RestController.class));
        return scan.findCandidateComponents("org.redshield.bridge").stream()
                .map(found -> ClassUtils.resolveClassName(found.getBeanClassName(), null))
                .filter(type -> !type.getProtectionDomain()
                        .getCodeSource()
                        .getLocation()
                        .getPath()
                        .contains("test-classes"))
                .flatMap(type -> Arrays.stream(type.getDeclaredMethods()).flatMap(method -> doors(type, method)))
                .toList();
    }

    private static Stream<Door> doors(Class<?> type, Method method) {
        RequestMapping own = AnnotatedElementUtils.findMergedAnnotation(method, RequestMapping.class);
        RequestMapping above = AnnotatedElementUtils.findMergedAnnotation(type, RequestMapping.class);
        if (own == null) {
            return Stream.empty();
        }
        List<String> before = above == null || above.path().length == 0 ? List.of("") : List.of(above.path());
        List<String> behind = own.path().length == 0 ? List.of("") : List.of(own.path());
        return Stream.of(own.method()).filter(CHANGES::contains).flatMap(verb -> before.stream()
                .flatMap(first -> behind.stream().map(last -> new Door(verb.name(), first + last, method))));
    }

    /** How many texts there are in it; of what is read as it comes, one. */
    private static int texts(Type type) {
        List<String> texts = new ArrayList<>();
        sample(type, texts);
        return texts.size();
    }

    private static Object sample(Type type, List<String> texts) {
        if (type instanceof ParameterizedType generic) {
            Class<?> raw = (Class<?>) generic.getRawType();
            Type[] of = generic.getActualTypeArguments();
            if (raw == Optional.class) {
                return Optional.ofNullable(sample(of[0], texts));
            }
            if (Map.class.isAssignableFrom(raw)) {
                Object key = sample(of[0], texts);
                Object value = sample(of[1], texts);
                return key == null || value == null ? Map.of() : Map.of(key, value);
            }
            if (Collection.class.isAssignableFrom(raw)) {
                Object one = sample(of[0], texts);
                return one == null ? List.of() : raw == Set.class ? Set.of(one) : List.of(one);
            }
            return null;
        }
        Class<?> plain = (Class<?>) type;
        if (plain == String.class) {
            texts.add("痕迹" + texts.size() + "。");
            return texts.get(texts.size() - 1);
        }
        return plain.isRecord() ? record(plain, texts) : value(plain);
    }

    private static Object record(Class<?> type, List<String> texts) {
        RecordComponent[] parts = type.getRecordComponents();
        try {
            Constructor<?> constructor = type.getDeclaredConstructor(
                    Stream.of(parts).map(RecordComponent::getType).toArray(Class<?>[]::new));
            constructor.setAccessible(true);
            return constructor.newInstance(Stream.of(parts)
                    .map(part -> sample(part.getGenericType(), texts))
                    .toArray());
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(type.getName(), e);
        }
    }

    private static Object value(Class<?> type) {
        if (type == boolean.class) {
            return false;
        }
        if (type == int.class) {
            return 0;
        }
        if (type == long.class) {
            return 0L;
        }
        if (type == double.class) {
            return 0.0;
        }
        return type.isEnum() ? type.getEnumConstants()[0] : null;
    }
}
