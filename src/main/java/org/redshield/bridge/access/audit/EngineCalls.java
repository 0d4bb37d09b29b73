package org.redshield.bridge.access.audit;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What a call of the engine's interfaces is: {@code /engine-rest}, which programs use, and {@code /camunda/api}, which Tasklist, Cockpit
 * and Admin do. There are hundreds of addresses and none of them is ours: all are recorded but for those listed here.
 */
final class EngineCalls {

    /** Who reads; of the many questions of a page about one thing there is one row. */
    record Call(AuditAct act, String operation, String subject) {}

    private static final Pattern PREFIX = Pattern.compile("^/(engine-rest(/engine/default)?"
            + "|camunda/api/(engine/engine/default|(cockpit|tasklist|admin|welcome)/plugin/[\\w-]+/default))(?=/|$)");
    private static final Pattern ID = Pattern.compile("[\\w:.-]*[0-9][\\w:.-]*");
    private static final Pattern WORD = Pattern.compile("[a-z][a-zA-Z-]*");

    /** What a page asks for every few seconds, or before it is drawn: numbers, itself, its scripts. */
    private static final Pattern NOTHING =
            Pattern.compile("/camunda/api/(admin|cockpit|tasklist|welcome)/(auth|setup)/.*"
                    + "|/camunda/api/\\w+/plugin/[\\w-]+/static/.*"
                    + "|/camunda/api/engine/?|/camunda/api/engine/engine/?|/engine-rest/(engine|version|schema)/?"
                    + "|.*/count|.*/identity/(groups|verify|password-policy)");

    private static final Set<String> ACCOUNTS = Set.of("user", "group", "tenant", "authorization", "identity");
    private static final Set<String> MODELS = Set.of(
            "deployment", "process-definition", "decision-definition", "decision-requirements-definition", "filter");
    /** Recorded with what they do, in its transaction. */
    private static final Set<String> DECISIONS = Set.of("submit-form", "complete", "start");

    /** Methods that change nothing. */
    static final Set<String> READING = Set.of("GET", "HEAD", "OPTIONS");

    /** Questions that are too long for an address. */
    private static final Set<String> QUESTIONS = Set.of(
            "task",
            "process-instance",
            "execution",
            "incident",
            "job",
            "job-definition",
            "external-task",
            "variable-instance",
            "event-subscription",
            "case-instance",
            "case-execution",
            "called-process-instances",
            "called-process-definitions",
            "historic-activity-statistics",
            "list",
            "singleResult",
            "query");

    private EngineCalls() {}

    static boolean are(String path) {
        return path.startsWith("/engine-rest/") || path.startsWith("/camunda/api/");
    }

    /** Empty for what is not recorded. */
    static Optional<Call> of(String method, String path) {
        if (NOTHING.matcher(path).matches()) {
            return Optional.empty();
        }
        List<String> parts = parts(path);
        if (parts.isEmpty()) {
            return Optional.empty();
        }
        String what = parts.get(0).equals("history") && parts.size() > 1 ? parts.get(1) : parts.get(0);
        String last = parts.get(parts.size() - 1);
        String id = parts.stream()
                .filter(part -> ID.matcher(part).matches())
                .findFirst()
                .orElse(null);
        String operation = face(path) + "：" + (WORD.matcher(what).matches() ? what : "*");
        if (!asks(method, parts)) {
            return DECISIONS.contains(last)
                    ? Optional.empty()
                    : Optional.of(new Call(
                            ACCOUNTS.contains(what) || MODELS.contains(what)
                                    ? AuditAct.CONFIGURATION
                                    : AuditAct.ENGINE_CHANGE,
                            operation + "：" + method + (WORD.matcher(last).matches() ? " " + last : ""),
                            id));
        }
        if (ACCOUNTS.contains(what)) {
            return Optional.of(new Call(AuditAct.CONFIGURATION_READ, operation, null));
        }
        return Optional.of(
                id == null || MODELS.contains(what)
                        ? new Call(AuditAct.LIST, operation, null)
                        : new Call(AuditAct.ENGINE_READ, operation, id));
    }

    /** Whether it may change something. */
    static boolean changes(String method, String path) {
        List<String> parts = parts(path);
        return !parts.isEmpty() && !NOTHING.matcher(path).matches() && !asks(method, parts);
    }

    private static List<String> parts(String path) {
        return Stream.of(PREFIX.matcher(path).replaceFirst("").split("/"))
                .filter(part -> !part.isEmpty())
                .toList();
    }

    private static boolean asks(String method, List<String> parts) {
        return READING.contains(method) || method.equals("POST") && isQuestion(parts);
    }

    private static boolean isQuestion(List<String> parts) {
        return QUESTIONS.contains(parts.get(parts.size() - 1)) || parts.get(0).equals("history") && parts.size() == 2;
    }

    private static String face(String path) {
        if (path.startsWith("/engine-rest")) {
            return "引擎接口";
        }
        return path.contains("/cockpit/") ? "Cockpit" : path.contains("/admin/") ? "Admin" : "Tasklist、Cockpit";
    }
}
