package org.redshield.bridge.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.redshield.bridge.support.Http;
import org.redshield.bridge.support.JoinedRecords;
import org.redshield.bridge.work.BackgroundWork;
import org.redshield.bridge.work.Work;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The steps that the scenarios of campaigns share; Changning leads them. */
public abstract class CampaignScenario extends ClueScenario {

    protected static final String LINPING = "330113";
    /** The city above Yuhang and Linping. */
    protected static final String HANGZHOU = "330100";

    @Autowired
    protected JdbcClient jdbc;

    @Autowired
    private List<BackgroundWork> background;

    protected static Map<String, Object> campaign(Map<String, Object> changes) {
        Map<String, Object> fields = new HashMap<>(Map.of(
                "title", "查处家用电器网店虚构交易联合行动",
                "legalBasis", "PENALTY_26",
                "periodFrom", day(0),
                "periodTo", day(30),
                "answerBy", day(3),
                "checks", List.of("LICENCE", "BRUSHING"),
                "platforms", List.of("taobao"),
                "quota", 40,
                "members", List.of(YUHANG)));
        fields.putAll(changes);
        return fields;
    }

    /** What the lead's officer fills in. */
    protected static Map<String, Object> question(Map<String, Object> changes) {
        Map<String, Object> fields = new HashMap<>(Map.of(
                "platform",
                "taobao",
                "datasets",
                List.of("SHOP_SUBJECT"),
                "purpose",
                "查明网店的实际经营者",
                "askAt",
                day(20) + "T10:00"));
        fields.putAll(changes);
        return fields;
    }

    /** What an officer fills in who leaves all subjects of his bureau ticked but these. */
    protected Map<String, Object> joinsWith(String user, String caseNo, String... without) {
        return Map.of(
                "decision",
                "join",
                "questionSubjects",
                rows(user, caseNo, "").stream()
                        .filter(one -> one.hasNonNull("ownCase")
                                && !List.of(without).contains(one.get("ownCase").asText()))
                        .map(one -> one.get("id").asText())
                        .toList());
    }

    protected JsonNode questions(String user, String caseNo) {
        Http.Answer answer = as(user).get("/api/campaigns/" + caseNo + "/questions");
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        return answer.json();
    }

    /** Of each bureau its state in the newest, for how many shops it asks, how many went out and how many could not. */
    protected List<String> states(String caseNo) {
        return each(questions(OFFICER, caseNo).at("/questions/0/bureaus"))
                .map(one -> String.join(
                        " ",
                        one.get("state").asText(),
                        one.get("shops").asText(),
                        one.get("asked").asText(),
                        one.get("refused").asText()))
                .toList();
    }

    /** @return the bureau's own clue about a shop of the pool */
    protected String worked(String user, String caseNo) {
        String shop = shop();
        added(user, caseNo, shop);
        claims(user, caseNo, shop);
        return begun(user, caseNo, shop);
    }

    /** The moment of all has come, and two nodes see it at once. */
    protected void itIsTime(String caseNo) {
        jdbc.sql("update campaign_question set ask_at = ask_at - interval '60 days' where case_no = ?")
                .param(caseNo)
                .update();
        onTwoNodes("campaign.questions");
    }

    /** One round of that background work, by two who come at once. */
    protected void onTwoNodes(String kind) {
        Work work = background.stream()
                .flatMap(one -> one.work().stream())
                .filter(one -> one.kind().equals(kind))
                .findFirst()
                .orElseThrow();
        CompletableFuture.allOf(round(work), round(work)).join();
    }

    private static CompletableFuture<Void> round(Work work) {
        return CompletableFuture.runAsync(() -> {
            try {
                work.round().run(null);
            } catch (InterruptedException interrupted) {
                throw new IllegalStateException(interrupted);
            }
        });
    }

    protected static String day(int after) {
        return today().plusDays(after).toString();
    }

    protected Http.Answer propose(Map<String, Object> fields) {
        return as(OFFICER)
                .post(
                        "/engine-rest/process-definition/key/jointCampaign/submit-form",
                        Map.of("variables", variables(fields)));
    }

    protected String proposed(List<String> members) {
        return proposed(members, Map.of());
    }

    private String proposed(List<String> members, Map<String, Object> changes) {
        Map<String, Object> fields = campaign(changes);
        fields.put("members", members);
        Http.Answer answer = propose(fields);
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        return answer.json().get("businessKey").asText();
    }

    protected void sendsInvitations(String caseNo) {
        sendsWhatItShows(HEAD, "approveCampaign", caseNo, Map.of("decision", "approve", "opinion", "同意"));
    }

    /** Hangzhou orders a campaign that a bureau is to lead. */
    protected Http.Answer order(String lead, List<String> members) {
        return as("officer" + HANGZHOU)
                .post(
                        "/engine-rest/process-definition/key/jointCampaign/submit-form",
                        Map.of("variables", variables(campaign(Map.of("leadBureau", lead, "members", members)))));
    }

