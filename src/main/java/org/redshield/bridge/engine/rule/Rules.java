package org.redshield.bridge.engine.rule;

import java.io.ByteArrayInputStream;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import lombok.RequiredArgsConstructor;
import org.camunda.bpm.model.bpmn.instance.BaseElement;
import org.camunda.bpm.model.bpmn.instance.FlowNode;
import org.camunda.bpm.model.bpmn.instance.Process;
import org.camunda.bpm.model.dmn.Dmn;
import org.camunda.bpm.model.dmn.instance.Decision;
import org.camunda.bpm.model.xml.ModelException;
import org.redshield.bridge.engine.State;
import org.redshield.bridge.engine.model.PlainTable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** All rules for models, forms, tables and diagrams, over one bundle; nothing runs. */
@RequiredArgsConstructor
public final class Rules {

    private static final Logger LOG = LoggerFactory.getLogger(Rules.class);

    private final Vocabulary house;
    private final Supplier<List<TableCheck>> tables;

    /**
     * Everything that is wrong with a bundle, by itself. Every check runs, whatever another one found; only of a file that
     * cannot be read nothing more is said, and the finding says that.
     */
    public void check(Bundle bundle, Findings findings) {
        Vocabulary look = new OneLook(house);
        forEverybody(bundle.files(), look, false, findings);
        bundle.models().forEach((file, model) -> {
            run("elements", file, findings, () -> new ProcessRules(file, model, bundle, look, findings).check());
            run("flow", file, findings, () -> new FlowRules(file, model, bundle, look, findings).check());
            run("layout", file, findings, () -> LayoutRules.check(file, model, findings));
        });
        run("contracts", "", findings, () -> new ContractRules(bundle, look, findings).check());
        run("settings", "", findings, () -> new SettingRules(bundle, look, findings).check());
        run("states", "", findings, () -> new StateRules(bundle, look, findings).check());
        run("forms", "", findings, () -> new FormRules(bundle, look, findings).check());
    }

    /** What is wrong with the files of a release: the grammar and its tables; the rest has been through the build. */
    public void released(Map<String, byte[]> files, Findings findings) {
        forEverybody(files, new OneLook(house), true, findings);
    }

    /** By process, which state may follow which in the version that these files make. */
    public Map<String, Map<State, Set<State>>> following(Map<String, byte[]> files) {
        Findings known = new Findings();
        return new StateRules(Bundle.read(files, known), new OneLook(house), known).following();
    }

    private void forEverybody(Map<String, byte[]> files, Vocabulary look, boolean released, Findings findings) {
        new Grammar(look, findings).check(files);
        files.forEach((file, content) -> {
            if (Bundle.Kind.of(file).filter(Bundle.Kind.TABLE::equals).isPresent()
                    && Markup.read(content).end().isEmpty()) {
                run("table", file, findings, () -> table(file, content, look, released, findings));
            }
        });
    }

    /** A check that meets what the others have found must not take theirs away: it is told of, and refuses. */
    private static void run(String check, String file, Findings findings, Runnable rules) {
        try {
            rules.run();
        } catch (RuntimeException e) {
            LOG.warn("The check {} of {} was broken off", check, file.isEmpty() ? "the bundle" : file, e);
            findings.error(file, "", "check-broken", Findings.text("check." + check));
        }
    }

    /** What a bundle no longer has of what is deployed. */
    public void compare(Bundle bundle, Map<String, Bundle> deployed, Findings findings) {
        bundle.processes().forEach((key, process) -> {
            Process before =
                    deployed.containsKey(key) ? deployed.get(key).processes().get(key) : null;
            if (before != null) {
                Elements.minus(ids(before), ids(process))
                        .forEach(id -> findings.hint(bundle.fileOf(process), id, "id-removed", id, key));
            }
        });
    }

    private static Collection<String> ids(Process process) {
        return Elements.in(process, FlowNode.class)
                .map(BaseElement::getId)
                .filter(id -> id != null)
                .toList();
    }

    private void table(String file, byte[] content, Vocabulary look, boolean released, Findings findings) {
        Map<String, TableCheck> readers =
                tables.get().stream().collect(Collectors.toMap(TableCheck::decision, table -> table));
        for (String decision : decisions(content, readers.keySet())) {
            TableCheck reader = readers.get(decision);
            if (reader == null) {
                findings.error(file, decision, "decision-unread", decision, Elements.listed(readers.keySet()));
            } else {
                reader.check(file, content, look, released, findings);
            }
        }
    }

    /** What the file decides; of one that cannot be read, what it seems to. */
    private static Collection<String> decisions(byte[] content, Collection<String> known) {
        try {
            return Dmn.readModelFromStream(new ByteArrayInputStream(content))
                    .getModelElementsByType(Decision.class)
                    .stream()
                    .map(Decision::getId)
                    .toList();
        } catch (ModelException e) {
            List<String> named = known.stream()
                    .filter(decision -> PlainTable.holds(decision, content))
                    .toList();
            return named.isEmpty() ? List.of("") : named;
        }
    }
}
