package org.redshield.bridge.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.redshield.bridge.support.Flow.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.redshield.bridge.indicators.api.SuspiciousOrders;
import org.redshield.bridge.support.Http;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** An officer looks at a shop's records for signs of brushing, decides, and the orders go into the disposition by themselves. */
class BrushingTest extends DispositionScenario {

    private static final String[] RECORDS = {"TRADE", "LOGISTICS", "REVIEW", "REFUND", "PROMO"};
    private static final String OPENLY =
            "&masked=false&purposeCode=VERIFY_FACTS&purpose=" + URLEncoder.encode("逐笔核对可疑订单", StandardCharsets.UTF_8);

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private SuspiciousOrders confirmed;

    /** Changning asked the platform itself and has these records of the furniture shop, some of whose orders are invented. */
    private String held(String... datasets) {
        return held(Requests.direct(datasets), datasets.length);
    }

    private String held(Map<String, Object> request, int datasets) {
        String caseNo = approved(request);
        for (int i = 0; i < datasets; i++) {
            does("unithead310105", "approveDataRequest", caseNo, Map.of("decision", "approve", "reason", "同意调取"));
        }
        assertThat(request(caseNo)).isWaitingAt("decideOutcome");
        return caseNo;
    }

    private static String indicators(String caseNo) {
        return "/api/cases/" + caseNo + "/indicators";
    }

    private JsonNode look(String caseNo) {
        Http.Answer answer = as("officer310105").post(indicators(caseNo), Map.of());
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        assertThat(answer.json().get("state").asText())
                .as(answer.json().path("failure").asText())
                .isEqualTo("DONE");
        return answer.json();
    }

    private Http.Answer decide(String caseNo, JsonNode look, String decision, List<String> orders) {
        Map<String, Object> said = new HashMap<>(
                Map.of("reportId", look.get("id").asText(), "decision", decision, "reason", "逐笔核对物流和评价，属于虚构交易。"));
        if (!orders.isEmpty()) {
            said.put("orders", orders);
        }
        return as("officer310105").post(indicators(caseNo) + "/decisions", said);
    }

    private static JsonNode part(JsonNode look, String id) {
        return each(look.get("indicators"))
                .filter(part -> part.get("id").asText().equals(id))
                .findFirst()
                .orElseThrow();
    }

    private static List<String> suspicious(JsonNode look) {
        return each(look.get("suspiciousOrders"))
                .map(order -> order.get("tid").asText())
                .toList();
    }

    /** All records of a kind, column by column, as the officer may read them with a purpose. */
    private List<Map<String, String>> records(String caseNo, String dataset) {
        List<Map<String, String>> all = new ArrayList<>();
        Optional<String> after = Optional.empty();
        do {
            Http.Answer answer = as("officer310105")
                    .get("/api/cases/" + caseNo + "/records/" + dataset + "?size=200" + OPENLY
                            + after.map(next -> "&after=" + next).orElse(""));
            assertThat(answer.status()).as(answer.text()).isEqualTo(200);
            JsonNode page = answer.json();
            List<String> names = page.get("columns").findValuesAsText("name");
            for (JsonNode row : page.get("rows")) {
                Map<String, String> record = new TreeMap<>();
                for (int i = 0; i < names.size(); i++) {
                    record.put(names.get(i), row.get("values").get(i).asText(""));
                }
                all.add(record);
            }
            after = Optional.ofNullable(page.get("next"))
                    .filter(JsonNode::isTextual)
                    .map(JsonNode::asText);
        } while (after.isPresent());
        return all;
    }

    @Test
    void theInventedOrdersAreFoundAndTheReportIsTheSameEachTime() {
        String caseNo = held(RECORDS);

        JsonNode look = look(caseNo);

        // The sandbox gives empty parcels waybills of a series of their own.
        Set<String> invented = records(caseNo, "LOGISTICS").stream()
                .filter(parcel -> parcel.get("out_sid").startsWith("YT8"))
                .map(parcel -> parcel.get("tid"))
                .collect(Collectors.toSet());
        List<String> found = suspicious(look);
        long right = found.stream().filter(invented::contains).count();
        assertThat(invented).hasSizeGreaterThan(50);
        assertThat((double) right / found.size()).as("precision").isGreaterThanOrEqualTo(0.95);
        assertThat((double) right / invented.size()).as("recall").isGreaterThanOrEqualTo(0.9);

        for (String id : List.of("B1", "B2", "B4", "B5", "B6", "B7")) {
            assertThat(part(look, id).get("state").asText()).as(id).isEqualTo("COMPUTED");
            assertThat(part(look, id).get("rows")).as(id).isNotEmpty();
        }
        JsonNode payments = part(look, "B3");
        assertThat(payments.get("state").asText()).isEqualTo("NOT_COMPUTABLE");
        assertThat(payments.hasNonNull("score")).isFalse();
        assertThat(payments.get("missing").toString()).contains("支付记录");

        assertThat(look(caseNo).get("sha256")).isEqualTo(look.get("sha256"));
        assertThat(jdbc.sql("select count(distinct report) from indicator_run where case_no = ?")
                        .param(caseNo)
                        .query(Long.class)
                        .single())
                .isEqualTo(1);
        String report = jdbc.sql("select report from indicator_run where case_no = ? limit 1")
                .param(caseNo)
                .query(String.class)
                .single();
        records(caseNo, "TRADE").forEach(order -> assertThat(report)
                .doesNotContain(order.get("receiver_mobile"), order.get("receiver_address")));
    }

