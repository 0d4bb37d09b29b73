package org.redshield.bridge.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.LocalDateTime;
import java.time.temporal.ChronoUnit;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.redshield.bridge.ChinaTime;
import org.redshield.bridge.support.Http;

/** An officer fixes electronic data: the record of it lies in the case as its evidence, and in its bound file. */
class ExtractionTest extends PaperScenario {

    private static final String OFFICER = "officer310105";

    @Test
    void theRecordOfAnExtractionIsEvidenceOfTheCase() throws Exception {
        String caseNo = approved(Requests.question());
        String path = "/api/cases/" + caseNo + "/extraction-records";
        Http officer = as(OFFICER);
        JsonNode file = officer.upload("/api/cases/" + caseNo + "/evidence", Map.of(), "聊天记录.txt", "你好")
                .json();
        JsonNode there = officer.get(path + "/officers").json();
        assertThat(there).hasSizeGreaterThan(1);
        LocalDateTime ended =
                clock.instant().atZone(ChinaTime.ZONE).toLocalDateTime().truncatedTo(ChronoUnit.MINUTES);
        Map<String, Object> said = new HashMap<>(Map.ofEntries(
                Map.entry("evidence", List.of(file.get("id").asText())),
                Map.entry("begunAt", ended.minusMinutes(30).toString()),
                Map.entry("endedAt", ended.toString()),
                Map.entry("place", "当事人办公室"),
                Map.entry(
                        "officers",
                        List.of(
                                there.get(0).get("certificateNo").asText(),
                                there.get(1).get("certificateNo").asText())),
                Map.entry("examined", "王䶮"),
                Map.entry("present", true),
                Map.entry("medium", "笔记本电脑一台，开机"),
                Map.entry("process", "用导出工具导出聊天记录"),
                Map.entry("content", "与刷手的聊天记录")));

        Http.Answer made = officer.post(path, said);
        assertThat(made.status()).as(made.text()).isEqualTo(201);
        JsonNode record = officer.get("/api/cases/" + caseNo).json().get("evidence");
        assertThat(record).anySatisfy(one -> assertThat(one.get("id"))
                .isEqualTo(made.json().get("id")));
        assertThat(officer.post("/api/evidence/" + made.json().get("id").asText() + "/verification", Map.of())
                        .json()
                        .get("intact")
                        .asBoolean())
                .isTrue();
        byte[] bound = BoundFile.get(address() + "/api/cases/" + caseNo + "/dossier", OFFICER, "application/pdf")
                .body();
        assertThat(BoundFile.of(bound).contents("正卷")).anySatisfy(text -> assertThat(text.replaceAll("\\s", ""))
                .contains(
                        "电子数据证据提取笔录",
                        "王䶮",
                        file.get("sha256").asText(),
                        file.get("sm3").asText()));

        refuses(officer, path, said, "endedAt", ended.plusDays(1).toString(), "letter.extraction-time");
        refuses(officer, path, said, "begunAt", "昨天", "letter.extraction-time");
        refuses(officer, path, said, "begunAt", "-999999999-01-01T00:00", "letter.extraction-time");
        refuses(officer, path, said, "evidence", Collections.nCopies(3, null), "letter.extraction-files");
        refuses(officer, path, said, "officers", Collections.nCopies(2, null), "letter.extraction-officers");
        refuses(officer, path, said, "evidence", List.of(), "letter.extraction-files");
        refuses(
                officer,
                path,
                said,
                "evidence",
                List.of("00000000-0000-0000-0000-000000000000"),
                "letter.extraction-files");
        refuses(
                officer,
                path,
                said,
                "officers",
                List.of("33011001001", "33011001002"),
                "bureau.officer-of-other-bureau");
        assertThat(as("officer330110").post(path, said).status()).isIn(400, 404, 409, 422);
        assertThat(as("unithead310105").post(path, said).json().get("code").asText())
                .isEqualTo("letter.extraction-not-allowed");
    }

    private static void refuses(
            Http officer, String path, Map<String, Object> said, String field, Object value, String code) {
        Map<String, Object> other = new HashMap<>(said);
        other.put(field, value);
        Http.Answer answer = officer.post(path, other);
        assertThat(answer.status()).as(answer.text()).isEqualTo(422);
        assertThat(answer.json().get("code").asText()).isEqualTo(code);
    }
}
