package org.redshield.bridge.platform.records;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import lombok.RequiredArgsConstructor;
import org.redshield.bridge.access.Caller;
import org.redshield.bridge.access.personal.Purpose;
import org.redshield.bridge.platform.dataset.Dataset;
import org.redshield.bridge.platform.dataset.DatasetColumn;
import org.redshield.bridge.platform.request.DataRequest;
import org.redshield.bridge.platform.request.RecordsTaken;
import org.springframework.stereotype.Component;

/** By the rule of an export that is not masked, and on record as one. */
@Component
@RequiredArgsConstructor
class RecordsTakenFromCase implements RecordsTaken {

    private final CaseRecords records;

    @Override
    public List<DataRequest> take(Caller caller, String caseNo, Dataset dataset, Purpose purpose, Sink sink) {
        List<DataRequest> of = RecordController.preferred(records.all(caller, caseNo).stream()
                .filter(answer -> answer.dataset() == dataset)
                .toList());
        if (of.isEmpty()) {
            return of;
        }
        RecordQuestion question = RecordQuestion.unmasked(dataset, purpose);
        records.requireRight(caller, caseNo, question);
        records.requireRows(of);
        records.recordExport(caller, caseNo, of, question);
        Map<String, DataRequest> byNumber =
                of.stream().collect(Collectors.toMap(DataRequest::requestNo, Function.identity()));
        records.export(of, question, row -> sink.row(byNumber.get(row.requestNo()), named(dataset, row.values())));
        return of;
    }

    private static Map<String, String> named(Dataset dataset, List<String> values) {
        Map<String, String> named = new LinkedHashMap<>();
        List<DatasetColumn> columns = dataset.columns();
        for (int at = 0; at < columns.size(); at++) {
            if (values.get(at) != null) {
                named.put(columns.get(at).name(), values.get(at));
            }
        }
        return named;
    }
}
