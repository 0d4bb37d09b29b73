package org.redshield.bridge.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.LocalTime;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.redshield.bridge.ChinaTime;
import org.redshield.bridge.cases.visibility.ShopSource;
import org.redshield.bridge.support.Http;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The pool of a campaign: what is put in and taken out, whose a subject is, and what counts for it. */
class CampaignPoolTest extends CampaignScenario {

    private static final String LINPING_OFFICER = "officer" + LINPING;

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private List<ShopSource> sources;

    @Test
    void aListComesAsBureausHaveItAndOnlyWhoPutItInTakesItOut() {
        String caseNo = joined(LINPING);
        String first = shop();
        String second = shop();
        String third = shop();
        assertThat(list(OFFICER, caseNo, "taobao," + first + "\ntaobao," + first)
                        .json()
                        .get("added")
                        .asInt())
                .as("one shop twice in one list")
                .isEqualTo(1);

        // From a spreadsheet in the character set of a Chinese Windows, in an order of its own; what nobody knew is
        // filled in.
        String file = "序号\t店铺编号*\t所属平台\t店铺名称\t信用代码\n1\t%s\t%s\t清茗茶庄\t91310105MA1FW00015\n2\t%s\ttaobao\t\t\n"
                .formatted(first, platformName(caseNo), second);
        Http.Answer answer = file(LINPING_OFFICER, caseNo, file.getBytes(Charset.forName("GB18030")));
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        assertThat(answer.json().get("added").asInt()).isEqualTo(1);
        assertThat(rows(OFFICER, caseNo, "")).hasSize(2);
        assertThat(row(OFFICER, caseNo, first).get("creditCode").asText()).isEqualTo("91310105MA1FW00015");
        assertThat(row(OFFICER, caseNo, first).get("shopName").asText()).isEqualTo("清茗茶庄");
        list(OFFICER, caseNo, "taobao," + first + ",91330113MA2AX00011,别的名称");
        assertThat(row(OFFICER, caseNo, first).get("creditCode").asText())
                .as("what is known stays")
                .isEqualTo("91310105MA1FW00015");
        claims(OFFICER, caseNo, first);
        list(LINPING_OFFICER, caseNo, "taobao," + first + ",91330113MA2AX00011,别的名称");
        assertThat(row(OFFICER, caseNo, first).get("shopName").asText())
                .as("it is Changning's")
                .isEqualTo("清茗茶庄");
        list(OFFICER, caseNo, "taobao," + first + ",91330113MA2AX00011,");
        assertThat(row(OFFICER, caseNo, first).get("creditCode").asText())
                .as("its holder knows better")
                .isEqualTo("91330113MA2AX00011");
        assertThat(row(OFFICER, caseNo, first).get("shopName").asText()).isEqualTo("清茗茶庄");
        assertThat(file(OFFICER, caseNo, new byte[] {'a', ',', (byte) 0xFF, (byte) 0xFF})
                        .text())
                .contains("名单文件第 1 行起不是可以识别的文字");
        assertThat(list(OFFICER, caseNo, "taobao," + shop() + ",,,余杭区\ntaobao," + shop() + ",,,某某区")
                        .text())
                .contains("名单第 2 行：“某某区”不能确定是哪一个行政区划");

        // A wrong list goes, but for what is claimed; another bureau's stays.
        String wrong = list(LINPING_OFFICER, caseNo, "taobao," + third + "\ntaobao," + shop())
                .json()
                .get("list")
                .asText();
        assertThat(row(OFFICER, caseNo, third).path("ownList").isTextual()).isFalse();
        assertThat(row(LINPING_OFFICER, caseNo, third).get("ownList").asText()).isEqualTo(wrong);
        claims(OFFICER, caseNo, third);
        assertThat(takesOut(OFFICER, caseNo, wrong).text()).contains("没有可以撤下的检查对象");
        assertThat(takesOut(LINPING_OFFICER, caseNo, wrong)
                        .json()
                        .get("removed")
                        .asInt())
                .isEqualTo(1);
        assertThat(rows(OFFICER, caseNo, "")).hasSize(3);
        assertThat(act(LINPING_OFFICER, caseNo, id(caseNo, third), "remove", null)
                        .status())
                .isEqualTo(409);
        assertThat(act(OFFICER, caseNo, id(caseNo, second), "remove", null).text())
                .contains("是其他单位加入的");
        assertThat(act(LINPING_OFFICER, caseNo, id(caseNo, second), "remove", null)
                        .status())
                .isEqualTo(200);
        assertThat(rows(OFFICER, caseNo, "")).hasSize(2);
        assertThat(milestones(LINPING_OFFICER, caseNo)).contains("SUBJECTS_ADDED", "SUBJECTS_REMOVED");
    }