    /** Another program, that knows nothing of the first: it reads the records row by row and compares all with all. */
    @Test
    void tenSuspicionsCanBeComputedAgainByHand() {
        String caseNo = held(RECORDS);
        JsonNode look = look(caseNo);
        NaiveIndicators naive = new NaiveIndicators(
                Requests.today().minusMonths(8),
                records(caseNo, "TRADE"),
                records(caseNo, "LOGISTICS"),
                records(caseNo, "REVIEW"),
                List.of(),
                records(caseNo, "REFUND"),
                records(caseNo, "PROMO"));

        each(look.get("suspiciousOrders")).limit(10).forEach(order -> {
            Set<String> shown = new TreeSet<>();
            order.get("indicators").forEach(id -> shown.add(id.asText()));
            String tid = order.get("tid").asText();
            assertThat(naive.shows(tid)).as(tid).isEqualTo(shown);
            assertThat(order.get("points").asInt())
                    .isEqualTo(shown.stream()
                            .mapToInt(id -> part(look, id).get("points").asInt())
                            .sum());
        });
        for (JsonNode part : look.get("indicators")) {
            if (part.get("state").asText().equals("COMPUTED")) {
                assertThat(part.get("score").decimalValue())
                        .isEqualByComparingTo(BigDecimal.valueOf(
                                        part.get("points").asLong()
                                                * part.get("orders").asLong())
                                .divide(BigDecimal.valueOf(look.get("orders").asLong()), 1, RoundingMode.HALF_UP));
            }
        }
    }

    /** By nothing but the report and the rows that it exports: facts against thresholds, facts to points, points to suspicions. */
    @Test
    @Tag("thorough")
    void theReportAloneIsEnoughToComputeItAgain() {
        String caseNo = held(RECORDS);
        JsonNode look = look(caseNo);
        Map<String, Integer> points = new HashMap<>();
        Map<String, Set<String>> shown = new HashMap<>();
        BigDecimal score = BigDecimal.ZERO;
        for (JsonNode part : look.get("indicators")) {
            String id = part.get("id").asText();
            points.put(id, part.get("points").asInt());
            if (part.get("state").asText().equals("COMPUTED")) {
                as("officer310105")
                        .get(indicators(caseNo) + "/" + id + "/rows.csv")
                        .text()
                        .lines()
                        .skip(1)
                        .forEach(
                                row -> shown.computeIfAbsent(row.substring(0, row.indexOf(',')), tid -> new TreeSet<>())
                                        .add(id));
                assertThat(part.get("score").decimalValue())
                        .isEqualByComparingTo(BigDecimal.valueOf(
                                        points.get(id) * part.get("orders").asLong())
                                .divide(look.get("orders").decimalValue(), 1, RoundingMode.HALF_UP));
                score = score.add(part.get("score").decimalValue());
            }
        }
        assertThat(look.get("score").decimalValue()).isEqualByComparingTo(score);
        Map<String, Integer> sums = new HashMap<>();
        shown.forEach(
                (tid, ids) -> sums.put(tid, ids.stream().mapToInt(points::get).sum()));
        int enough = look.get("suspiciousFrom").asInt();
        sums.values().removeIf(sum -> sum < enough);
        assertThat(look.get("suspiciousCount").asInt()).isEqualTo(sums.size());

        Set<String> looked = new TreeSet<>();
        for (JsonNode order : look.get("suspiciousOrders")) {
            assertThat(order.get("points").asInt())
                    .isEqualTo(sums.get(order.get("tid").asText()));
            Set<String> ids = new TreeSet<>();
            for (JsonNode fact : order.get("facts")) {
                String id = fact.get("indicator").asText();
                assertThat(FactsByHand.exceeds(fact.get("fact").asText(), thresholds(part(look, id))))
                        .as("%s %s", id, fact)
                        .isTrue();
                ids.add(id);
            }
            assertThat(each(order.get("indicators")).map(JsonNode::asText)).containsExactlyInAnyOrderElementsOf(ids);
            looked.addAll(ids);
        }
        assertThat(look.get("suspiciousOrders")).hasSizeGreaterThanOrEqualTo(10);
        assertThat(looked).contains("B1", "B2", "B4", "B5", "B6", "B7");
    }

