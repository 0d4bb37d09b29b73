package org.redshield.bridge.access.audit;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.redshield.bridge.access.Caller;
import org.redshield.bridge.access.Source;
import org.redshield.bridge.access.personal.Purpose;

/**
 * One row of the record. What is unknown is null.
 *
 * @param at when; null until it is recorded
 * @param user who; null for somebody who is not signed in
 * @param tenant for which organisation
 * @param roles in what roles, separated by commas
 * @param operation by what way: method and address with names in place of ids, or the form
 * @param caseNo which case
 * @param subject what of it, by its id
 * @param detail what else tells it apart, never a personal datum
 * @param source from which network address
 * @param purpose for what personal data were needed
 * @param whose keyed hashes of personal data ({@link PersonMarks})
 * @param times how often
 */
record AuditEntry(
        Instant at,
        String user,
        String tenant,
        String roles,
        AuditAct act,
        String operation,
        String caseNo,
        String subject,
        String detail,
        String source,
        Purpose purpose,
        List<Long> whose,
        int times) {

    static AuditEntry of(AuditAct act, Caller caller) {
        return of(
                act,
                caller == null ? null : caller.userId(),
                caller == null || caller.tenants().size() != 1 ? null : caller.organisation(),
                caller == null ? null : roles(caller.groups()));
    }

    static AuditEntry of(AuditAct act, String user, String tenant, String roles) {
        return new AuditEntry(
                null, user, tenant, roles, act, null, null, null, null, Source.ofThisRequest(), null, List.of(), 1);
    }

    private static String roles(Set<String> groups) {
        return groups.isEmpty() ? null : String.join(",", new TreeSet<>(groups));
    }

    /** By somebody who is not signed in and came under that account's name. */
    AuditEntry under(String account) {
        return new AuditEntry(
                at, account, tenant, roles, act, operation, caseNo, subject, detail, source, purpose, whose, times);
    }

    AuditEntry by(String way) {
        return new AuditEntry(
                at, user, tenant, roles, act, way, caseNo, subject, detail, source, purpose, whose, times);
    }

    AuditEntry on(String number, String id) {
        return new AuditEntry(
                at, user, tenant, roles, act, operation, number, id, detail, source, purpose, whose, times);
    }

    AuditEntry saying(String text) {
        return new AuditEntry(
                at, user, tenant, roles, act, operation, caseNo, subject, text, source, purpose, whose, times);
    }

    AuditEntry seeing(Optional<Purpose> why, List<Long> marks) {
        return new AuditEntry(
                at,
                user,
                tenant,
                roles,
                act,
                operation,
                caseNo,
                subject,
                detail,
                source,
                why.orElse(null),
                marks,
                times);
    }

    AuditEntry at(Instant moment, int often) {
        return new AuditEntry(
                moment, user, tenant, roles, act, operation, caseNo, subject, detail, source, purpose, whose, often);
    }
}