    @Test
    void whatTheBureauKnowsIsPutInAtOnce() {
        Map<String, Object> known = clue();
        String brushed = registered(known);
        Map<String, Object> doubted = clue();
        String other = registered(doubted);
        Map<String, Object> undispatched = clue();
        String waiting = registered(undispatched);
        jdbc.sql("update clue set state = 'RECEIVED', due_at = now() + interval '9 days' where case_no = ?")
                .param(waiting)
                .update();
        String found = "W" + shop().substring(1);
        String run = jdbc.sql("""
                        insert into reconciliation (id, tenant, state, started_by, started_at, shops_file, registry_file)
                        values (gen_random_uuid(), '330113', 'DONE', 'officer330113', now(), 'x', 'x') returning id::text
                        """).query(String.class).single();
        matched(run, 1, found, "EXACT", "DISPLAY_FALSE");
        matched(run, 2, "W" + shop().substring(1), "WEAK", "DISPLAY_FALSE");
        matched(run, 3, "W" + shop().substring(1), "EXACT", "DUPLICATE_SUBJECT");
        matched(run, 4, "W" + shop().substring(1), "EXACT", "");
        jdbc.sql("update reconciliation_match set place = '330113' where shop_id = ?")
                .param(found)
                .update();
        stated(brushed, "长宁区");
        stated(other, "某某地方");
        String caseNo = joined(LINPING);
        assertThat(overview(OFFICER, caseNo).get("sources").toString())
                .contains("CLUES", "RECONCILIATION", "INDICATORS");
        confirmedAsBrushing(caseNo, brushed, known, other, doubted);
        int shops = as(OFFICER)
                .get("/api/campaigns/" + caseNo + "/sources/CLUES")
                .json()
                .get("shops")
                .asInt();
        assertThat(from(OFFICER, caseNo, "CLUES").json().get("added").asInt())
                .as("as many as were named before")
                .isEqualTo(shops)
                .isPositive();
        assertThat(rows(LINPING_OFFICER, caseNo, "").stream()
                        .map(row -> row.get("shopId").asText()))
                .as("nobody works on it yet")
                .doesNotContain(undispatched.get("shopId1").toString());
        jdbc.sql("update clue set state = 'REGISTERED' where case_no = ?")
                .param(waiting)
                .update();
        assertThat(row(OFFICER, caseNo, known.get("shopId1").toString())
                        .get("shopName")
                        .asText())
                .isEqualTo("清茗茶庄");
        assertThat(from(LINPING_OFFICER, caseNo, "RECONCILIATION")
                        .json()
                        .get("added")
                        .asInt())
                .as("only where a violation is sure")
                .isEqualTo(1);
        assertThat(row(OFFICER, caseNo, found).get("creditCode").asText()).isEqualTo("91310105MA1FW00015");
        assertThat(row(OFFICER, caseNo, found).get("place").asText()).isEqualTo("杭州市临平区");
        assertThat(row(OFFICER, caseNo, found).get("placeBasis").asText()).contains("主体比对");
        JsonNode stated = row(OFFICER, caseNo, known.get("shopId1").toString());
        assertThat(stated.get("place").asText()).isEqualTo("上海市长宁区");
        assertThat(stated.get("placeBasis").asText()).contains("管辖研判");
        assertThat(stated.get("competent").toString()).contains("长宁区市场监督管理局");
        assertThat(row(OFFICER, caseNo, doubted.get("shopId1").toString())
                        .get("place")
                        .asText())
                .as("what leads nowhere stays out")
                .isEmpty();
        assertThat(from(HEAD, caseNo, "CLUES").status()).isEqualTo(403);
        assertThat(from(OFFICER, caseNo, "RUMOURS").text()).contains("没有“RUMOURS”这个选项");
        List.of("reconciliation_match", "reconciliation_shop")
                .forEach(rows -> jdbc.sql("delete from " + rows + " where reconciliation_id = cast(? as uuid)")
                        .param(run)
                        .update());
        jdbc.sql("delete from reconciliation where id = cast(? as uuid)")
                .param(run)
                .update();
    }

