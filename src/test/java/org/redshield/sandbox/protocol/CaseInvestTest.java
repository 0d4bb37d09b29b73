package org.redshield.sandbox.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.redshield.sandbox.SandboxClient.request;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.StringReader;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.redshield.sandbox.RunningSandbox;
import org.redshield.sandbox.SandboxClient;
import org.redshield.sandbox.files.Dataset;
import org.redshield.sandbox.files.Hashes;

/** The four sub-methods of a data request, and the files behind them. */
class CaseInvestTest extends RunningSandbox {

    private static String submitted(ObjectNode data) {
        JsonNode result = SANDBOX.execute("request.submit", data);
        assertThat(result.get("code").asInt()).as(result.toString()).isEqualTo(1);
        return SandboxClient.parse(result.get("data").asText()).get("requestId").asText();
    }

    private static String ended(ObjectNode data, String status) {
        String id = submitted(data);
        await().until(() -> SANDBOX.status(id).equals(status));
        return id;
    }

    private static List<CSVRecord> rows(JsonNode file) throws IOException {
        HttpResponse<String> response = SANDBOX.get(file.get("url").asText());
        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(Hashes.sha256Hex(response.body()))
                .isEqualTo(file.get("sha256").asText());
        assertThat(response.headers().firstValueAsLong("Content-Length"))
                .hasValue(file.get("bytes").asLong());
        CSVFormat format = CSVFormat.RFC4180
                .builder()
                .setHeader()
                .setSkipHeaderRecord(true)
                .get();
        try (var parser = format.parse(new StringReader(response.body()))) {
            List<String> columns = new ArrayList<>();
            file.get("columns").forEach(column -> columns.add(column.asText()));
            assertThat(parser.getHeaderNames()).isEqualTo(columns);
            List<CSVRecord> records = parser.getRecords();
            assertThat(records).hasSize(file.get("rows").asInt());
            return records;
        }
    }

    @ParameterizedTest
    @EnumSource
    void answersEveryDatasetWithFilesThatMatchTheirManifest(Dataset dataset) throws IOException {
        // A counterfeiter has refunds too.
        ObjectNode data = request("N-1", dataset.name(), "SHOP", "S1000004");
        data.putArray("basis").add("《中华人民共和国反不正当竞争法》第十六条");
        String id = ended(data, "ANSWERED");
        JsonNode manifest = SANDBOX.manifest(id);
        assertThat(manifest.get("requestId").asText()).isEqualTo(id);
        assertThat(manifest.get("dataset").asText()).isEqualTo(dataset.name());
        JsonNode file = manifest.get("files").get(0);
        assertThat(file.get("charset").asText()).isEqualTo("UTF-8");
        List<CSVRecord> rows = rows(file);
        assertThat(rows).isNotEmpty().allSatisfy(row -> assertThat(row.isConsistent())
                .isTrue());
        JsonNode letter = manifest.get("replyLetter");
        String text = SANDBOX.get(letter.get("url").asText()).body();
        assertThat(Hashes.sha256Hex(text)).isEqualTo(letter.get("sha256").asText());
        assertThat(text).contains("沪长市监协查〔2026〕12号", "N-1", "共 " + rows.size() + " 条");
    }

    @Test
    void keepsToThePeriodAndWritesTimesAndAmountsAsThePageSays() throws IOException {
        ObjectNode data = request("N-1", "TRADE", "SHOP", "S1000001");
        JsonNode period = data.get("period");
        String id = ended(data, "ANSWERED");
        assertThat(rows(SANDBOX.manifest(id).get("files").get(0))).allSatisfy(row -> {
            assertThat(row.get("created"))
                    .matches("\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d")
                    .isGreaterThanOrEqualTo(period.get("from").asText())
                    .isLessThan(period.get("to").asText() + " 24");
            assertThat(row.get("payment")).matches("\\d+\\.\\d\\d");
        });
    }

