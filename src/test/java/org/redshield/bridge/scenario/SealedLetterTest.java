package org.redshield.bridge.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.redshield.bridge.support.Flow.assertThat;
import static org.redshield.bridge.support.Flow.instance;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.redshield.bridge.keys.Hashes;
import org.redshield.bridge.letter.ofd.OfdFile;
import org.redshield.bridge.letter.pdf.Pdf;
import org.redshield.bridge.support.Http;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A letter as those get it who exchange it: a sealed file that both can check; and why there is none. */
class SealedLetterTest extends AssistanceScenario {

    private static final String SUINING = "320324";

    @Value("${bridge.seals.directory}")
    private Path seals;

    @Autowired
    private JdbcClient jdbc;

    @Test
    void bothSidesGetTheSameSealedFileAndCanCheckIt() {
        String caseNo = sent();
        // Those of earlier tests are sealed first.
        await("sealed without anybody asking")
                .atMost(Duration.ofMinutes(1))
                .until(() -> jdbc.sql(
                                        "select count(*) from letter_document d join letter l on l.id = d.letter_id where l.case_no = ?")
                                .param(caseNo)
                                .query(Long.class)
                                .single()
                        == 1);
        Http sender = as("officer310105");
        String path = "/api/cases/" + caseNo + "/letters/" + letter(sender, caseNo);

        Http.Answer file = sender.get(path + ".pdf");
        assertThat(file.status()).isEqualTo(200);
        assertThat(file.text()).startsWith("%PDF-").contains("ETSI.CAdES.detached");
        assertThat(as("officer330110").get(path + ".pdf").text()).isEqualTo(file.text());

        JsonNode found = as("officer330110").get(path + "/verification").json();
        assertThat(found.get("intact").asBoolean()).as(found.toString()).isTrue();
        assertThat(found.get("sealedBy").asText()).isEqualTo("上海市长宁区市场监督管理局");
        assertThat(found.get("test").asBoolean()).isTrue();
        assertThat(as("officer320324").get(path + "/verification").status()).isEqualTo(404);
    }

    /** Suining has OFD; see {@code BridgeTestEnvironment}. */
    @Test
    void aBureauThatHasOfdSendsItBesideThePdf() throws IOException {
        String caseNo = sent(SUINING);
        Http sender = as("officer" + SUINING);
        String path = "/api/cases/" + caseNo + "/letters/" + letter(sender, caseNo);
        await("made without anybody asking")
                .atMost(Duration.ofMinutes(1))
                .until(() -> ofd(sender, caseNo).path("there").asBoolean());

        HttpResponse<byte[]> file = sender.file(path + ".ofd");

        assertThat(file.statusCode()).isEqualTo(200);
        assertThat(file.headers().firstValue("Content-Type")).contains("application/ofd");
        assertThat(OfdFile.text(file.body()))
                .isEqualTo(Pdf.text(sender.file(path + ".pdf").body()));
        assertThat(as("officer330110").file(path + ".ofd").body()).isEqualTo(file.body());
        JsonNode found = as("officer330110").get(path + "/verification").json();
        assertThat(found.at("/ofd/intact").asBoolean()).as(found.toString()).isTrue();
        assertThat(found.at("/ofd/sha256").asText()).isEqualTo(Hashes.sha256(file.body()));
        assertThat(found.at("/ofd/logIndex").isNumber()).isTrue();
        assertThat(as("officer310105").get(path + ".ofd").status()).isEqualTo(404);
        assertThat(as("officer310105").get(path + "/verification").status()).isEqualTo(404);
    }

    @Test
    void aBureauThatHasNoOfdSaysSo() {
        String caseNo = sent();
        Http officer = as("officer310105");
        Http.Answer refused = officer.get("/api/cases/" + caseNo + "/letters/" + letter(officer, caseNo) + ".ofd");
        assertThat(refused.json().get("code").asText()).isEqualTo("letter.ofd-off");
        assertThat(refused.json().get("detail").asText()).contains("没有开通 OFD");
        assertThat(ofd(officer, caseNo).isMissingNode() || ofd(officer, caseNo).isNull())
                .isTrue();
    }

    @Test
    void aSealThatIsAwayIsToldAndWaitedFor() throws IOException {
        Path file = seals.resolve("310105.p12");
        Path aside = seals.resolve("aside");
        // There is one already, or the one of before is made anew.
        boolean there = Files.exists(file);
        if (there) {
            Files.move(file, aside);
        }
        Files.writeString(file, "not a key");
        try {
            String caseNo = sent();
            Http officer = as("officer310105");
            String path = "/api/cases/" + caseNo + "/letters/" + letter(officer, caseNo);

            Http.Answer refused = officer.get(path + ".pdf");

            assertThat(refused.status()).isEqualTo(503);
            assertThat(refused.json().get("code").asText()).isEqualTo("letter.seal-unreadable");
            assertThat(refused.json().get("detail").asText()).contains("函件内容、文号都已保存", "系统自动补盖");
            assertThat(officer.get(path + "/verification").status()).isEqualTo(503);

            Files.delete(file);
            if (there) {
                Files.move(aside, file);
            }
            assertThat(officer.get(path + ".pdf").status()).isEqualTo(200);
        } finally {
            if (Files.exists(aside)) {
                Files.deleteIfExists(file);
                Files.move(aside, file);
            }
        }
    }

    private String sent() {
        return sent(CHANGNING);
    }

    private String sent(String bureau) {
        String caseNo = raised("officer" + bureau, Requests.question());
        does("unithead" + bureau, "approveRequest", caseNo, Map.of("decision", "approve", "reason", "同意"));
        assertThat(instance("assistanceHandling", "330110", caseNo)).isWaitingAt("acknowledgeLetter");
        return caseNo;
    }

    private static JsonNode ofd(Http officer, String caseNo) {
        return officer.get("/api/cases/" + caseNo).json().at("/letters/0/ofd");
    }

    private static String letter(Http officer, String caseNo) {
        return officer.get("/api/cases/" + caseNo).json().at("/letters/0/id").asText();
    }
}