    /** As an officer states it for the 管辖研判, and then withdraws the proposal. */
    private void stated(String caseNo, String place) {
        jdbc.sql("""
                        insert into clue_matter (id, clue_id, tenant, kind, details, reason, proposed_by, proposed_at, approved)
                        select id || '-X1', id, tenant, 'TRANSFER', jsonb_build_object('actualPlace', cast(? as text)), '待研判',
                               'officer310105', now(), false
                          from clue where case_no = ? and tenant = '310105'
                        """).params(place, caseNo).update();
    }

    /** What an officer confirmed last in a case about one shop; the same list is taken out again. */
    private void confirmedAsBrushing(
            String caseNo, String brushed, Map<String, Object> known, String rejected, Map<String, Object> doubted) {
        looked(CHANGNING, brushed, "CONFIRMED", "{4100000120563000000}", 1);
        looked(CHANGNING, rejected, "CONFIRMED", "{4100000120563000001}", 2);
        looked(CHANGNING, rejected, "REJECTED", "{}", 1);
        Map<String, Object> asked = Requests.question();
        asked.put("shopId", shop());
        looked("330110", approved(asked), "CONFIRMED", "{4100000120563000002}", 1);
        assertThat(sources.stream()
                        .filter(source -> source.code().equals("INDICATORS"))
                        .flatMap(source -> source.shops("330110", List.of("taobao"), 1_000).stream())
                        .map(ShopSource.Shop::shopId))
                .as("what another bureau asked about is not its own to name")
                .doesNotContain(asked.get("shopId").toString());
        JsonNode added = from(OFFICER, caseNo, "INDICATORS").json();
        assertThat(rows(LINPING_OFFICER, caseNo, "").stream()
                        .map(row -> row.get("shopId").asText()))
                .hasSize(added.get("added").asInt())
                .contains(known.get("shopId1").toString())
                .doesNotContain(doubted.get("shopId1").toString());
        takesOut(OFFICER, caseNo, added.get("list").asText());
    }

    private void looked(String tenant, String caseNo, String decision, String orders, int daysAgo) {
        jdbc.sql("""
                        with run as (
                            insert into indicator_run (id, case_no, tenant, state, started_by, started_at, answers, records)
                            values (gen_random_uuid(), :caseNo, :tenant, 'DONE', 'officer310105', now(), '{}', 0) returning id)
                        insert into indicator_decision (id, run_id, case_no, tenant, decision, reason, orders, decided_by, decided_at)
                        select gen_random_uuid(), id, :caseNo, :tenant, :decision, '逐笔核实', cast(:orders as text[]), 'officer310105',
                               now() - :days * interval '1 day' from run
                        """)
                .param("tenant", tenant)
                .param("caseNo", caseNo)
                .param("decision", decision)
                .param("orders", orders)
                .param("days", daysAgo)
                .update();
    }

    private void matched(String run, int at, String shop, String level, String wrong) {
        jdbc.sql("""
                        insert into reconciliation_shop (reconciliation_id, position, shop_id, platform, name, code, address, person,
                               phone)
                        values (cast(? as uuid), ?, ?, 'taobao', '清茗茶庄', '', '', '', '')
                        """).params(run, at, shop).update();
        jdbc.sql("""
                        insert into reconciliation_match (reconciliation_id, position, shop_id, uscc, level, score, ambiguous,
                               candidates, discrepancies)
                        values (cast(? as uuid), ?, ?, '91330113MA2AX00011', ?, 1, false, '[{"uscc": "91310105MA1FW00015"}]',
                                string_to_array(?, ','))
                        """).params(run, at, shop, level, wrong).update();
    }

