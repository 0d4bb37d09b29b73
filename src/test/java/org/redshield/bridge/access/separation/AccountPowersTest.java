package org.redshield.bridge.access.separation;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.camunda.bpm.engine.IdentityService;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.redshield.bridge.access.Role;
import org.redshield.bridge.scenario.Requests;
import org.redshield.bridge.support.Browser;
import org.redshield.bridge.support.Http;
import org.redshield.bridge.support.People;
import org.redshield.bridge.support.Scenario;
import org.redshield.bridge.support.TestClock;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * One account administrator alone, against what needs a head: by accounts, roles, passwords, second factors and stand-ins that he
 * sets. {@code SecondFactorTest} has what holds in production only.
 */
class AccountPowersTest extends Scenario {

    private static final String CHANGNING = "310105";
    private static final String FIRST = "Kiesel.7Trommel";
    private static final String OWN = "Gletscher-4Lampe";
    private static final Set<Role> DECIDE = Set.of(
            Role.UNIT_HEAD, Role.BUREAU_HEAD, Role.CHIEF_HEAD, Role.SECURITY_ADMIN, Role.AUDITOR, Role.ACCOUNT_ADMIN);

    @Autowired
    private IdentityService identity;

    @Autowired
    private JdbcClient jdbc;

    private final List<String> made = new ArrayList<>();
    private People people;
    private Http alone;

    @BeforeEach
    void theAdministrator() {
        people = new People(identity);
        alone = as(people.hire("aloneadmin", "accountAdmin"));
    }

    @AfterEach
    void nobodyIsLeft() {
        made.forEach(identity::deleteUser);
        people.dismissAll();
        jdbc.sql("delete from appointment").update();
        jdbc.sql("delete from account_reset").update();
        jdbc.sql("delete from notice where kind = 'ACCOUNT'").update();
    }

    /** He makes an account, gives it every role that he can, and works with it. */
    @ParameterizedTest
    @EnumSource(Role.class)
    void anAccountThatHeMakesInAnyRoleDecidesNothingThatNeedsAHead(Role role) {
        Browser puppet = puppet("puppet" + role.group().toLowerCase(), role.group());
        String person = made.get(0);
        assertThat(groups(person)).containsExactly(DECIDE.contains(role) ? "officer" : role.group());

        String caseNo = raised("officer" + CHANGNING, Requests.question());
        String task = waitingTask("unithead" + CHANGNING, "approveRequest", caseNo)
                .get("id")
                .asText();
        String engine = "/camunda/api/engine/engine/default/task/" + task;
        Http.Answer claimed = puppet.post(engine + "/claim", Map.of("userId", person));
        assertThat(claimed.status()).as(claimed.text()).isBetween(400, 404);
        Http.Answer decided = puppet.post(
                engine + "/submit-form", Map.of("variables", Map.of("decision", Map.of("value", "approve"))));
        assertThat(decided.status()).as(decided.text()).isBetween(400, 500);
        assertThat(puppet.post(
                                "/api/substitutes",
                                Map.of(
                                        "office",
                                        "unitHead",
                                        "substitute",
                                        "officer2" + CHANGNING,
                                        "from",
                                        TestClock.today().toString(),
                                        "until",
                                        TestClock.today().plusDays(3).toString(),
                                        "reason",
                                        "出差三天"))
                        .status())
                .isIn(403, 422);
        assertThat(puppet.get("/api/accounts/pending").status()).isEqualTo(403);
        does("unithead" + CHANGNING, "approveRequest", caseNo, Map.of("decision", "reject", "reason", "另行处理"));
    }

    /** Nor by asking twice, by a file, or by a new administrator of his own. */
    @Test
    void heIsNotTheSecondPersonHimselfHoweverOftenHeAsks() {
        puppet("puppet", "officer");
        for (String role : List.of("unitHead", "bureauHead", "chiefHead")) {
            for (int times = 0; times < 2; times++) {
                refused(alone.put("/engine-rest/group/" + role + "/members/puppet", Map.of()), "engine.second-needed");
            }
            assertThat(alone.post("/api/accounts/roles", Map.of("user", "puppet", "role", role))
                            .json()
                            .path("code")
                            .asText())
                    .isEqualTo("access.reset-gone");
        }
        String file = "账号,角色\npuppet,officer unitHead\n";
        assertThat(alone.send("PUT", "/api/directory", "text/csv", file.getBytes(StandardCharsets.UTF_8))
                        .status())
                .isEqualTo(200);
        assertThat(groups("puppet")).containsExactly("officer");
    }

