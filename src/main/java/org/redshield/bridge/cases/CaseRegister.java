package org.redshield.bridge.cases;

import static org.redshield.bridge.Rows.timestamp;

import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import lombok.RequiredArgsConstructor;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The cases that the bureaus on this bridge opened; others keep what letters told them in their own rows. */
@Repository
@RequiredArgsConstructor
public class CaseRegister {

    private final JdbcClient jdbc;
    private final InstantSource time;

    /** A case that is there already stays as it is: something more is done in it. */
    public void open(String caseNo, String tenant, String cause, Optional<String> sourceNo, String user) {
        jdbc.sql("""
                        insert into enforcement_case (case_no, tenant, cause, source_no, opened_by, opened_at)
                        values (:caseNo, :tenant, :cause, :sourceNo, :user, :now)
                        on conflict do nothing
                        """)
                .param("caseNo", caseNo)
                .param("tenant", tenant)
                .param("cause", cause)
                .param("sourceNo", sourceNo.orElse(null))
                .param("user", user)
                .param("now", timestamp(time.instant()))
                .update();
    }

    /** What is known of a case when it begins. @param sourceNo may be null */
    public record Opened(String caseNo, String tenant, String cause, String sourceNo) {}

    /** New cases, all by one statement. */
    public void open(List<Opened> cases, String user) {
        jdbc.sql("""
                        insert into enforcement_case (case_no, tenant, cause, source_no, opened_by, opened_at)
                        select c.*, :user, :now from unnest(:caseNos, :tenants, :causes, :sourceNos) as c
                        """)
                .param("caseNos", cases.stream().map(Opened::caseNo).toArray(String[]::new))
                .param("tenants", cases.stream().map(Opened::tenant).toArray(String[]::new))
                .param("causes", cases.stream().map(Opened::cause).toArray(String[]::new))
                .param("sourceNos", cases.stream().map(Opened::sourceNo).toArray(String[]::new))
                .param("user", user)
                .param("now", timestamp(time.instant()))
                .update();
    }

    /** Corrects the number of the clue, or of the bureau's own case. */
    public void sourceNo(String caseNo, String tenant, Optional<String> sourceNo) {
        jdbc.sql("update enforcement_case set source_no = :sourceNo where case_no = :caseNo and tenant = :tenant")
                .param("sourceNo", sourceNo.orElse(null))
                .param("caseNo", caseNo)
                .param("tenant", tenant)
                .update();
    }

    /** A case that is closed stays closed since then. */
    public void close(String caseNo, String tenant) {
        jdbc.sql("""
                        update enforcement_case set closed_at = coalesce(closed_at, :now)
                         where case_no = :caseNo and tenant = :tenant
                        """)
                .param("now", timestamp(time.instant()))
                .param("caseNo", caseNo)
                .param("tenant", tenant)
                .update();
    }

    /** What closed it is undone. */
    public void reopen(String caseNo, String tenant) {
        jdbc.sql("update enforcement_case set closed_at = null where case_no = ? and tenant = ?")
                .params(caseNo, tenant)
                .update();
    }
}