    private Http.Answer from(String user, String caseNo, String source) {
        return as(user).post("/api/campaigns/" + caseNo + "/sources/" + source, Map.of());
    }

    @Test
    void whatIsGivenBackIsAnybodysAndWhoDidWhatIsOnRecord() {
        String caseNo = joined(LINPING);
        String shop = shop();
        String subject = added(OFFICER, caseNo, shop);
        assertThat(act(OFFICER, caseNo, subject, "release", null).text()).contains("还没有单位认领");
        claims(OFFICER, caseNo, shop);
        assertThat(act(LINPING_OFFICER, caseNo, subject, "help", null).status()).isEqualTo(200);
        assertThat(act(LINPING_OFFICER, caseNo, subject, "release", null).status())
                .isEqualTo(409);
        assertThat(act(OFFICER, caseNo, subject, "release", null).status()).isEqualTo(200);
        assertThat(row(OFFICER, caseNo, shop).path("holder").isTextual()).isFalse();
        assertThat(row(OFFICER, caseNo, shop).get("helpers"))
                .as("nobody to help")
                .isEmpty();
        claims(LINPING_OFFICER, caseNo, shop);

        JsonNode deeds = as(OFFICER)
                .get("/api/campaigns/" + caseNo + "/subjects/" + subject + "/deeds")
                .json();
        assertThat(each(deeds).map(deed -> deed.get("title").asText())).containsExactly("认领", "协办", "退回名单", "认领");
        assertThat(deeds.at("/0/by").asText()).isEqualTo("陈思远");
        assertThat(deeds.at("/1/by").isTextual()).as("another bureau's people").isFalse();
        assertThatThrownBy(() -> jdbc.sql("update campaign_deed set tenant = ? where subject_id = cast(? as uuid)")
                        .params(LINPING, subject)
                        .update())
                .as("it stays as it is, also where the subject is taken out")
                .hasMessageContaining("append-only");
        assertThat(jdbc.sql("""
                        select count(distinct d.deed_id)::int from campaign_deed d
                          join log_leaf l on l.row_key = d.deed_id::text and l.kind = 'CAMPAIGN_DEED'
                         where d.case_no = ? and d.shop_id = ?
                        """).params(caseNo, shop).query(Integer.class).single())
                .isEqualTo(4);

        // Claims are also the unit head's; a clue is registered by an officer.
        assertThat(act("unithead" + LINPING, caseNo, subject, "clue", Map.of("cause", "涉嫌虚构交易"))
                        .status())
                .isEqualTo(403);
    }

