package org.redshield.bridge.reconciliation.table;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import lombok.RequiredArgsConstructor;
import org.redshield.bridge.Json;
import org.redshield.bridge.Refusal;
import org.redshield.bridge.Scratch;
import org.redshield.bridge.access.Caller;
import org.redshield.bridge.access.personal.Purpose;
import org.redshield.bridge.evidence.store.EvidenceStore;
import org.redshield.bridge.operations.Space;
import org.redshield.bridge.platform.dataset.Dataset;
import org.redshield.bridge.platform.request.DataRequest;
import org.redshield.bridge.platform.request.RecordsTaken;
import org.springframework.stereotype.Component;

/** Shops as platforms answered about them in a case, written as the table that {@link Sheet#SHOPS} reads. */
@Component
@RequiredArgsConstructor
public class AnswerShops {

    private final RecordsTaken records;
    private final EvidenceStore files;
    private final Space space;

    /**
     * @param sha256 under which the table lies
     * @param answers numbers of the requests, the newest answer first
     */
    public record Written(String sha256, List<String> answers) {}

    /**
     * Each shop once, as the newest answer has it.
     *
     * @throws Refusal reconciliation.no-shop-records, and those of {@link RecordsTaken#take}
     */
    public Written write(Caller caller, String caseNo, String purpose) throws IOException {
        Purpose why = Purpose.of(Purpose.Kind.CROSS_CHECK.name(), purpose);
        space.requireAt(Scratch.directory());
        Path table = Scratch.file("shops", ".jsonl");
        try {
            Set<List<String>> known = new HashSet<>();
            List<DataRequest> of;
            try (BufferedWriter out = Files.newBufferedWriter(table)) {
                of = records.take(caller, caseNo, Dataset.SHOP_SUBJECT, why, (answer, record) -> {
                    if (known.add(List.of(answer.platform(), record.getOrDefault("sid", "")))) {
                        out.write(Json.write(row(answer, record)));
                        out.write('\n');
                    }
                });
            }
            if (known.isEmpty()) {
                throw new Refusal("reconciliation.no-shop-records", caseNo);
            }
            try (InputStream in = Files.newInputStream(table)) {
                return new Written(
                        files.keep(in).sha256(),
                        of.stream().map(DataRequest::requestNo).toList());
            }
        } finally {
            Files.deleteIfExists(table);
        }
    }

    /**
     * As platforms report by 网络交易监督管理办法第二十五条: the address is that of the business. What a person without a licence is called is no name
     * that a licence shows.
     */
    private static Map<String, String> row(DataRequest answer, Map<String, String> record) {
        String code = Sheet.known(record.getOrDefault("licence_no", ""));
        String name = record.getOrDefault("certification_name", "");
        String person = record.getOrDefault("legal_person", "");
        String business = Sheet.known(record.getOrDefault("business_address", ""));
        Map<String, String> row = new LinkedHashMap<>();
        row.put("shop_id", record.getOrDefault("sid", ""));
        row.put("platform", answer.platform());
        row.put("licence_name_shown", code.isEmpty() && name.equals(person) ? "" : name);
        row.put("licence_code_shown", code);
        row.put("address_shown", business.isEmpty() ? record.getOrDefault("register_address", "") : business);
        row.put("person_shown", person);
        row.put("phone_shown", record.getOrDefault("seller_tel", ""));
        row.put("permit_shown", record.getOrDefault("permits", ""));
        return row;
    }
}
