package org.redshield.bridge.platform.records;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import lombok.RequiredArgsConstructor;
import org.redshield.bridge.platform.dataset.Dataset;
import org.redshield.bridge.platform.dataset.DatasetColumn;
import org.redshield.bridge.platform.request.DataRequest;
import org.redshield.bridge.platform.request.DataRequests;
import org.redshield.bridge.platform.request.HeldRecords;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Whose records are whose, and where they lie. */
@Component
@RequiredArgsConstructor
class HeldInTables implements HeldRecords {

    private final DataRequests requests;
    private final GrantedAnswers granted;
    private final Records records;
    private final JdbcClient jdbc;

    @Override
    public List<DataRequest> ofCase(String caseNo, String tenant) {
        List<DataRequest> held = Stream.concat(
                        requests.ofCase(caseNo, tenant).stream(), granted.ofCase(caseNo, tenant).stream())
                .toList();
        Set<String> kept = records.states(numbers(held)).stream()
                .map(Records.State::requestNo)
                .collect(Collectors.toSet());
        return held.stream()
                .filter(request -> kept.contains(request.requestNo()))
                .toList();
    }

    @Override
    public String rows(List<DataRequest> answers, Dataset dataset) {
        List<DataRequest> of = answers.stream()
                .filter(request -> request.dataset() == dataset)
                .sorted(Comparator.comparing(DataRequest::requestNo).reversed())
                .toList();
        if (of.isEmpty()) {
            return "(select * from %s where false)".formatted(dataset.table());
        }
        List<RecordSql.Source> sources = records.sources(of);
        if (sources.size() == 1) {
            return sources.get(0).rows();
        }
        List<String> identity = dataset.identity();
        String columns = dataset.columns().stream().map(DatasetColumn::name).collect(Collectors.joining(", "));
        List<String> branches = new ArrayList<>();
        for (int source = 0; source < sources.size(); source++) {
            branches.add("select request_no, %s, %d as source_no from %s t"
                    .formatted(columns, source, sources.get(source).rows()));
        }
        // Where the platform gives no number, records are the same when all of them is.
        return "(select distinct on (%1$s) * from (%2$s) x order by %1$s, source_no)"
                .formatted(
                        identity.isEmpty() ? columns : String.join(", ", identity),
                        String.join(" union all ", branches));
    }

    @Override
    public List<String> files(List<DataRequest> answers) {
        return jdbc.sql("select distinct sha256 from answer_file where request_no in (:requests) order by sha256")
                .param("requests", numbers(answers))
                .query(String.class)
                .list();
    }

    private static List<String> numbers(List<DataRequest> requests) {
        return requests.stream().map(DataRequest::requestNo).toList();
    }
}