    @Test
    void anOpenCaseOfTheBureauGoesOnAndOnlyWhatIsFiledCounts() {
        String filed = filed();
        String shop = clue(OFFICER, filed).get("shopId").asText();
        approvedInCase(filed, proposal("decide", "outcome", "PENALTY", "decisionNo", "长市监罚〔2026〕" + filed));
        Map<String, Object> other = new HashMap<>(clue());
        other.putAll(Map.of("shopId1", shop, "causeOfCase", "涉嫌价格欺诈", "content", "网店标示的原价从未成交过"));
        String clue = registered(other);
        String caseNo = joined(LINPING);

        // Without words the filed case is linked; it is the bureau's own, and another one cannot take its place.
        String subject = added(OFFICER, caseNo, shop);
        claims(OFFICER, caseNo, shop);
        assertThat(act(OFFICER, caseNo, subject, "clue", Map.of())
                        .json()
                        .get("caseNo")
                        .asText())
                .isEqualTo(filed);
        assertThat(row(OFFICER, caseNo, shop).get("milestones").toString())
                .as("what it has reached already counts at once")
                .contains("立案", "行政处罚");
        assertThat(own(OFFICER, caseNo, clue).text()).contains("已经转为线索或者案件 " + filed);
        assertThat(own(OFFICER, caseNo, filed).status()).as("as it is").isEqualTo(200);

        // What nobody told the pool is found out at night.
        jdbc.sql("delete from campaign_milestone where subject_id = cast(? as uuid)")
                .param(subject)
                .update();
        clock.setTo(ChinaTime.at(ChinaTime.day(clock.instant()).plusDays(1), LocalTime.of(3, 31)));
        eventually(
                "it is mended",
                () -> row(OFFICER, caseNo, shop).get("milestones").toString().contains("立案"));

        // In another campaign the clue is: what another case reached is not counted for it.
        String second = joined(LINPING);
        assertThat(own(OFFICER, second, clue).status()).isEqualTo(200);
        assertThat(row(OFFICER, second, shop).get("ownCase").asText()).isEqualTo(clue);
        assertThat(row(OFFICER, second, shop).get("milestones")).isEmpty();
        assertThat(own(LINPING_OFFICER, second, clue).text()).contains("不是本局正在办理的线索、案件");

        // Typed words are another matter about the shop: a clue of its own begins.
        String third = joined(LINPING);
        added(OFFICER, third, shop);
        claims(OFFICER, third, shop);
        String begun = begun(OFFICER, third, shop);
        assertThat(begun).isNotIn(filed, clue);
        assertThat(clue(OFFICER, begun).get("cause").asText()).contains("涉嫌虚构交易");
    }

    @Test
    void whoFiledFirstTakesItOverWithAnOpenCaseOnlyAndTheOtherIsToldInItsOwnFile() {
        String filed = filed();
        String shop = clue(OFFICER, filed).get("shopId").asText();
        String caseNo = joined(LINPING);
        String subject = added(OFFICER, caseNo, shop);
        claims(LINPING_OFFICER, caseNo, shop);
        String theirs = begun(LINPING_OFFICER, caseNo, shop);
        jdbc.sql("update clue set state = 'CLOSED' where case_no = ?")
                .param(filed)
                .update();
        try {
            assertThat(act(OFFICER, caseNo, subject, "claim", null).status())
                    .as("a case that is closed keeps nobody from the shop")
                    .isEqualTo(409);
            assertThat(own(OFFICER, caseNo, filed).text()).contains("不是本局正在办理的线索、案件");
        } finally {
            jdbc.sql("update clue set state = 'FILED' where case_no = ?")
                    .param(filed)
                    .update();
        }
        String before = jdbc.sql("select state from clue where case_no = ?")
                .param(theirs)
                .query(String.class)
                .single();
        jdbc.sql("update clue set state = 'CLOSED', filed_at = now() - interval '9 days' where case_no = ?")
                .param(theirs)
                .update();
        try {
            assertThat(act(OFFICER, caseNo, subject, "claim", null).status())
                    .as("who filed first and has finished its case keeps the shop and what counts for it")
                    .isEqualTo(409);
        } finally {
            jdbc.sql("update clue set state = ?, filed_at = null where case_no = ?")
                    .params(before, theirs)
                    .update();
        }
        claims(OFFICER, caseNo, shop);
        assertThat(row(OFFICER, caseNo, shop).get("ownCase").asText()).isEqualTo(filed);
        assertThat(milestones(LINPING_OFFICER, theirs)).contains("SUBJECT_TAKEN_OVER");
        assertThat(row(LINPING_OFFICER, caseNo, shop).get("helpers").toString()).contains("临平");
        assertThat(jdbc.sql("select joined_by from campaign_helper where subject_id = cast(? as uuid)")
                        .param(subject)
                        .query(String.class)
                        .single())
                .as("nobody of Changning decides that Linping helps")
                .isEqualTo("system");

        // Who has left helps nobody.
        jdbc.sql("delete from campaign_helper where subject_id = cast(? as uuid)")
                .param(subject)
                .update();
        jdbc.sql("update campaign_subject set holder = ?, own_case = ? where subject_id = cast(? as uuid)")
                .params(LINPING, theirs, subject)
                .update();
        jdbc.sql("update campaign_member set state = 'LEFT' where case_no = ?")
                .param(caseNo)
                .update();
        claims(OFFICER, caseNo, shop);
        assertThat(row(OFFICER, caseNo, shop).get("helpers")).isEmpty();
    }