    private static List<String> thresholds(JsonNode part) {
        return part.get("thresholds").properties().stream()
                .map(one -> one.getKey() + " " + one.getValue().asText())
                .toList();
    }

    @Test
    void whatTheOfficerConfirmsIsInTheLetterAndInTheDisposition() {
        String caseNo = held(RECORDS);
        JsonNode look = look(caseNo);
        List<String> some = suspicious(look).subList(0, 7);

        assertThat(decide(caseNo, look, "perhaps", some).status()).isEqualTo(422);
        Http.Answer withNothing = decide(caseNo, look, "confirm", Arrays.asList(some.get(0), null));
        assertThat(withNothing.status()).as(withNothing.text()).isEqualTo(400);
        assertThat(withNothing.json().get("code").asText()).isEqualTo("access.request-invalid");
        assertThat(decide(caseNo, look, "confirm", List.of("1"))
                        .json()
                        .get("code")
                        .asText())
                .isEqualTo("indicators.orders-unknown");
        Http.Answer decided = decide(caseNo, look, "confirm", some);

        assertThat(decided.status()).as(decided.text()).isEqualTo(200);
        JsonNode made = decided.json().at("/decisions/0");
        assertThat(made.get("orders").asInt()).isEqualTo(7);
        assertThat(made.get("reason").asText()).contains("属于虚构交易");
        Http.Answer sealed = as("officer310105")
                .get("/api/evidence/" + made.get("evidenceId").asText() + "/content");
        assertThat(sealed.text())
                .isEqualTo(jdbc.sql("select report from indicator_run where case_no = ?")
                        .param(caseNo)
                        .query(String.class)
                        .single());

        // Decided before it was kept whose the orders are: all of a case with one shop are that shop's.
        decidedAbout(caseNo, "{}");

        wantDisposition(caseNo, "both", "SALES_RESET");
        JsonNode task = waitingTask("officer330110", "draftDisposition", caseNo);
        JsonNode form = as("officer330110")
                .get("/engine-rest/task/" + task.get("id").asText() + "/form-variables")
                .json();
        assertThat(form.at("/targetValue1/value").asText().lines().toList()).containsExactlyInAnyOrderElementsOf(some);
        assertThat(page("officer330110", caseNo, letter("officer330110", caseNo, "DISPOSITION_REQUEST")))
                .contains(some);
    }

    @Test
    void aLetterAgainstAShopListsNoOrdersOfAnother() {
        String caseNo = held(RECORDS);
        Map<String, Object> another = Requests.direct("TRADE");
        another.put("shopId", "S1000002");
        jdbc.sql("update platform_request set case_no = ? where case_no = ?")
                .params(caseNo, held(another, 1))
                .update();
        JsonNode look = look(caseNo);
        List<String> some = suspicious(look).subList(0, 3);
        assertThat(decide(caseNo, look, "confirm", some).json().get("unlisted").asInt())
                .isZero();
        assertThat(listed(caseNo, "S1000001")).isEqualTo(some);
        assertThat(listed(caseNo, "S1000002")).isEmpty();

        // Decided before it was kept whose the orders are.
        decidedAbout(caseNo, "{}");
        assertThat(listed(caseNo, "S1000001")).isEmpty();
        decidedAbout(caseNo, "{taobao/S1000001,taobao/S1000002,\"\"}");
        assertThat(listed(caseNo, "S1000002")).containsExactly(some.get(1));
        assertThat(as("officer310105")
                        .get(indicators(caseNo))
                        .json()
                        .get("unlisted")
                        .asInt())
                .isEqualTo(1);
        wantDisposition(caseNo, "both", "SALES_RESET");
        waitingTask("officer330110", "draftDisposition", caseNo);
        assertThat(page("officer330110", caseNo, letter("officer330110", caseNo, "DISPOSITION_REQUEST")))
                .contains(some.get(0))
                .doesNotContain(some.get(1), some.get(2));
    }

    private List<String> listed(String caseNo, String shop) {
        return confirmed.confirmed(caseNo, CHANGNING, "taobao", shop, Instant.MAX);
    }

