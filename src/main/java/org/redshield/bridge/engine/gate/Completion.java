package org.redshield.bridge.engine.gate;

import java.util.Collection;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.camunda.bpm.model.bpmn.instance.CallActivity;
import org.camunda.bpm.model.bpmn.instance.Process;
import org.camunda.bpm.model.bpmn.instance.StartEvent;
import org.camunda.bpm.model.bpmn.instance.UserTask;
import org.redshield.bridge.engine.gate.Deployed.Source;
import org.redshield.bridge.engine.rule.Bundle;
import org.redshield.bridge.engine.rule.Elements;
import org.redshield.bridge.engine.rule.Findings;

/**
 * Makes a whole of what somebody deploys. Forms and called processes are bound to the deployment, so that a process which
 * comes without them would lose them for everybody: what lacks is taken from the newest deployed version, by the key of
 * process or form and never by a file's name. Whoever calls a changed process comes along, or would go on calling the old
 * one; likewise the processes that use a changed form. A table is by itself.
 */
final class Completion {

    private final Deployed deployed;
    private final Map<String, Source> processes;
    private final Map<String, Source> forms;
    private final Bundle bundle;
    private final Findings findings;
    private final Set<Source> taken = new HashSet<>();

    private Completion(Bundle bundle, Deployed deployed, Findings findings) {
        this.deployed = deployed;
        this.processes = deployed.processes();
        this.forms = deployed.forms();
        this.bundle = bundle;
        this.findings = findings;
    }

    /** Adds what lacks; what nobody has is left to the rules to tell. */
    static void complete(Bundle bundle, Deployed deployed, Findings findings) {
        new Completion(bundle, deployed, findings).complete();
    }

    private void complete() {
        Set<String> changedForms = bundle.forms().values().stream()
                .map(form -> form.path("id").asText())
                .collect(Collectors.toSet());
        boolean again = true;
        while (again) {
            Set<String> has = bundle.processes().keySet();
            Set<String> wanted = new HashSet<>();
            bundle.processes().values().forEach(process -> wanted.addAll(called(process)));
            processes.forEach((key, source) -> {
                Process process = deployed.read(source).processes().get(key);
                if (process != null
                        && (called(process).stream().anyMatch(has::contains)
                                || forms(process).stream().anyMatch(changedForms::contains))) {
                    wanted.add(key);
                }
            });
            wanted.removeAll(has);
            again = wanted.stream().map(key -> take(processes.get(key))).reduce(false, Boolean::logicalOr);
        }
        bundle.processes().values().stream()
                .flatMap(process -> forms(process).stream())
                .distinct()
                .filter(form -> bundle.form(form).isEmpty())
                .forEach(form -> take(forms.get(form)));
    }

    private boolean take(Source source) {
        if (source == null || !taken.add(source)) {
            return false;
        }
        String name = bundle.files().containsKey(source.file()) ? "deployed/" + source.file() : source.file();
        bundle.add(name, deployed.content(source), findings);
        return true;
    }

    private static Set<String> called(Process process) {
        return Elements.in(process, CallActivity.class)
                .map(call -> String.valueOf(call.getCalledElement()))
                .collect(Collectors.toSet());
    }

    /** The forms that the process uses, as its elements name them. */
    static Collection<String> forms(Process process) {
        return Stream.concat(
                        Elements.in(process, UserTask.class).map(UserTask::getCamundaFormRef),
                        Elements.in(process, StartEvent.class).map(start -> Elements.camunda(start, "formRef")))
                .flatMap(form -> Optional.ofNullable(form).stream())
                .collect(Collectors.toSet());
    }
}
