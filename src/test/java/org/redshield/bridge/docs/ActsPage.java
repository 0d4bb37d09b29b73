package org.redshield.bridge.docs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.redshield.bridge.bureau.Organisation.Level;
import org.redshield.bridge.bureau.duty.DutyTable;
import org.redshield.bridge.cases.act.Act;
import org.redshield.bridge.cases.act.ActObject;
import org.redshield.bridge.cases.act.ActsOf;
import org.redshield.bridge.cases.act.DeclaredActs;
import org.redshield.bridge.cases.act.Ground;
import org.redshield.bridge.engine.duty.Head;

/** {@code docs/acts.md}: every act there is, on what law and ground it goes, and who signs. */
final class ActsPage {

    private ActsPage() {}

    /** @param approvals the table of approvals */
    static String render(Path approvals) throws IOException {
        byte[] table = Files.readAllBytes(approvals);
        return render(DeclaredActs.all().features(), form -> DutyTable.read(table)
                .decide(form, Level.COUNTY, "")
                .orElseThrow(() -> new IllegalStateException("The table of approvals does not know " + form))
                .approver());
    }

    private static String render(List<ActsOf> features, Function<String, Head> signer) {
        StringBuilder page = new StringBuilder("""
                # Acts

                Generated from the `…Acts` of each feature and `processes/approvals.dmn`; do not edit. Regenerate with `%s`.

                行为 is what takes effect outside a desk. Each is declared once. The door by which it leaves asks for its ground, whatever a model
                says: a decision over this very content, taken by whom the table of approvals names, by four eyes, used once; an earlier decision
                or a letter that covers it; or a rule. What has no instrument takes effect with the decision itself. What lacks its ground stops as a fault that says so, and goes on when it has been decided or the model is mended
                ([ADR 0151](adr/0151-acts.md)).
                """.formatted(GeneratedDocsTest.COMMAND));
        for (ActsOf feature : features) {
            page.append("\n## ").append(feature.feature()).append("\n\n");
            page.append(
                    "| 行为 | 文书 | 依据 | 凭什么作出 | 签发人 | 对象 | 须有的事实 | 状态 | 期限 |\n|---|---|---|---|---|---|---|---|---|\n");
            for (Act act : feature.acts()) {
                page.append("| %s | %s | %s | %s | %s | %s | %s | %s | %s |\n"
                        .formatted(
                                act.title() + "<br>`" + act.code() + "`",
                                or(act.instruments().entrySet().stream()
                                        .sorted(Map.Entry.comparingByKey())
                                        .map(one -> one.getKey().title() + "："
                                                + one.getValue().title())),
                                or(act.law().stream()),
                                ground(act.ground()),
                                signers(act.ground(), signer),
                                or(Stream.of(ActObject.values())
                                        .filter(act.objects()::contains)
                                        .map(ActObject::title)),
                                or(act.facts().stream()),
                                states(act),
                                or(Stream.of(
                                                act.starts().stream().map(clock -> "起算" + clock),
                                                act.stops().stream().map(clock -> "停止" + clock),
                                                act.moves().stream().map(clock -> "顺延" + clock))
                                        .flatMap(clocks -> clocks))));
            }
        }
        return page.toString();
    }

    private static String or(Stream<String> texts) {
        String joined = texts.collect(Collectors.joining("<br>"));
        return joined.isEmpty() ? "—" : joined;
    }

    private static String states(Act act) {
        return act.from().isEmpty()
                ? "—"
                : String.join("、", act.from()) + act.to().map(to -> " → " + to).orElse("");
    }

    private static String ground(Ground ground) {
        if (ground instanceof Ground.Decision decision) {
            return "对其内容的批准（"
                    + decision.forms().stream()
                            .sorted()
                            .map(form -> "`" + form + "`")
                            .collect(Collectors.joining("、"))
                    + "）"
                    + decision.elsewhere().map(provision -> "；" + provision).orElse("");
        }
        if (ground instanceof Ground.Covered covered) {
            return "“" + covered.by().title() + "”的批准：" + covered.why();
        }
        if (ground instanceof Ground.Listed listed) {
            return listed.why();
        }
        return ((Ground.Rule) ground).provision();
    }

    private static String signers(Ground ground, Function<String, Head> signer) {
        return or(Ground.decision(ground).stream()
                .flatMap(decision -> Stream.concat(decision.forms().stream(), decision.weights().stream()))
                .map(signer)
                .distinct()
                .sorted()
                .map(Head::title));
    }
}