    /** An officer confirms otherwise while it is with the head, and at last takes everything back. */
    @Test
    void aHeadApprovesTheListThatHeSaw() {
        String caseNo = held(RECORDS);
        JsonNode look = look(caseNo);
        List<String> some = suspicious(look).subList(0, 3);
        decide(caseNo, look, "confirm", some);
        proposeDisposition(caseNo, "both", "SALES_RESET");
        decide(caseNo, look, "confirm", suspicious(look).subList(0, 4));
        isRefused(
                "unithead310105",
                "approveDispositionRequest",
                caseNo,
                Map.of("decision", "approve", "reason", "同意商请处置"),
                "提交审批以后，认定的可疑订单有变化：新增 1 笔，去掉 0 笔。");
        decide(caseNo, look, "confirm", some.subList(1, 3));

        String task = waitingTask("unithead310105", "approveDispositionRequest", caseNo)
                .get("id")
                .asText();
        assertThat(as("unithead310105").get("/api/tasks/" + task + "/letter").text())
                .contains(some);
        isRefused(
                "unithead310105",
                "approveDispositionRequest",
                caseNo,
                Map.of("decision", "approve", "reason", "同意商请处置"),
                "提交审批以后，认定的可疑订单有变化：新增 0 笔，去掉 1 笔。");
        does(
                "unithead310105",
                "approveDispositionRequest",
                caseNo,
                Map.of("decision", "return", "reason", "认定有变化，请核对后重新提交。"));
        wantDisposition(caseNo, "both", "SALES_RESET");
        waitingTask("officer330110", "draftDisposition", caseNo);
        assertThat(page("officer330110", caseNo, letter("officer330110", caseNo, "DISPOSITION_REQUEST")))
                .contains(some.subList(1, 3))
                .doesNotContain(some.get(0));

        assertThat(decide(caseNo, look, "reject", List.of()).status()).isEqualTo(200);
        assertThat(listed(caseNo, "S1000001")).isEmpty();
    }

    private void decidedAbout(String caseNo, String shops) {
        jdbc.sql("update indicator_decision set shops = cast(? as text[]) where case_no = ?")
                .params(shops, caseNo)
                .update();
    }

    @Test
    void onlyWhatTheBureauHoldsInThisCaseIsLookedAt() {
        String caseNo = approved(Requests.throughHomeBureau("TRADE"));
        accept(caseNo);
        does("unithead330110", "approveDataRequest", caseNo, Map.of("decision", "approve", "reason", "同意调取"));
        waitingTask("officer330110", "investigate", caseNo);

        // Yuhang has the records of the case; Changning has nothing before the reply, whatever it holds in other cases.
        Http.Answer before = as("officer310105").post(indicators(caseNo), Map.of());
        assertThat(before.status()).isEqualTo(422);
        assertThat(before.json().get("code").asText()).isEqualTo("indicators.no-records");
        assertThat(as("officer330110").post(indicators(caseNo), Map.of()).status())
                .isEqualTo(200);
        assertThat(as("officer310105").get(indicators(caseNo)).status()).isEqualTo(404);
        assertThat(as("officer321300").post(indicators(caseNo), Map.of()).status())
                .isEqualTo(404);
        assertThat(as("unithead330110").post(indicators(caseNo), Map.of()).status())
                .isEqualTo(403);

        reply(caseNo);
        assertThat(request(caseNo)).isWaitingAt("reviewReply");
        JsonNode look = look(caseNo);
        assertThat(each(look.get("answers")).map(JsonNode::asText)).containsExactly(caseNo + "-R1-TRADE");
        // Nobody paid the others: they are no sales.
        assertThat(look.get("orders").asLong())
                .isEqualTo(records(caseNo, "TRADE").stream()
                        .filter(order -> !order.get("pay_time").isEmpty())
                        .count());
        assertThat(part(look, "B1").get("state").asText()).isEqualTo("NOT_COMPUTABLE");
    }

    @Test
    void aListOfEmptyParcelsCountsFromItsVersionOn() {
        String caseNo = held(RECORDS);
        JsonNode before = look(caseNo);
        String waybill = records(caseNo, "LOGISTICS").stream()
                .map(parcel -> parcel.get("out_sid"))
                .filter(number -> number.startsWith("YT7"))
                .findFirst()
                .orElseThrow();

        Http.Answer loaded = as("officer310105")
                .send(
                        "POST",
                        "/api/empty-parcels?source=" + URLEncoder.encode("现场检查笔录", StandardCharsets.UTF_8),
                        "text/plain",
                        waybill.getBytes(StandardCharsets.UTF_8));

        assertThat(loaded.status()).as(loaded.text()).isEqualTo(200);
        JsonNode after = look(caseNo);
        assertThat(part(after, "B1").get("orders").asLong())
                .isGreaterThan(part(before, "B1").get("orders").asLong());
        assertThat(after.at("/parameters/空包名单版本").asText())
                .isEqualTo(loaded.json().get("version").asText());
        assertThat(after.get("sha256")).isNotEqualTo(before.get("sha256"));
    }
}