    /** And its head approves it. @return its number */
    protected String ordered(String lead, List<String> members) {
        Http.Answer answer = order(lead, members);
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        String caseNo = answer.json().get("businessKey").asText();
        sendsWhatItShows(
                "bureauhead" + HANGZHOU, "approveCampaign", caseNo, Map.of("decision", "approve", "opinion", "同意部署"));
        waitingTask("bureauhead" + lead, "acknowledgeCampaign", caseNo);
        return caseNo;
    }

    protected static Map<String, Object> takingUp(List<String> members) {
        return Map.of("decision", "accept", "members", members, "answerBy", day(5), "opinion", "受领");
    }

    protected Http.Answer list(String user, String caseNo, String lines) {
        return as(user).post("/api/campaigns/" + caseNo + "/subjects", Map.of("list", lines));
    }

    protected Http.Answer act(String user, String caseNo, String id, String what, Object body) {
        return as(user).post(
                        "/api/campaigns/" + caseNo + "/subjects/" + id + "/" + what, body == null ? Map.of() : body);
    }

    protected void claims(String user, String caseNo, String shop) {
        Http.Answer answer = act(user, caseNo, id(caseNo, shop), "claim", null);
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
    }

    /** Records what was found about a subject, by the codes of the items. */
    protected Http.Answer checks(String user, String caseNo, String id, Map<String, String> results) {
        return act(user, caseNo, id, "check", Map.of("results", results));
    }

    /** @return number of the bureau's own clue */
    protected String begun(String user, String caseNo, String shop) {
        Http.Answer answer = act(
                user,
                caseNo,
                id(caseNo, shop),
                "clue",
                Map.of("cause", "涉嫌虚构交易" + shop, "content", "联合行动检查中发现网店涉嫌虚构交易"));
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        String number = answer.json().get("caseNo").asText();
        assertThat(row(user, caseNo, shop).get("ownCase").asText()).isEqualTo(number);
        return number;
    }

    protected JsonNode overview(String user, String caseNo) {
        Http.Answer answer = as(user).get("/api/campaigns/" + caseNo);
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        return answer.json();
    }

    protected String member(String caseNo, String bureau) {
        return each(overview(OFFICER, caseNo).get("members"))
                .filter(one -> one.get("bureau").asText().equals(bureau))
                .map(one -> one.get("state").asText())
                .reduce("", (first, second) -> second);
    }

    protected List<JsonNode> rows(String user, String caseNo, String filter) {
        Http.Answer answer = as(user).get("/api/campaigns/" + caseNo + "/subjects?size=500" + filter);
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        return each(answer.json().get("subjects")).toList();
    }

    protected JsonNode row(String user, String caseNo, String shop) {
        return rows(user, caseNo, "").stream()
                .filter(one -> one.get("shopId").asText().equals(shop))
                .findFirst()
                .orElseThrow();
    }

    protected String id(String caseNo, String shop) {
        return row(OFFICER, caseNo, shop).get("id").asText();
    }

    /** Invited by Changning, and the campaign runs. @return its number */
    protected String joined(String... members) {
        return joined(Map.of(), members);
    }

    /** The same, proposed otherwise. */
    protected String joined(Map<String, Object> changes, String... members) {
        String caseNo = proposed(List.of(members), changes);
        sendsInvitations(caseNo);
        for (String member : members) {
            joins(member, caseNo);
        }
        return caseNo;
    }

    protected void joins(String member, String caseNo) {
        does("bureauhead" + member, "decideInvitation", caseNo, Map.of("decision", "accept", "opinion", "同意参加"));
        eventually(
                member + " takes part",
                () -> member(caseNo, member).equals("JOINED")
                        && milestones(OFFICER, caseNo).contains("MEMBER_JOINED"));
    }

    protected void ends(String caseNo) {
        does(HEAD, "conductCampaign", caseNo, Map.of("decision", "end", "endReason", "检查对象已经全部核查"));
        eventually(
                "it is over",
                () -> overview(OFFICER, caseNo).at("/campaign/state").asText().equals("ENDED"));
    }

    /** Puts one shop into the pool. @return its id */
    protected String added(String user, String caseNo, String shop) {
        Http.Answer answer = list(user, caseNo, "taobao," + shop);
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        return id(caseNo, shop);
    }

    /**
     * A bureau's case about a shop in which a ring orders, with the records; the lead has a large honest shop besides.
     *
     * @return the number of the case about the first
     */
    protected String held(JdbcClient jdbc, String bureau, String caseNo) {
        JoinedRecords records = new JoinedRecords(jdbc);
        String shop = shop();
        String ownCase = begunWith(bureau, caseNo, shop);
        records.ofRing(ownCase, bureau, shop);
        if (bureau.equals(CHANGNING)) {
            String large = shop();
            records.honest(begunWith(bureau, caseNo, large), bureau, large);
        }
        return ownCase;
    }

    private String begunWith(String bureau, String caseNo, String shop) {
        String officer = "officer" + bureau;
        added(officer, caseNo, shop);
        claims(officer, caseNo, shop);
        return begun(officer, caseNo, shop);
    }
}