    @Test
    void aTransferThatTheHeadRefusesWasNone() {
        String caseNo = joined(LINPING);
        String shop = shop();
        added(OFFICER, caseNo, shop);
        claims(OFFICER, caseNo, shop);
        String clue = begun(OFFICER, caseNo, shop);
        assign(clue);
        approved(clue, proposal("transfer", "articles", "程序规定第十条"));
        eventually(
                "it is on its way",
                () -> row(OFFICER, caseNo, shop).get("milestones").toString().equals("[\"移送（其他单位）\"]"));
        Map<String, Object> fields = TransferScenario.clue(Map.of("decision", "submit"));
        fields.put("shopId", shop);
        does(OFFICER, "completeTransfer", clue, fields);
        does(HEAD, "approveTransfer", clue, Map.of("decision", "reject", "opinion", "本局有管辖权"));
        waitingTask(UNIT_HEAD, "assignVerification", clue);
        assertThat(row(OFFICER, caseNo, shop).get("milestones")).isEmpty();
        assertThat(row(OFFICER, caseNo, shop).get("holder").asText()).isEqualTo(CHANGNING);
    }

    /** As {@code FillController.LARGEST_FILE} says: 5,000,000 bytes, whatever else limits what is sent. */
    @Test
    void aListOfFiveMegabytesGoesInAndOneByteMoreDoesNot() {
        String caseNo = joined(LINPING);
        byte[] list = list(1_000, 5_000_000);
        assertThat(list).hasSize(5_000_000);

        Http.Answer tooLarge = file(OFFICER, caseNo, list(1_000, 5_000_001));
        assertThat(tooLarge.status()).as(tooLarge.text()).isEqualTo(422);
        assertThat(tooLarge.json().get("code").asText()).isEqualTo("campaign.list-too-large");
        assertThat(tooLarge.text()).contains("名单文件超过 5 MB（5000000 字节）", "没有加入任何检查对象");
        Http.Answer tooLong = file(OFFICER, caseNo, list(10_001, 5_000_000));
        assertThat(tooLong.text()).contains("名单一次最多 10000 行");
        assertThat(rows(OFFICER, caseNo, "")).isEmpty();

        Http.Answer in = file(OFFICER, caseNo, list);
        assertThat(in.status()).as(in.text()).isEqualTo(200);
        assertThat(in.json().get("added").asInt()).isEqualTo(1_000);
    }

    /** With a column that nobody asked for, as wide as it takes. */
    private static byte[] list(int lines, int bytes) {
        StringBuilder list = new StringBuilder("平台,网店ID,网店名称,备注\n");
        int start = list.toString().getBytes(StandardCharsets.UTF_8).length;
        String line = "taobao,W%06d,,%s\n";
        int bare = line.formatted(0, "").length();
        int each = (bytes - start) / lines - bare;
        for (int number = 1; number <= lines; number++) {
            int rest = number < lines ? 0 : (bytes - start) - lines * (bare + each);
            list.append(line.formatted(number, "x".repeat(each + rest)));
        }
        return list.toString().getBytes(StandardCharsets.UTF_8);
    }

    private String platformName(String caseNo) {
        return overview(OFFICER, caseNo).at("/platforms/0/title").asText();
    }

    private Http.Answer file(String user, String caseNo, byte[] content) {
        return as(user).send(
                        "POST", "/api/campaigns/" + caseNo + "/subjects/file", "application/octet-stream", content);
    }

    private Http.Answer takesOut(String user, String caseNo, String list) {
        return as(user).post("/api/campaigns/" + caseNo + "/lists/" + list + "/remove", Map.of());
    }

    private Http.Answer own(String user, String caseNo, String ownCase) {
        return as(user).post("/api/campaigns/" + caseNo + "/cases", Map.of("caseNo", ownCase));
    }
}