    @Test
    void automaticDatasetsAreThereAtOnceOthersTakeTheirTime() {
        SANDBOX.put("/admin/settings", "{\"delay\": {\"manual\": \"PT1H\"}}");
        assertThat(SANDBOX.status(submitted(request("N-1", "SHOP_SUBJECT", "SHOP", "S1000001"))))
                .isEqualTo("ANSWERED");
        String id = submitted(request("N-2", "TRADE", "SHOP", "S1000001"));
        assertThat(SANDBOX.status(id)).isEqualTo("ACCEPTED");
        JsonNode manifest = SANDBOX.execute(
                "request.manifest", SandboxClient.parse("{\"version\":1,\"requestId\":\"" + id + "\"}"));
        assertThat(manifest.get("code").asInt()).isEqualTo(2);
    }

    @Test
    void theNumberIsTheKeyAndTheContentIsHeldToIt() {
        ObjectNode data = request("N-1", "TRADE", "SHOP", "S1000001");
        String id = submitted(data);
        ObjectNode reordered = SandboxClient.parse("{}").deepCopy();
        List<String> names = new ArrayList<>();
        data.fieldNames().forEachRemaining(names::add);
        for (int i = names.size() - 1; i >= 0; i--) {
            reordered.set(names.get(i), data.get(names.get(i)));
        }
        assertThat(submitted(reordered)).isEqualTo(id);
        JsonNode other = SANDBOX.execute("request.submit", request("N-1", "REVIEW", "SHOP", "S1000001"));
        assertThat(other.get("code").asInt()).isEqualTo(2);
        assertThat(other.get("message").asText()).contains("N-1");
        assertThat(SANDBOX.getJson("/admin/ledger")).hasSize(1).first().satisfies(entry -> {
            assertThat(entry.get("kind").asText()).isEqualTo("REQUEST");
            assertThat(entry.get("requestNo").asText()).isEqualTo("N-1");
            assertThat(entry.get("id").asText()).isEqualTo(id);
            assertThat(entry.get("dataset").asText()).isEqualTo("TRADE");
            assertThat(entry.get("sent").asInt()).isEqualTo(3);
            assertThat(entry.get("withdrawn").asBoolean()).isFalse();
        });
    }

    @Test
    void aQueryLeavesUnknownIdsOutAndTakesTwentyAtMost() {
        String id = submitted(request("N-1", "ITEM", "SHOP", "S1000001"));
        ObjectNode query = SandboxClient.parse("{\"version\":1}").deepCopy();
        query.putArray("requestIds").add("nobody").add(id);
        JsonNode items = SANDBOX.executeForData("request.query", query).get("items");
        assertThat(items).hasSize(1);
        assertThat(items.get(0).get("requestNo").asText()).isEqualTo("N-1");
        assertThat(items.get(0).get("updatedAt").asText()).endsWith("+08:00");
        for (int i = 0; i < 19; i++) {
            query.withArray("requestIds").add("nobody");
        }
        assertThat(SANDBOX.execute("request.query", query).get("code").asInt()).isEqualTo(2);
    }

    @Test
    void whatIsWithdrawnStaysSo() {
        String id = submitted(request("N-1", "TRADE", "SHOP", "S1000001"));
        JsonNode withdrawal = SandboxClient.parse("{\"version\":1,\"requestNo\":\"N-1\",\"reason\":\"已无需要\"}");
        assertThat(SANDBOX.executeForData("request.withdraw", withdrawal)
                        .get("status")
                        .asText())
                .isEqualTo("WITHDRAWN");
        assertThat(SANDBOX.executeForData("request.withdraw", withdrawal)
                        .get("status")
                        .asText())
                .isEqualTo("WITHDRAWN");
        assertThat(SANDBOX.status(id)).isEqualTo("WITHDRAWN");
        assertThat(SANDBOX.getJson("/admin/ledger").get(0).get("withdrawn").asBoolean())
                .isTrue();
        JsonNode unknown = SandboxClient.parse("{\"version\":1,\"requestNo\":\"N-9\"}");
        assertThat(SANDBOX.execute("request.withdraw", unknown).get("code").asInt())
                .isEqualTo(2);
    }

