package org.redshield.bridge.platform.records;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import lombok.RequiredArgsConstructor;
import org.redshield.bridge.evidence.CaseEvidence;
import org.redshield.bridge.evidence.Evidence;
import org.redshield.bridge.platform.request.DataRequest;
import org.redshield.bridge.platform.request.DataRequests;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;

/** The answers that an organisation has of others: those whose files all came to it, with letters. */
@Service
@RequiredArgsConstructor
public class GrantedAnswers {

    private final CaseEvidence evidence;
    private final DataRequests requests;
    private final JdbcClient jdbc;

    /** In the order of requests and datasets. */
    public List<DataRequest> ofCase(String caseNo, String tenant) {
        List<UUID> granted = evidence.ofCase(caseNo, tenant).stream()
                .filter(file -> !file.tenant().equals(tenant))
                .map(Evidence::id)
                .toList();
        if (granted.isEmpty()) {
            return List.of();
        }
        return jdbc
                .sql("""
                        select r.request_no
                          from platform_request r join platform_request_evidence e on e.request_no = r.request_no
                         where r.case_no = :case and r.tenant <> :tenant
                         group by r.request_no
                        having bool_and(e.evidence_id in (:granted))
                        """)
                .param("case", caseNo)
                .param("tenant", tenant)
                .param("granted", granted)
                .query(String.class)
                .list()
                .stream()
                .map(requests::get)
                .sorted(Comparator.comparing(DataRequest::requestId).thenComparing(DataRequest::dataset))
                .toList();
    }

    /** The files of these answers. */
    List<UUID> evidenceOf(Collection<DataRequest> answers) {
        return jdbc.sql("select evidence_id from platform_request_evidence where request_no in (:requests)")
                .param("requests", answers.stream().map(DataRequest::requestNo).toList())
                .query(UUID.class)
                .list();
    }
}
