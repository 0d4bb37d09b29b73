package org.redshield.bridge.engine.rule;

import java.io.ByteArrayInputStream;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.camunda.bpm.model.bpmn.instance.BaseElement;
import org.camunda.bpm.model.bpmn.instance.FlowNode;
import org.camunda.bpm.model.bpmn.instance.Process;
import org.camunda.bpm.model.dmn.Dmn;
import org.camunda.bpm.model.dmn.instance.Decision;
import org.camunda.bpm.model.xml.ModelException;
import org.redshield.bridge.engine.model.PlainTable;

/** All rules for models, forms, tables and diagrams, over one bundle; nothing runs. */
public final class Rules {

    private final Vocabulary house;
    private final Supplier<List<TableCheck>> tables;

    public Rules(Vocabulary house, Supplier<List<TableCheck>> tables) {
        this.house = house;
        this.tables = tables;
    }

    /** What must never be in a model, whoever deploys it; {@code files} by name. */
    public void grammar(Map<String, byte[]> files, Findings findings) {
        new Grammar(new OneLook(house), findings).check(files);
    }

    /** Everything that is wrong with these files, by themselves. */
    public void all(Map<String, byte[]> files, Findings findings) {
        grammar(files, findings);
        check(Bundle.read(files, findings), findings);
    }

    /** Everything that is wrong with a bundle that keeps the grammar. */
    public void check(Bundle bundle, Findings findings) {
        Vocabulary look = new OneLook(house);
        bundle.models().forEach((file, model) -> {
            new ProcessRules(file, model, bundle, look, findings).check();
            new FlowRules(file, model, bundle, look, findings).check();
            LayoutRules.check(file, model, findings);
        });
        new ContractRules(bundle, look, findings).check();
        new SettingRules(bundle, look, findings).check();
        new FormRules(bundle, look, findings).check();
        tables(bundle.files(), look, false, findings);
    }

    /** What is wrong with the tables that a release brings. */
    public void released(Map<String, byte[]> files, Findings findings) {
        tables(files, new OneLook(house), true, findings);
    }

    private void tables(Map<String, byte[]> files, Vocabulary look, boolean released, Findings findings) {
        files.forEach((file, content) -> {
            if (Bundle.Kind.of(file).filter(Bundle.Kind.TABLE::equals).isPresent()
                    && !Bundle.isNotRead(file, findings)) {
                table(file, content, look, released, findings);
            }
        });
    }

    /** What a bundle no longer has of what is deployed. */
    public void compare(Bundle bundle, Map<String, Bundle> deployed, Findings findings) {
        bundle.processes().forEach((key, process) -> {
            if (deployed.containsKey(key)) {
                Process before = deployed.get(key).processes().get(key);
                Elements.minus(ids(before), ids(process))
                        .forEach(id -> findings.hint(bundle.fileOf(process), id, "id-removed", id, key));
            }
        });
    }

    private static Collection<String> ids(Process process) {
        return Elements.in(process, FlowNode.class).map(BaseElement::getId).toList();
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