    @Test
    void answersForOneItemOneOrderAndOneSubject() throws IOException {
        String tid = rows(SANDBOX.manifest(ended(request("N-1", "TRADE", "ITEM", "710000010001"), "ANSWERED"))
                        .get("files")
                        .get(0))
                .stream()
                .peek(row -> assertThat(row.get("num_iid")).isEqualTo("710000010001"))
                .map(row -> row.get("tid"))
                .findFirst()
                .orElseThrow();
        ObjectNode byOrder = request("N-2", "LOGISTICS", "ORDER", tid);
        byOrder.remove("period");
        assertThat(rows(SANDBOX.manifest(ended(byOrder, "ANSWERED"))
                        .get("files")
                        .get(0)))
                .singleElement()
                .satisfies(row -> assertThat(row.get("tid")).isEqualTo(tid));
        String uscc =
                SANDBOX.getJson("/admin/shops?skip=4&size=1").get(0).get("uscc").asText();
        assertThat(rows(SANDBOX.manifest(ended(request("N-3", "SHOP_SUBJECT", "SUBJECT", uscc), "ANSWERED"))
                        .get("files")
                        .get(0)))
                .extracting(row -> row.get("sid"))
                .containsExactly("S1000005", "S1000006", "S1000007");
    }

    @Test
    void saysWhenThereIsNothingWithALetter() {
        ended(request("N-1", "TRADE", "SHOP", "S1000013"), "NO_RECORD");
        String id = ended(request("N-2", "SHOP_SUBJECT", "SHOP", "S7777777"), "NO_RECORD");
        JsonNode manifest = SANDBOX.manifest(id);
        assertThat(manifest.get("files")).isEmpty();
        assertThat(manifest.get("replyLetter").get("bytes").asInt()).isPositive();
    }

    @Test
    void asksBackWhenANameFitsSeveralShops() {
        String id = ended(request("N-1", "SHOP_SUBJECT", "SHOP", "溪岚茶舍"), "CLARIFICATION");
        assertThat(SANDBOX.query(id).get("question").asText()).contains("S1000011", "S1000012");
    }

    @Test
    void refusesWhatTheLawDoesNotGive() {
        assertThat(refusal(request("N-1", "LOGIN", "SHOP", "S1000001"))).isEqualTo("OUT_OF_LEGAL_SCOPE");
        ObjectNode ofLiveCommerce = request("N-4", "LOGIN", "SHOP", "S1000001");
        ofLiveCommerce.putArray("basis").add("《直播电商监督管理办法》第十六条");
        assertThat(refusal(ofLiveCommerce)).isEqualTo("OUT_OF_LEGAL_SCOPE");
        assertThat(refusal(request("N-5", "CHAT", "SHOP", "S1000001"))).isEqualTo("OUT_OF_LEGAL_SCOPE");
        ObjectNode old = request("N-2", "TRADE", "SHOP", "S1000001");
        old.putObject("period").put("from", "2019-01-01").put("to", "2019-06-30");
        assertThat(refusal(old)).isEqualTo("RETENTION_EXPIRED");
        ObjectNode incomplete = request("N-3", "TRADE", "SHOP", "S1000001");
        incomplete.remove("basis");
        assertThat(refusal(incomplete)).isEqualTo("INCOMPLETE_REQUEST");
    }

    @Test
    void handsOverLoginsAndChatsOnAProvisionThatNamesThem() throws IOException {
        ObjectNode logins = request("N-1", "LOGIN", "SHOP", "S1000001");
        logins.putArray("basis").add("网络交易监督管理办法第三十四条").add("《市场监督管理行政处罚程序规定》第三十条");
        List<CSVRecord> ring =
                rows(SANDBOX.manifest(ended(logins, "ANSWERED")).get("files").get(0));
        logins.put("requestNo", "N-2").withObject("/target").put("id", "S1000002");
        List<CSVRecord> sameRing =
                rows(SANDBOX.manifest(ended(logins, "ANSWERED")).get("files").get(0));
        assertThat(ring)
                .extracting(row -> row.get("device_id"))
                .containsOnly(sameRing.get(0).get("device_id"));

        ObjectNode chats = request("N-3", "CHAT", "SHOP", "S1000001");
        chats.putArray("basis").add("《直播电商监督管理办法》第十六条");
        assertThat(rows(SANDBOX.manifest(ended(chats, "ANSWERED")).get("files").get(0)))
                .anyMatch(row -> row.get("content").contains("佣金"));
    }