    /** As it is, after taking the role away, and after having him leave and come back. */
    @Test
    void nobodysPasswordIsHisToSet() {
        String person = people.hire("zhou.ling", "unitHead", CHANGNING);
        String officer = people.hire("he.qing", "officer", CHANGNING);
        for (String user : List.of(person, officer, "officer" + CHANGNING, "unithead" + CHANGNING)) {
            refused(setPassword(user), "engine.reset-by-two");
        }
        assertThat(alone.delete("/engine-rest/group/unitHead/members/" + person).status())
                .isEqualTo(204);
        refused(setPassword(person), "engine.reset-by-two");
        refused(alone.put("/engine-rest/group/unitHead/members/" + person, Map.of()), "engine.second-needed");

        String leaves = "账号,离任\n" + officer + ",是\n";
        assertThat(alone.send("PUT", "/api/directory", "text/csv", leaves.getBytes(StandardCharsets.UTF_8))
                        .status())
                .isEqualTo(200);
        refused(setPassword(officer), "engine.reset-by-two");
        JsonNode back = alone.send(
                        "PUT",
                        "/api/directory",
                        "text/csv",
                        ("账号,单位代码,角色\n" + officer + ",310105,officer\n").getBytes(StandardCharsets.UTF_8))
                .json();
        assertThat(back.at("/details/0/password").isMissingNode()
                        || back.at("/details/0/password").isNull())
                .as(back.toString())
                .isTrue();
    }

    @Test
    void aResetTakesTwoOfWhomNeitherKnowsThePasswordAndIsToldAndOnRecord() {
        String person = people.hire("zhou.ling", "officer", CHANGNING);
        Browser before = Browser.signedIn(address(), person);
        String first = asked(person, "PASSWORD");
        assertThat(first).hasSize(8);
        String id = pending(alone, person).get("id").asText();

        assertThat(alone.post(confirm(id), Map.of()).status()).as("oneself").isEqualTo(404);
        assertThat(as("bureauhead330110").post(confirm(id), Map.of()).status())
                .as("the head of another bureau")
                .isEqualTo(404);
        assertThat(as("unithead" + CHANGNING).post(confirm(id), Map.of()).status())
                .isEqualTo(403);
        assertThat(as(person).get("/api/me").status()).as("until then").isEqualTo(200);
        String second = as("bureauhead" + CHANGNING)
                .post(confirm(id), Map.of())
                .json()
                .get("half")
                .asText();
        assertThat(as("chiefhead" + CHANGNING).post(confirm(id), Map.of()).status())
                .as("once")
                .isEqualTo(404);

        for (String known : List.of("demo", first, second)) {
            assertThat(login(person, known).status()).isEqualTo(401);
        }
        Browser now = Browser.anonymous(address());
        assertThat(now.login(person, first + second).status()).isEqualTo(200);
        assertThat(now.get("/api/me").json().path("code").asText()).isEqualTo("access.step-password");
        assertThat(before.get("/api/me").status()).as("the session before").isEqualTo(401);

        assertThat(jdbc.sql("select user_id || ' ' || detail from access_log where subject_id = ? order by id")
                        .param(person)
                        .query(String.class)
                        .list())
                .contains("aloneadmin 申请重置密码", "bureauhead310105 确认重置密码，申请人 aloneadmin");
        for (String told : List.of(person, "bureauhead" + CHANGNING, "chiefhead" + CHANGNING)) {
            assertThat(jdbc.sql("select what from notice where kind = 'ACCOUNT' and user_id = ? order by id")
                            .param(told)
                            .query(String.class)
                            .list())
                    .as(told)
                    .hasSize(2)
                    .last()
                    .asString()
                    .contains("aloneadmin", "bureauhead310105", person, "密码已经重置");
        }
        assertThat(jdbc.sql("select part from account_reset")
                        .query(byte[].class)
                        .list())
                .containsOnlyNulls();
    }

