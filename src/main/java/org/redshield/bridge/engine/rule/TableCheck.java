package org.redshield.bridge.engine.rule;

import org.redshield.bridge.engine.model.TableProblems;
import org.redshield.bridge.engine.rule.Finding.Severity;

/** A feature's look at the decision table that it reads, before a new version of it is deployed. */
public interface TableCheck {

    /** Id of the decision. */
    String decision();

    /**
     * What is wrong with it.
     *
     * @param released whether it comes with a release: that may name organisations which do not work on this bridge
     */
    TableProblems problems(byte[] content, Vocabulary house, boolean released);

    /** Tells of it. */
    default void check(String file, byte[] content, Vocabulary house, boolean released, Findings findings) {
        TableProblems problems = problems(content, house, released);
        problems.all()
                .forEach(problem -> findings.say(new Finding(
                        "table",
                        file,
                        problem.element(),
                        Severity.ERROR,
                        problem.sentence(),
                        problems.text("remedy"))));
    }
}