    private static String refusal(ObjectNode data) {
        JsonNode refusal = SANDBOX.query(ended(data, "REFUSED")).get("refusal");
        assertThat(refusal.get("text").asText()).isNotBlank();
        return refusal.get("reason").asText();
    }

    @Test
    void doesNotTakeWhatItCannotRead() {
        assertThat(List.of(
                        request("N-1", "GOSSIP", "SHOP", "S1000001"),
                        request("", "TRADE", "SHOP", "S1000001"),
                        request("N-1", "TRADE", "KEYWORD", "S1000001"),
                        request("N-1", "TRADE", "SHOP", ""),
                        request("N-1", "TRADE", "SHOP", "S1000001").put("version", 2),
                        request("N-1", "TRADE", "SHOP", "S1000001").put("period", "")))
                .allSatisfy(data -> assertThat(SANDBOX.execute("request.submit", data)
                                .get("code")
                                .asInt())
                        .as(data.toString())
                        .isEqualTo(2));
        assertThat(SANDBOX.getJson("/admin/ledger")).isEmpty();
    }

    @Test
    void servesRangesAndRefusesWhatItDidNotSign() throws IOException {
        String id = ended(request("N-1", "TRADE", "SHOP", "S1000001"), "ANSWERED");
        String url = SANDBOX.manifest(id).get("files").get(0).get("url").asText();
        String whole = SANDBOX.get(url).body();
        int size = whole.getBytes(StandardCharsets.UTF_8).length;

        HttpResponse<String> part = SANDBOX.get(url, "Range", "bytes=4-7");
        assertThat(part.statusCode()).isEqualTo(206);
        assertThat(part.body()).isEqualTo(whole.substring(4, 8));
        assertThat(part.headers().firstValue("Content-Range")).hasValue("bytes 4-7/" + size);
        HttpResponse<String> tail = SANDBOX.get(url, "Range", "bytes=" + (size - 2) + "-");
        assertThat(tail.statusCode()).isEqualTo(206);
        assertThat(tail.body()).isEqualTo("\r\n");
        HttpResponse<String> beyond = SANDBOX.get(url, "Range", "bytes=" + size + "-");
        assertThat(beyond.statusCode()).isEqualTo(416);
        assertThat(beyond.headers().firstValue("Content-Range")).hasValue("bytes */" + size);

        assertThat(SANDBOX.get(url + "0").statusCode()).isEqualTo(403);
        assertThat(SANDBOX.get(url.replaceFirst("expires=\\d+", "expires=1")).statusCode())
                .isEqualTo(403);
        assertThat(SANDBOX.get("/files/" + id + "/trade-1.csv").statusCode()).isEqualTo(403);
    }

    @Test
    void cutsALargeAnswerIntoFilesWithoutLosingARow() throws IOException {
        SANDBOX.put("/admin/settings", "{\"bigShopRows\": 2500, \"rowsPerFile\": 1000}");
        ObjectNode data = request("N-1", "TRADE", "SHOP", "S9999999");
        ((ObjectNode) data.get("period")).put("from", "2020-01-01");
        JsonNode files = SANDBOX.manifest(ended(data, "ANSWERED")).get("files");
        assertThat(files).extracting(file -> file.get("rows").asInt()).containsExactly(1000, 1000, 500);
        List<String> tids = new ArrayList<>();
        for (JsonNode file : files) {
            rows(file).forEach(row -> tids.add(row.get("tid")));
        }
        assertThat(tids).hasSize(2500).doesNotHaveDuplicates();
    }
}
