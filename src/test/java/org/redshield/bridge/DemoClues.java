package org.redshield.bridge;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.redshield.bridge.support.Desk;
import org.redshield.bridge.support.Http;

/**
 * A dozen clues of each source for the demonstration, brought in as its people would: by the forms of Tasklist. All of them
 * are invented; the shops are the sandbox's.
 */
final class DemoClues {

    private static final Duration PATIENCE = Duration.ofMinutes(1);

    /** Those before are the shops of the README's walks and of other examples. */
    private static final int FIRST_SHOP = 100;

    private final Desk desk;
    private final Http sandbox;

    DemoClues(String bridge, String sandbox) {
        this.desk = new Desk(bridge, PATIENCE);
        this.sandbox = new Http(sandbox, null);
    }

    /**
     * A line of the file.
     *
     * @param then how far it has come: nowhere, {@code assigned}, {@code notFiled}, {@code filed}, or {@code transfer} and to whom
     */
    private record Row(
            String source, String channel, String bureau, int daysAgo, String cause, String then, String content) {

        private static Row of(String line) {
            String[] cells = line.split(",", -1);
            return new Row(cells[0], cells[1], cells[2], Integer.parseInt(cells[3]), cells[4], cells[5], cells[6]);
        }
    }

    /** @return how many clues were brought in: none where there are some already */
    int bringIn() throws IOException {
        List<Row> rows = rows();
        if (rows.stream().map(Row::bureau).distinct().anyMatch(this::hasClues)) {
            return 0;
        }
        JsonNode shops = sandbox.get("/admin/shops?size=" + rows.size() + "&skip=" + FIRST_SHOP)
                .json();
        List<String> cases = new ArrayList<>();
        for (int n = 0; n < rows.size(); n++) {
            cases.add(register(rows.get(n), shops.get(n)));
        }
        for (int n = 0; n < rows.size(); n++) {
            carryOn(rows.get(n), cases.get(n), shops.get(n).get("id").asText());
        }
        return rows.size();
    }

    private static List<Row> rows() throws IOException {
        try (InputStream file = DemoClues.class.getResourceAsStream("/demo/clues.csv")) {
            return new String(file.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .skip(1)
                    .map(Row::of)
                    .toList();
        }
    }

    private boolean hasClues(String bureau) {
        return desk.as("officer" + bureau)
                        .get("/api/clues/counts")
                        .json()
                        .get("reports")
                        .asInt()
                > 0;
    }

    private String register(Row row, JsonNode shop) {
        Map<String, Object> fields = new HashMap<>(Map.of(
                "source", row.source(),
                "channel", row.channel(),
                "receivedOn", today().minusDays(row.daysAgo()).toString(),
                "causeOfCase", row.cause(),
                "content", row.content().replace("{shop}", shop.get("title").asText()),
                "platformKey1", "taobao",
                "shopId1", shop.get("id").asText(),
                "shopName1", shop.get("title").asText()));
        if (row.source().equals("REPORT")) {
            // Nobody has such a name or number.
            fields.put("reporterName", "演示举报人");
            fields.put("reporterPhone", "12000000001");
        }
        Http.Answer answer = desk.as("officer" + row.bureau())
                .post(
                        "/engine-rest/process-definition/key/clueVerification/submit-form",
                        Map.of("variables", Desk.variables(fields)));
        if (answer.status() != 200) {
            throw new IllegalStateException(row + ": " + answer.text());
        }
        return answer.json().get("businessKey").asText();
    }

    private void carryOn(Row row, String caseNo, String shop) {
        if (row.then().isEmpty()) {
            return;
        }
        assign(row.bureau(), caseNo);
        switch (row.then()) {
            case "assigned" -> {
                // The officers are at it.
            }
            case "notFiled" ->
                decided(
                        row.bureau(),
                        caseNo,
                        Map.of("decision", "notFile", "ground", "MINOR_CORRECTED", "reason", "当事人已经改正，没有造成危害后果"));
            case "filed" ->
                decided(
                        row.bureau(),
                        caseNo,
                        Map.of("decision", "file", "filingNo", filingNo(caseNo), "reason", "经核查，违法事实初步成立"));
            default -> transfer(row, caseNo, shop, row.then().substring("transfer ".length()));
        }
    }

    private void assign(String bureau, String caseNo) {
        desk.does(
                "unithead" + bureau,
                "assignVerification",
                caseNo,
                Map.of(
                        "decision", "assign",
                        "leadCertificateNo", bureau + "01001",
                        "secondCertificateNo", bureau + "01002"));
    }

    private void decided(String bureau, String caseNo, Map<String, Object> proposal) {
        desk.does("officer" + bureau, "verifyClue", caseNo, proposal);
        desk.does("unithead" + bureau, "reviewVerification", caseNo, Map.of("decision", "agree"));
        desk.does("bureauhead" + bureau, "decideFiling", caseNo, Map.of("decision", "approve", "reason", "同意"));
    }

    /** Verified and handed over; the receiver's officers have it on their desk, or are at it already. */
    private void transfer(Row row, String caseNo, String shop, String receiver) {
        String reason = "当事人实际经营地在受移送单位辖区，不属于本局管辖";
        decided(
                row.bureau(),
                caseNo,
                Map.of("decision", "transfer", "receiverBureau", receiver, "articles", "程序规定第十条", "reason", reason));
        desk.does(
                "officer" + row.bureau(),
                "completeTransfer",
                caseNo,
                Map.ofEntries(
                        Map.entry("decision", "submit"),
                        Map.entry("what", "CLUE"),
                        Map.entry("cause", row.cause()),
                        Map.entry("content", "经核查，该网店的实际经营地在受移送单位辖区；来源材料和核查记录随案移送。"),
                        Map.entry("reason", reason),
                        Map.entry("materials", "来源材料 1 份\n核查记录 1 份"),
                        Map.entry("platformKey", "taobao"),
                        Map.entry("shopId", shop),
                        Map.entry("subject", "IN_PLATFORM"),
                        Map.entry("act", "OTHER"),
                        Map.entry("actualPlace", receiver)));
        desk.does("bureauhead" + row.bureau(), "approveTransfer", caseNo, Map.of("decision", "approve"));
        if (row.source().equals("REPORT")) {
            desk.does(
                    "officer" + receiver,
                    "signTransfer",
                    caseNo,
                    Map.of("decision", "sign", "materialsComplete", true));
            desk.does("officer" + receiver, "reviewTransfer", caseNo, Map.of("decision", "accept"));
            assign(receiver, caseNo);
        }
    }

    private static String filingNo(String caseNo) {
        String[] parts = caseNo.split("-");
        return "演示案〔" + parts[1] + "〕" + Integer.parseInt(parts[2]) + "号";
    }

    private static LocalDate today() {
        return LocalDate.now(ZoneId.of("Asia/Shanghai"));
    }
}
