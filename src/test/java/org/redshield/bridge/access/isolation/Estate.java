package org.redshield.bridge.access.isolation;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What an organisation owns at the time of the walk, by name: a task, a case, a letter and so on, and what is everybody's.
 *
 * @param own ids that nobody of another organisation may ever read
 * @param common ids of what all organisations share
 */
record Estate(Map<String, String> own, Map<String, String> common) {

    /** A well-formed id of nothing. */
    static final String UNKNOWN = "01a20ef1-b8cc-7000-b0c1-c9ab68430718";

    private static final Pattern PARAMETER = Pattern.compile("\\{([^}]+)}");
    private static final Pattern NAME = Pattern.compile("\\$(\\w+)");

    /** What stands for a name in a path, by the word before it; what is not here stands for nothing that exists. */
    private static final Map<String, String> BY_WORD = Map.ofEntries(
            Map.entry("activity-instance", "activity"),
            Map.entry("attachment", "attachment"),
            Map.entry("attachments", "unknown"),
            Map.entry("authorization", "authorization"),
            Map.entry("calendar", "secret"),
            Map.entry("calendars", "year"),
            Map.entry("cases", "case"),
            Map.entry("clues", "clue"),
            Map.entry("comment", "comment"),
            Map.entry("datasets", "dataRequest"),
            Map.entry("decision-definition", "decision"),
            Map.entry("definitions", "processKey"),
            Map.entry("deployment", "deployment"),
            Map.entry("dispositions", "disposition"),
            Map.entry("drafts", "draftKind"),
            Map.entry("{kind}", "task"),
            Map.entry("evidence", "evidence"),
            Map.entry("execution", "execution"),
            Map.entry("filter", "filter"),
            Map.entry("group", "group"),
            Map.entry("group-members", "group"),
            Map.entry("health", "liveness"),
            Map.entry("imports", "import"),
            Map.entry("incident", "incident"),
            Map.entry("indicators", "indicator"),
            Map.entry("job", "job"),
            Map.entry("job-definition", "jobDefinition"),
            Map.entry("job-log", "jobLog"),
            Map.entry("letters", "letter"),
            Map.entry("localVariables", "variableName"),
            Map.entry("login", "application"),
            Map.entry("members", "account"),
            Map.entry("messageSubscriptions", "messageName"),
            Map.entry("matches", "matchedShop"),
            Map.entry("metrics", "metric"),
            Map.entry("notices", "notice"),
            Map.entry("platforms", "platform"),
            Map.entry("preservations", "hold"),
            Map.entry("process-definition", "definition"),
            Map.entry("process-instance", "instance"),
            Map.entry("campaigns", "campaign"),
            Map.entry("lists", "campaignSubject"),
            Map.entry("meetings", "campaignMeeting"),
            Map.entry("offers", "campaignOffer"),
            Map.entry("runs", "campaignRun"),
            Map.entry("questions", "campaignQuestion"),
            Map.entry("reconciliations", "reconciliation"),
            Map.entry("records", "dataset"),
            Map.entry("releases", "proposal"),
            Map.entry("resources", "resource"),
            Map.entry("review", "position"),
            Map.entry("shops", "shop"),
            Map.entry("starts", "instance"),
            Map.entry("static", "asset"),
            Map.entry("subjects", "campaignSubject"),
            Map.entry("task", "task"),
            Map.entry("tasks", "task"),
            Map.entry("tenant", "tenant"),
            Map.entry("tenant-id", "tenant"),
            Map.entry("user", "account"),
            Map.entry("user-members", "account"),
            Map.entry("user-operation", "operation"),
            Map.entry("variable-instance", "variable"),
            Map.entry("variables", "variableName"),
            Map.entry("versions", "calendarVersion"),
            Map.entry("waiting", "waitingClue"));

    /** Where another thing of that kind is needed than everywhere else. */
    private static final Map<String, String> SPECIAL = Map.of(
            "/api/tasks/{taskId}/outcome taskId", "doneTask",
            "/api/tasks/{taskId}/letter taskId", "letterTask",
            "/api/tasks/{taskId}/letter.pdf taskId", "letterTask",
            "/engine-rest/execution/{id}/messageSubscriptions/{messageName} id", "subscribed",
            "/engine-rest/execution/{id}/messageSubscriptions/{messageName}/trigger id", "subscribed");

    static Estate empty() {
        return new Estate(new LinkedHashMap<>(), new LinkedHashMap<>());
    }

    /** The path with ids in place of names. */
    String pathOf(Operation operation) {
        Matcher names = PARAMETER.matcher(operation.path());
        StringBuilder path = new StringBuilder();
        while (names.find()) {
            names.appendReplacement(
                    path, Matcher.quoteReplacement(standsFor(operation.path(), names.start(), names.group(1))));
        }
        return names.appendTail(path).toString();
    }

    private String standsFor(String path, int at, String parameter) {
        String before = path.substring(0, at);
        if (before.endsWith("/plugin/base/")
                || before.endsWith("Plugins/")
                || before.endsWith("/setup/")
                || parameter.equals("processEngineName")) {
            return "default";
        }
        if (parameter.equals("place")) {
            return "1";
        }
        if (SPECIAL.containsKey(path + " " + parameter)) {
            return value(SPECIAL.get(path + " " + parameter));
        }
        String word = before.replaceAll("/$", "").replaceAll(".*/", "");
        if (before.contains("/case-") || before.contains("/batch/") || before.contains("/history/variable-instance")) {
            return word.equals("tenant-id") ? value("tenant") : UNKNOWN;
        }
        if (word.equals("key")) {
            return value(before.contains("/process-definition") ? "processKey" : "decisionKey");
        }
        if (word.equals("cases") && (path.contains("/letters/") || path.contains("{caseNo}/messages"))) {
            return value("letterCase");
        }
        if (word.equals("cases") && path.contains("/dispositions/")) {
            return value("dispositionCase");
        }
        return value(BY_WORD.getOrDefault(word, "unknown"));
    }

    /** The text with ids in place of {@code $names}. */
    String filled(String text, String me) {
        Matcher names = NAME.matcher(text);
        StringBuilder filled = new StringBuilder();
        while (names.find()) {
            String name = names.group(1);
            names.appendReplacement(
                    filled,
                    Matcher.quoteReplacement(
                            name.equals("me")
                                    ? me
                                    : own.containsKey(name) || common.containsKey(name) ? value(name) : names.group()));
        }
        return names.appendTail(filled).toString();
    }

    String value(String name) {
        return own.getOrDefault(name, common.getOrDefault(name, UNKNOWN));
    }

    /** Whether something of the owner's stands in it. */
    boolean shownIn(String text) {
        return own.values().stream().anyMatch(text::contains);
    }
}
