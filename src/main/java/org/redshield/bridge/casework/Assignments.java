package org.redshield.bridge.casework;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import lombok.RequiredArgsConstructor;
import org.redshield.bridge.Refusal;
import org.redshield.bridge.Rows;
import org.redshield.bridge.bureau.Naming;
import org.redshield.bridge.bureau.Officer;
import org.redshield.bridge.bureau.OfficerDirectory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** 指派: who may work on something, and who does. */
@Service
@RequiredArgsConstructor
public class Assignments {

    private final JdbcClient jdbc;
    private final OfficerDirectory officers;
    private final SubjectClocks clocks;

    /** The bureau's officers who may be assigned today, as options of a list. */
    @Transactional(readOnly = true)
    public List<Map<String, Object>> options(String tenant) {
        return officers.of(tenant).stream()
                .filter(officer ->
                        officer.validOn(clocks.today()) && officer.userId().isPresent())
                .map(officer -> Map.<String, Object>of(
                        "value",
                        officer.certificateNo(),
                        "label",
                        officer.name() + "（" + officer.unit() + "，执法证 " + officer.certificateNo() + lacks(officer)
                                + "）"))
                .toList();
    }

    /** Why he cannot be assigned now. */
    private static String lacks(Officer officer) {
        String lacking = Naming.ASSIGNED.lackingInWords(officer);
        return lacking.isEmpty() ? "" : "，缺少" + lacking;
    }

    /**
     * A head assigns two officers of the own bureau with certificates valid today; later ones take the earlier ones' place.
     *
     * @param feature whose sentences refuse
     * @throws Refusal {@code <feature>.two-officers, .officer-without-login, .field-missing}, and those of the directory: also where one
     *     of them could not be named before the platform and the other bureau
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public Assignment assign(
            String feature, Subject subject, String user, Optional<String> leadNo, Optional<String> secondNo) {
        Officer lead = officer(feature, leadNo, "主办人员", subject.tenant());
        Officer second = officer(feature, secondNo, "协办人员", subject.tenant());
        if (lead.certificateNo().equals(second.certificateNo()) || lead.userId().equals(second.userId())) {
            throw new Refusal(feature + ".two-officers");
        }
        Assignment assignment = new Assignment(
                lead.certificateNo(),
                lead.userId().orElseThrow(),
                second.certificateNo(),
                second.userId().orElseThrow());
        jdbc.sql("""
                        insert into assignment (tenant, subject_id, lead_certificate, lead_user, second_certificate,
                               second_user, assigned_by)
                        values (:tenant, :subject, :leadCertificate, :leadUser, :secondCertificate, :secondUser, :user)
                        on conflict (tenant, subject_id) do update
                           set lead_certificate = excluded.lead_certificate, lead_user = excluded.lead_user,
                               second_certificate = excluded.second_certificate, second_user = excluded.second_user,
                               assigned_by = excluded.assigned_by
                        """)
                .param("tenant", subject.tenant())
                .param("subject", subject.id())
                .params(Rows.params(assignment))
                .param("user", user)
                .update();
        return assignment;
    }

    private Officer officer(String feature, Optional<String> certificateNo, String label, String tenant) {
        String number = new Entries(feature).present(certificateNo.orElse(null), label);
        Officer officer = officers.requireValid(number, tenant, clocks.today());
        if (officer.userId().isEmpty()) {
            throw new Refusal(feature + ".officer-without-login", officer.name());
        }
        officer.named(Naming.ASSIGNED);
        return officer;
    }

    /** Who works on it; empty where nobody was assigned. */
    @Transactional(readOnly = true)
    public Optional<Assignment> find(String tenant, String subjectId) {
        return jdbc.sql("select * from assignment where tenant = ? and subject_id = ?")
                .params(tenant, subjectId)
                .query(Rows.as(Assignment.class))
                .optional();
    }

    /** User ids of all who work on any of these. */
    @Transactional(readOnly = true)
    public List<String> users(String tenant, List<String> subjects) {
        return subjects.isEmpty()
                ? List.of()
                : jdbc.sql("""
                        select lead_user from assignment where tenant = :tenant and subject_id in (:subjects)
                         union select second_user from assignment where tenant = :tenant and subject_id in (:subjects)
                        """)
                        .param("tenant", tenant)
                        .param("subjects", subjects)
                        .query(String.class)
                        .list();
    }

    /** As the directory has them now, the lead first. An expiry meanwhile does not take them off the work. */
    @Transactional(readOnly = true)
    public List<Officer> officers(Assignment assignment) {
        return List.of(
                officers.byCertificate(assignment.leadCertificate()).orElseThrow(),
                officers.byCertificate(assignment.secondCertificate()).orElseThrow());
    }
}
