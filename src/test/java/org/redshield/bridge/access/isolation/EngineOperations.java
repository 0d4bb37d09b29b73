package org.redshield.bridge.access.isolation;

import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.Path;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.camunda.bpm.admin.Admin;
import org.camunda.bpm.admin.impl.web.AdminApplication;
import org.camunda.bpm.cockpit.Cockpit;
import org.camunda.bpm.cockpit.impl.web.CockpitApplication;
import org.camunda.bpm.engine.rest.impl.CamundaRestResources;
import org.camunda.bpm.tasklist.Tasklist;
import org.camunda.bpm.tasklist.impl.web.TasklistApplication;
import org.camunda.bpm.webapp.impl.engine.EngineRestApplication;
import org.camunda.bpm.webapp.plugin.spi.AppPlugin;
import org.camunda.bpm.welcome.Welcome;
import org.camunda.bpm.welcome.impl.web.WelcomeApplication;

/** What the engine answers over HTTP, read from its resources, down to those that they lead to. */
final class EngineOperations {

    private final SortedSet<Operation> found = new TreeSet<>();

    private EngineOperations() {}

    /**
     * All of them. The engine has the same resources at {@code /engine-rest}, once more below {@code /engine-rest/engine/default},
     * and a third time, for its web applications, at {@code /camunda/api/engine}.
     */
    static SortedSet<Operation> all() {
        EngineOperations all = new EngineOperations();
        all.below("/engine-rest", CamundaRestResources.getResourceClasses());
        all.below("/camunda/api/engine", new EngineRestApplication().getClasses());
        all.application(
                "/camunda/api/cockpit", new CockpitApplication().getClasses(), plugins(Cockpit.getRuntimeDelegate()));
        all.application("/camunda/api/admin", new AdminApplication().getClasses(), plugins(Admin.getRuntimeDelegate()));
        all.application(
                "/camunda/api/tasklist",
                new TasklistApplication().getClasses(),
                plugins(Tasklist.getRuntimeDelegate()));
        all.application(
                "/camunda/api/welcome", new WelcomeApplication().getClasses(), plugins(Welcome.getRuntimeDelegate()));
        return all.found;
    }

    private static List<? extends AppPlugin> plugins(
            org.camunda.bpm.webapp.AppRuntimeDelegate<? extends AppPlugin> application) {
        return application.getAppPluginRegistry().getPlugins();
    }

    private void application(String base, Collection<Class<?>> resources, List<? extends AppPlugin> plugins) {
        below(base, resources);
        plugins.forEach(plugin -> below(base, plugin.getResourceClasses()));
    }

    private void below(String base, Collection<Class<?>> resources) {
        resources.stream()
                .filter(type -> annotated(type) != null)
                .forEach(type -> walk(type, joined(base, annotated(type).value()), new ArrayList<>()));
    }

    /** The type's own path: at it, or at what it is derived from. */
    private static Path annotated(Class<?> type) {
        return types(type)
                .map(each -> each.getDeclaredAnnotation(Path.class))
                .filter(path -> path != null)
                .findFirst()
                .orElse(null);
    }

    private void walk(Class<?> type, String path, List<Class<?>> above) {
        if (above.contains(type)) {
            throw new IllegalStateException("Resources in a circle at " + path);
        }
        List<Class<?>> here = new ArrayList<>(above);
        here.add(type);
        for (Method method : type.getMethods()) {
            if (method.isBridge()) {
                continue;
            }
            Path at = null;
            String verb = null;
            for (Method declared : declarations(method)) {
                at = at == null ? declared.getAnnotation(Path.class) : at;
                verb = verb == null ? verb(declared) : verb;
            }
            String whole = at == null ? path : joined(path, at.value());
            if (verb != null) {
                found.add(new Operation(verb, whole));
            } else if (at != null) {
                walk(method.getReturnType(), whole, here);
            }
        }
    }

    private static String verb(Method method) {
        return Stream.of(method.getAnnotations())
                .map(annotation -> annotation.annotationType().getAnnotation(HttpMethod.class))
                .filter(verb -> verb != null)
                .map(HttpMethod::value)
                .findFirst()
                .orElse(null);
    }

    /** The method, and those that it overrides: the engine's annotations stand at its interfaces. */
    private static List<Method> declarations(Method method) {
        return types(method.getDeclaringClass())
                .flatMap(type -> Stream.of(type.getDeclaredMethods()))
                .filter(other -> other.getName().equals(method.getName())
                        && List.of(other.getParameterTypes()).equals(List.of(method.getParameterTypes())))
                .toList();
    }

    private static Stream<Class<?>> types(Class<?> type) {
        return type == null
                ? Stream.empty()
                : Stream.concat(
                        Stream.of(type),
                        Stream.concat(
                                types(type.getSuperclass()),
                                Stream.of(type.getInterfaces()).flatMap(EngineOperations::types)));
    }

    private static String joined(String base, String more) {
        String path = (base + "/" + more)
                .replaceAll("\\{\\s*(\\w+)\\s*:[^/]*}", "{$1}")
                .replaceAll("/+", "/");
        return path.length() > 1 && path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
    }
}