    /** Where there is another account administrator or a head of the bureau, it is for them. */
    @Test
    void theSuperiorBureauConfirmsWhereThereIsNobodyElse() {
        people.hire("chief310100", "chiefHead", "310000");
        String person = people.hire("zhou.ling", "officer", CHANGNING);
        asked(person, "SECOND_FACTOR");
        String id = pending(alone, person).get("id").asText();
        assertThat(as("chief310100").post(confirm(id), Map.of()).status()).isEqualTo(404);
        Map<String, String> heads = Map.of(
                "accountadmin", "accountAdmin", "bureauhead310105", "bureauHead", "chiefhead310105", "chiefHead");
        heads.forEach((user, role) -> jdbc.sql("delete from act_id_membership where user_id_ = ? and group_id_ = ?")
                .params(user, role)
                .update());
        try {
            assertThat(as("bureauhead330110").post(confirm(id), Map.of()).status())
                    .isEqualTo(404);
            assertThat(as("chief310100").post(confirm(id), Map.of()).status()).isEqualTo(200);
        } finally {
            heads.forEach((user, role) -> jdbc.sql("insert into act_id_membership (user_id_, group_id_) values (?, ?)")
                    .params(user, role)
                    .update());
        }
    }

    @Test
    void nobodyConfirmsWhatIsHisOwnWhatHasRunOutOrWhatWasWithdrawn() {
        String person = people.hire("zhou.ling", "bureauHead", CHANGNING);
        asked(person, "SECOND_FACTOR");
        String id = pending(alone, person).get("id").asText();
        assertThat(as(person).post(confirm(id), Map.of()).status()).isEqualTo(404);
        assertThat(alone.post("/api/accounts/resets", Map.of("user", "aloneadmin", "what", "PASSWORD"))
                        .json()
                        .get("code")
                        .asText())
                .isEqualTo("access.reset-oneself");
        assertThat(alone.post("/api/accounts/resets/" + id + "/withdraw", Map.of())
                        .status())
                .isEqualTo(204);
        assertThat(as("accountadmin").post(confirm(id), Map.of()).status()).isEqualTo(404);

        asked(person, "PASSWORD");
        String late = pending(alone, person).get("id").asText();
        clock.setTo(clock.instant().plus(Duration.ofDays(8)));
        assertThat(as("accountadmin").post(confirm(late), Map.of()).status()).isEqualTo(404);
        clock.reset();
        identity.deleteMembership("aloneadmin", "accountAdmin");
        assertThat(as("accountadmin").post(confirm(late), Map.of()).status())
                .as("asked for by one who is no administrator any more")
                .isEqualTo(404);
    }

    /** He knows the first password of an account that he has made, and may have used it long ago. */
    @Test
    void whoBecomesAHeadGetsAPasswordByTwoFirst() {
        Browser puppet = puppet("puppet", "officer");
        refused(alone.put("/engine-rest/group/unitHead/members/puppet", Map.of()), "engine.second-needed");
        assertThat(as("accountadmin")
                        .post("/api/accounts/roles", Map.of("user", "puppet", "role", "unitHead"))
                        .status())
                .isEqualTo(204);
        assertThat(groups("puppet")).containsExactly("officer", "unitHead");
        assertThat(puppet.get("/api/me").status()).isEqualTo(401);
        Browser again = Browser.anonymous(address());
        assertThat(again.login("puppet", OWN).status()).isEqualTo(200);
        assertThat(again.get("/api/me").json().path("code").asText()).isEqualTo("access.step-two");
        again.get("/camunda/api/admin/auth/user/default");
        assertThat(again.put("/api/sign-in-step/credentials", Map.of("before", OWN, "now", FIRST))
                        .status())
                .isEqualTo(204);
        Browser changed = Browser.anonymous(address());
        assertThat(changed.login("puppet", FIRST).status()).isEqualTo(200);
        assertThat(changed.get("/api/me").json().path("code").asText()).isEqualTo("access.step-two");

        String first = asked("puppet", "PASSWORD");
        String second = as("accountadmin")
                .post(confirm(pending(alone, "puppet").get("id").asText()), Map.of())
                .json()
                .get("half")
                .asText();
        Browser person = Browser.anonymous(address());
        assertThat(person.login("puppet", first + second).status()).isEqualTo(200);
        person.get("/camunda/api/admin/auth/user/default");
        assertThat(person.put("/api/sign-in-step/credentials", Map.of("before", first + second, "now", OWN))
                        .status())
                .isEqualTo(204);
        assertThat(person.get("/api/me").json().get("roles").toString()).contains("unitHead");
    }

