package org.redshield.bridge.engine.guard;

import org.camunda.bpm.engine.impl.QueryOrderingProperty;
import org.camunda.bpm.engine.impl.TaskQueryImpl;
import org.camunda.bpm.engine.impl.TaskQueryProperty;

/** What {@code statements.xml} asks of a question for tasks before it counts or reads. */
public final class RowsOfTasks {

    private RowsOfTasks() {}

    /**
     * Whether a task may stand in several rows of the answer, so that they must be counted by their ids: where it is joined with
     * its identity links, with grants, or with variables to sort by. All else is joined by a key.
     */
    public static boolean repeat(TaskQueryImpl query) {
        return query.getAuthCheck().shouldPerformAuthorizatioCheck()
                || query.getQueries().stream().anyMatch(RowsOfTasks::asksForLinks)
                || query.getOrderingProperties().stream()
                        .map(QueryOrderingProperty::getRelation)
                        .anyMatch(relation -> relation != null);
    }

    /** Whether it asks for what is due before some instant, by creation, and no task can stand in several rows of the answer. */
    public static boolean lateByCreation(TaskQueryImpl query) {
        return query.getDueBefore() != null
                && query.getOrderingProperties().stream()
                        .limit(1)
                        .anyMatch(order -> TaskQueryProperty.CREATE_TIME.equals(order.getQueryProperty()))
                && !repeat(query);
    }

    private static boolean asksForLinks(TaskQueryImpl query) {
        return query.getCandidateUser() != null
                || query.getCandidateGroups() != null
                || query.getCandidateGroupLike() != null
                || query.getInvolvedUser() != null
                || query.isWithCandidateGroups()
                || query.isWithCandidateUsers();
    }
}
