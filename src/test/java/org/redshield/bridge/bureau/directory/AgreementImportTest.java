package org.redshield.bridge.bureau.directory;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.redshield.bridge.bureau.Agreements;
import org.redshield.bridge.scenario.Requests;
import org.redshield.bridge.support.Http;
import org.redshield.bridge.support.Scenario;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A bureau concludes an agreement with a platform, and it counts from the next request on. */
class AgreementImportTest extends Scenario {

    private static final String HEADINGS = "甲方代码,乙方代码,种类,数据种类,时限,时限单位,依据,生效日期,截止日期\n";
    private static final String CITED = "《睢宁县市场监督管理局与淘宝网协作备忘录》第二条";
    private static final String FILE = HEADINGS
            + "320324,taobao,直接查询,,,," + CITED + ",2026-01-01,\n"
            + "320324,taobao,数据期限,TRADE,2,工作日," + CITED + ",2026-01-01,\n"
            + "310105,321300,REPLY,,,SAME_DAY,《长宁宿迁协议》第一条,2026-01-01,2030-12-31\n";

    @Autowired
    private Agreements agreements;

    @Autowired
    private JdbcClient jdbc;

    @AfterEach
    void nothingWasAgreed() {
        jdbc.sql("delete from agreement where valid_from in (date '2026-01-01', date '2199-01-01')")
                .update();
    }

    @Test
    void aFileIsShownBroughtInAndCountsFromTheNextRequestOn() {
        JsonNode shown = is(200, send("accountadmin", FILE, true));
        assertThat(shown.get("changed").asInt()).isEqualTo(3);
        assertThat(shown.at("/details/1/changes/0/to").asText()).isEqualTo("2工作日");
        assertThat(agreements.all()).noneMatch(one -> one.citation().equals(CITED));
        Map<String, Object> request = Requests.direct("TRADE");
        assertThat(asks(request).text()).contains("没有登记在案、现行有效的直接调取协议");

        is(200, send("accountadmin", FILE, false));
        assertThat(asks(request).status()).isEqualTo(200);
        LocalDate today = LocalDate.of(2026, 6, 1);
        assertThat(agreements
                        .data("320324", "taobao", "TRADE", today)
                        .orElseThrow()
                        .amount())
                .isEqualTo(2);
        assertThat(agreements.reply("321300", "310105", today).orElseThrow().unit())
                .isEqualTo("SAME_DAY");
        assertThat(recorded()).isEqualTo("NEW amount： → 2工作日；citation： → " + CITED + "；validTo： → —");

        String whole =
                as("accountadmin").get("/api/directory/agreements").text().substring(1);
        assertThat(whole).contains(CITED, "310105,321300,答复期限,,,当日");
        JsonNode again = is(200, send("accountadmin", whole, false));
        assertThat(again.get("changed").asInt()).as("the file that came out").isZero();
        assertThat(again.get("lines").asInt()).isEqualTo(agreements.all().size());

        String ended = HEADINGS
                + "320324,taobao,直接查询,,,," + CITED + ",2026-01-01,2026-01-31\n"
                + "320324,taobao,直接查询,,,," + CITED + ",2199-01-01,\n";
        JsonNode end = is(200, send("accountadmin", ended, false));
        assertThat(jdbc.sql("select count(*) from access_log where subject_id like '320324 taobao 直接查询 %'")
                        .query(Integer.class)
                        .single())
                .as("begun, ended and followed by another")
                .isEqualTo(3);
        assertThat(end.at("/details/0/state").asText()).isEqualTo("CHANGED");
        assertThat(agreements.allowsDirect("320324", "taobao", today)).isFalse();
        assertThat(asks(request).text()).contains("没有登记在案、现行有效的直接调取协议");
    }

    @Test
    void whatIsWrongIsSaidByLineAndFieldAndNothingIsBroughtIn() {
        JsonNode problem = is(
                422,
                send(
                        "accountadmin",
                        FILE
                                + "taobao,999999,答复期限,,3,工作日,某协议,2026-01-01,\n"
                                + "310105,310105,答复期限,TRADE,0,工作日,某协议,2026-01-01,\n"
                                + "310105,taobao,直接查询,,3,工作日,某协议,2026-01-01,\n"
                                + "310105,taobao,数据期限,TRADES,3,月,,2026年,\n"
                                + "310105,taobao,优惠,,,,=某协议,2026-01-02,2026-01-01\n"
                                + "310105,taobao,直接查询,,,,某协议,+99999-01-01,\n"
                                + "320324,taobao,直接查询,,,," + CITED + ",2026-01-01,\n",
                        false));
        assertThat(Stream.iterate(0, i -> i + 1)
                        .limit(problem.get("faults").size())
                        .map(problem.get("faults")::get)
                        .map(fault -> fault.get("line").asInt() + " "
                                + fault.get("field").asText()))
                .containsExactly(
                        "5 partyA",
                        "5 partyB",
                        "6 partyB",
                        "6 dataset",
                        "6 amount",
                        "7 unit",
                        "8 unit",
                        "8 validFrom",
                        "8 dataset",
                        "8 amount",
                        "8 citation",
                        "9 kind",
                        "9 validTo",
                        "9 citation",
                        "10 validFrom",
                        "11 validFrom");
        assertThat(agreements.all()).noneMatch(one -> one.citation().equals(CITED));
        assertThat(is(422, send("accountadmin", "甲方代码,账号\n310105,x\n", true))
                        .get("detail")
                        .asText())
                .contains("账号");
        for (String other : new String[] {"officer310105", "securityadmin", "operator"}) {
            is(403, send(other, FILE, true));
            assertThat(as(other).get("/api/directory/agreements").status()).isEqualTo(403);
        }
    }

    private Http.Answer asks(Map<String, Object> request) {
        return raise("officer320324", request);
    }

    private String recorded() {
        return jdbc.sql(
                        "select detail from access_log where what = 'CONFIGURATION' and subject_id = ? order by id desc limit 1")
                .param("320324 taobao 数据期限 TRADE 2026-01-01")
                .query(String.class)
                .single();
    }

    private Http.Answer send(String user, String file, boolean preview) {
        return as(user).send(
                        "PUT",
                        "/api/directory/agreements" + (preview ? "?preview=true" : ""),
                        "text/csv",
                        file.getBytes(StandardCharsets.UTF_8));
    }

    private static JsonNode is(int status, Http.Answer answer) {
        assertThat(answer.status()).as(answer.text()).isEqualTo(status);
        return answer.json();
    }
}