    /** An account by his hand, which has changed its first password as it must. */
    @Test
    void anAccountIsCalledAsItsRuleSays() {
        for (String id : List.of("иванов", "王伟", "a b", "../a", "-a", "a".repeat(65))) {
            Http.Answer answer = alone.post(
                    "/engine-rest/user/create",
                    Map.of(
                            "profile", Map.of("id", id, "firstName", "某人", "lastName", ""),
                            "credentials", Map.of("password", FIRST)));
            refused(answer, "engine.account-id");
        }
    }

    private Browser puppet(String id, String role) {
        made.add(id);
        Http.Answer created = alone.post(
                "/engine-rest/user/create",
                Map.of(
                        "profile", Map.of("id", id, "firstName", "某人", "lastName", ""),
                        "credentials", Map.of("password", FIRST)));
        assertThat(created.status()).as(created.text()).isEqualTo(204);
        Http.Answer given = alone.put("/engine-rest/group/" + role + "/members/" + id, Map.of());
        if (given.status() != 204) {
            refused(given, "engine.second-needed");
            assertThat(alone.put("/engine-rest/group/officer/members/" + id, Map.of())
                            .status())
                    .isEqualTo(204);
        }
        assertThat(alone.put("/engine-rest/tenant/310105/user-members/" + id, Map.of())
                        .status())
                .isEqualTo(204);
        Browser browser = Browser.anonymous(address());
        boolean inCockpit = Set.of("modeler", "operator").contains(role);
        assertThat(browser.login(id, FIRST, inCockpit ? "cockpit" : "tasklist").status())
                .isEqualTo(200);
        browser.get("/camunda/api/admin/auth/user/default");
        Http.Answer changed = browser.put("/api/sign-in-step/credentials", Map.of("before", FIRST, "now", OWN));
        assertThat(changed.status()).as(changed.text()).isEqualTo(204);
        return browser;
    }

    private Http.Answer setPassword(String user) {
        return alone.put(
                "/engine-rest/user/" + user + "/credentials",
                Map.of("password", FIRST, "authenticatedUserPassword", "demo"));
    }

    /** @return the first half of the password */
    private String asked(String user, String what) {
        Http.Answer answer = alone.post("/api/accounts/resets", Map.of("user", user, "what", what));
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        return answer.json().path("half").asText();
    }

    private static JsonNode pending(Http administrator, String user) {
        for (JsonNode reset : administrator.get("/api/accounts/pending").json().get("resets")) {
            if (reset.get("user").asText().equals(user)) {
                return reset;
            }
        }
        throw new AssertionError("Nothing is asked for " + user);
    }

    private static String confirm(String id) {
        return "/api/accounts/resets/" + id + "/confirm";
    }

    private Http.Answer login(String user, String password) {
        return Browser.anonymous(address()).login(user, password);
    }

    private List<String> groups(String person) {
        return identity.createGroupQuery().groupMember(person).list().stream()
                .map(group -> group.getId())
                .sorted()
                .toList();
    }

    private static void refused(Http.Answer answer, String code) {
        assertThat(answer.status()).as(answer.text()).isEqualTo(400);
        assertThat(answer.json().path("refusal").asText()).as(answer.text()).isEqualTo(code);
    }
}
