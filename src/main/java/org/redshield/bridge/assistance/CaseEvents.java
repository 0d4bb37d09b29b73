package org.redshield.bridge.assistance;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** The append-only record of what happened in a case, per organisation. Appended in the transaction of what happened. */
@Service
public class CaseEvents {

    /** The actor of what a deadline or a letter caused. */
    public static final String SYSTEM = "system";

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final TypeReference<Map<String, String>> DETAIL = new TypeReference<>() {};

    private final JdbcClient jdbc;
    private final InstantSource time;

    CaseEvents(JdbcClient jdbc, InstantSource time) {
        this.jdbc = jdbc;
        this.time = time;
    }

    /**
     * @param actor user id, or {@link #SYSTEM}
     * @param what a stable code
     * @param detail ids, codes and dates; never personal data or free text
     */
    public record CaseEvent(
            String caseNo, String tenant, Instant at, String actor, String what, Map<String, String> detail) {}

    @Transactional(propagation = Propagation.MANDATORY)
    public void append(String caseNo, String tenant, String actor, String what, Map<String, String> detail) {
        insert(caseNo, tenant, actor, what, detail);
    }

    @Transactional(propagation = Propagation.MANDATORY)
    void append(String caseNo, String tenant, String actor, CaseAct act, String requestId) {
        insert(caseNo, tenant, actor, act.name(), Map.of("requestId", requestId));
    }

    @Transactional(propagation = Propagation.MANDATORY)
    void append(String caseNo, String tenant, String actor, CaseAct act, Map<String, String> detail) {
        insert(caseNo, tenant, actor, act.name(), detail);
    }

    /** Survives the refusal that follows: an attempt that the law forbids is on record although nothing else changed. */
    @Transactional(propagation = Propagation.REQUIRES_NEW)
    void appendDespiteRefusal(String caseNo, String tenant, String actor, CaseAct act, Map<String, String> detail) {
        insert(caseNo, tenant, actor, act.name(), detail);
    }

    /** One organisation's events of a case, oldest first. */
    @Transactional(readOnly = true)
    public List<CaseEvent> of(String caseNo, String tenant) {
        return jdbc.sql("""
                        select case_no, tenant, at, actor, what, detail from case_event
                         where case_no = :caseNo and tenant = :tenant order by id
                        """)
                .param("caseNo", caseNo)
                .param("tenant", tenant)
                .query((row, index) -> new CaseEvent(
                        row.getString("case_no"),
                        row.getString("tenant"),
                        RequestStore.instant(row, "at"),
                        row.getString("actor"),
                        row.getString("what"),
                        read(row.getString("detail"))))
                .list();
    }

    private void insert(String caseNo, String tenant, String actor, String what, Map<String, String> detail) {
        jdbc.sql("""
                        insert into case_event (case_no, tenant, at, actor, what, detail)
                        values (:caseNo, :tenant, :at, :actor, :what, cast(:detail as jsonb))
                        """)
                .param("caseNo", caseNo)
                .param("tenant", tenant)
                .param("at", RequestStore.timestamp(time.instant()))
                .param("actor", actor)
                .param("what", what)
                .param("detail", write(detail))
                .update();
    }

    private static String write(Map<String, String> detail) {
        try {
            return JSON.writeValueAsString(detail);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("Event detail cannot be written as JSON", e);
        }
    }

    private static Map<String, String> read(String json) {
        try {
            return JSON.readValue(json, DETAIL);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("Event detail is no JSON object of texts", e);
        }
    }
}
