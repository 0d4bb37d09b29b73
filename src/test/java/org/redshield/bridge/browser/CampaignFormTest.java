package org.redshield.bridge.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.redshield.bridge.scenario.CampaignScenario;
import org.redshield.bridge.support.Http;

/** The forms of a campaign on screen, as {@link EveryFormTest} has the others. */
@Tag("long")
@Tag("browser")
class CampaignFormTest extends CampaignScenario {

    private static final String MEMBER = "bureauhead330110";

    @RegisterExtension
    @Order(1)
    static final Chromium CHROMIUM = new Chromium();

    @RegisterExtension
    @Order(2)
    static final FormDesk DESK = new FormDesk(CHROMIUM);

    @Test
    void proposeCampaign() {
        DESK.starts(address(), OFFICER, desk -> {
            desk.start("联合行动")
                    .type("行动名称", "查处家用电器网店虚构交易联合行动")
                    .select("法律依据", "行政处罚法第二十六条")
                    .date("开始日期", today().toString())
                    .date("结束日期", today().plusDays(30).toString())
                    .date("复函截止日期", today().plusDays(3).toString())
                    .tick("虚构交易、刷单炒信")
                    .tag("平台", "淘宝")
                    .tag("邀请单位", "杭州市余杭区");
            desk.screen(1366, 1800).picture("proposeCampaign.png");
            desk.sendStart();
        });
    }

    @Test
    void approveCampaign() {
        String caseNo = proposed(List.of(YUHANG));
        fills(HEAD, caseNo, desk -> desk.choose("审批结论", "同意，发出邀请函").type("审批意见", "同意组织。"));
        waitingTask(MEMBER, "decideInvitation", caseNo);
    }

    @Test
    void amendCampaign() {
        String caseNo = proposed(List.of(YUHANG));
        does(HEAD, "approveCampaign", caseNo, Map.of("decision", "return", "opinion", "请写明行业"));
        fills(OFFICER, caseNo, desk -> {
            assertThat(desk.text("行动名称")).isEqualTo("查处家用电器网店虚构交易联合行动");
            desk.type("行动名称", "查处小家电网店虚构交易联合行动").tag("邀请单位", "杭州市临平区");
        });
        waitingTask(HEAD, "approveCampaign", caseNo);
    }

    @Test
    void acknowledgeCampaign() {
        String caseNo = ordered(YUHANG, List.of(LINPING));
        fills(MEMBER, caseNo, desk -> desk.tag("邀请单位", "上海市长宁区")
                .date("复函截止日期", today().plusDays(3).toString())
                .type("意见", "受领，由执法大队组织。"));
        waitingTask("bureauhead" + LINPING, "decideInvitation", caseNo);
        waitingTask(HEAD, "decideInvitation", caseNo);
    }

    @Test
    void followCampaign() {
        String caseNo = ordered(YUHANG, List.of(LINPING));
        fills("bureauhead" + HANGZHOU, caseNo, desk -> desk.type("提前结束的理由", "合并到全省的行动中开展。"));
        eventually("the lead is told", () -> letters(MEMBER, caseNo).contains("CAMPAIGN_ORDER_END"));
    }

    @Test
    void conductCampaign() {
        String caseNo = joined(YUHANG);
        fills(HEAD, caseNo, desk -> desk.choose("办理方式", "邀请其他单位参加")
                .tag("邀请单位", "杭州市临平区")
                .date("复函截止日期", today().plusDays(3).toString()));
        waitingTask("bureauhead" + LINPING, "decideInvitation", caseNo);
        fills(HEAD, caseNo, desk -> desk.choose("办理方式", "结束联合行动").type("提前结束的理由", "检查对象已经全部核查。"));
        eventually("all are told", () -> letters(MEMBER, caseNo).contains("CAMPAIGN_CLOSURE"));
    }

    @Test
    void decideInvitation() {
        String caseNo = invited();
        fills(MEMBER, caseNo, desk -> desk.choose("是否参加", "同意参加，发出复函").type("意见", "同意参加。"));
        waitingTask(MEMBER, "takePartInCampaign", caseNo);
    }

    @Test
    void takePartInCampaign() {
        String caseNo = joined(YUHANG);
        fills(MEMBER, caseNo, desk -> desk.type("退出的理由", "机构改革，无法继续参加。"));
        eventually("the lead is told", () -> letters(OFFICER, caseNo).contains("CAMPAIGN_LEAVING"));
    }

    @Test
    void superviseInvitation() {
        String caseNo = invited();
        fires("invitationOverdue", caseNo);
        fills("supervisor310105", caseNo, desk -> desk.type("办理情况", "已电话联系受邀单位。"));
    }

    @Test
    void approveQuestion() {
        String caseNo = asked();
        fills(HEAD, caseNo, desk -> desk.choose("审批结论", "同意").type("审批意见", "同意列入。"));
        waitingTask("officer" + YUHANG, "prepareQuestion", caseNo);
    }

    @Test
    void prepareQuestion() {
        String caseNo = asked();
        String shop = shop();
        added("officer" + YUHANG, caseNo, shop);
        claims("officer" + YUHANG, caseNo, shop);
        begun("officer" + YUHANG, caseNo, shop);
        sendsWhatItShows(HEAD, "approveQuestion", caseNo, Map.of("decision", "approve", "opinion", "同意"));
        fills("officer" + YUHANG, caseNo, desk -> desk.choose("是否参加", "参加，报部门负责人审批"));
        waitingTask(MEMBER, "approveQuestion", caseNo);
    }

    /** The lead's officer has proposed a question. */
    private String asked() {
        String caseNo = joined(YUHANG);
        added(OFFICER, caseNo, shop());
        Http.Answer answer = as(OFFICER).post("/api/campaigns/" + caseNo + "/questions", question(Map.of()));
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        return caseNo;
    }

    private String invited() {
        String caseNo = proposed(List.of(YUHANG));
        sendsInvitations(caseNo);
        waitingTask(MEMBER, "decideInvitation", caseNo);
        return caseNo;
    }

    private void fills(String user, String caseNo, Consumer<Tasklist> fill) {
        String id = waitingTask(user, DESK.form(), caseNo).get("id").asText();
        DESK.fills(address(), user, id, fill);
        isDone(user, DESK.form(), caseNo, id);
    }
}
