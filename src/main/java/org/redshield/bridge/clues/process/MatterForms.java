package org.redshield.bridge.clues.process;

import static org.redshield.bridge.clues.ClueVariables.MATTER;
import static org.redshield.bridge.engine.UseCases.doing;
import static org.redshield.bridge.engine.UseCases.form;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import lombok.RequiredArgsConstructor;
import org.redshield.bridge.cases.LegalBasis.Use;
import org.redshield.bridge.casework.process.BasisFields;
import org.redshield.bridge.clues.Matter;
import org.redshield.bridge.clues.Matters;
import org.redshield.bridge.engine.FormSubmission;
import org.redshield.bridge.engine.UseCases;
import org.redshield.bridge.engine.UseCases.UseCase;

/** What the forms of both processes say alike: a matter is proposed, looked at, decided. */
@RequiredArgsConstructor
class MatterForms {

    private static final String OPINION = "reason";
    /** Which articles are cited, by the names of details. */
    static final Map<String, BasisFields> BASES = Map.of(
            "legalHook", new BasisFields(Use.MEASURES, "legalBases", "legalHook"),
            "articles", new BasisFields(Use.JURISDICTION, "articleBases", "articles"));

    private final Matters matters;

    /** @param fields of the form that say more; days, codes and numbers */
    UseCase propose(Matter.Kind kind, String... fields) {
        return form -> {
            Map<String, String> details = new HashMap<>();
            for (String field : fields) {
                given(form, field, details);
            }
            matters.propose(form.subject(), form.tenant(), form.user(), kind, details, form.text(OPINION));
            form.set(MATTER, kind.name());
        };
    }

    UseCase proposeTransfer() {
        return propose(
                Matter.Kind.TRANSFER,
                Stream.concat(Stream.of("receiverBureau", "articles"), Matter.STATED.stream())
                        .toArray(String[]::new));
    }

    private static void given(FormSubmission form, String field, Map<String, String> details) {
        if (field.equals("extendTo")) {
            form.date(field).ifPresent(day -> details.put(field, day.toString()));
        } else if (field.equals("measures")) {
            List<String> chosen = form.choices(field);
            if (!chosen.isEmpty()) {
                details.put(field, String.join(",", chosen));
            }
        } else if (BASES.containsKey(field)) {
            BASES.get(field).cited(form).ifPresent(citations -> details.put(field, citations));
        } else {
            form.text(field).ifPresent(text -> details.put(field, text));
        }
    }

    /** 办案机构负责人 looks at it. */
    UseCases.Form review(String name) {
        return form(name)
                .onlyByHeadsFrom("unitHead")
                .preparedBy(matters::hands)
                .on("agree", doing(matters::review, OPINION))
                .on("return", doing(matters::sendBack, OPINION));
    }

    /** 部门负责人 decides. */
    UseCases.Form decide(String name) {
        return decide(name, form -> {});
    }

    /** @param refused what a refusal leads to besides */
    UseCases.Form decide(String name, UseCase refused) {
        UseCase refuse = doing(matters::refuse, OPINION);
        return form(name)
                .onlyByHeadsFrom("bureauHead")
                .preparedBy(matters::hands)
                .decidesUpon(matters::pending)
                .on("approve", doing(matters::approve, OPINION))
                .on("refuse", form -> {
                    refuse.accept(form);
                    refused.accept(form);
                });
    }
}
