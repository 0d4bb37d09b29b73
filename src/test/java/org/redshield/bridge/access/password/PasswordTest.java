package org.redshield.bridge.access.password;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.identity.User;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.redshield.bridge.support.Browser;
import org.redshield.bridge.support.Http;
import org.redshield.bridge.support.People;
import org.redshield.bridge.support.Scenario;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.session.web.http.SessionRepositoryFilter;

/** Passwords over HTTP, at every door where one can be tried. */
class PasswordTest extends Scenario {

    private static final String STRONG = "Wort-gewechselt7";

    @Autowired
    private IdentityService identity;

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private SessionRepositoryFilter<?> sessions;

    @Autowired
    private org.redshield.bridge.engine.account.People accounts;

    private People people;

    @BeforeEach
    void hire() {
        people = new People(identity);
    }

    @AfterEach
    void dismiss() {
        people.dismissAll();
    }

    @Test
    void wrongPasswordsDelayAtOnceAndOpenAgainSoon() throws Exception {
        String person = people.hire("guessed", "officer", "310105");
        HttpResponse<String> delayed = basic(person, "wrong");
        while (wait(delayed) < 4) {
            await("looked at again")
                    .pollInterval(Duration.ofMillis(100))
                    .until(() -> basic(person, "wrong").statusCode() == 401);
            delayed = basic(person, "wrong");
        }

        assertThat(delayed.statusCode()).isEqualTo(429);
        assertThat(delayed.headers().firstValueAsLong("Retry-After").orElseThrow())
                .isBetween(1L, 60L);
        assertThat(delayed.body()).contains("engine.too-many-tries");
        assertThat(basic(person, "demo").statusCode())
                .as("nor does the right one tell")
                .isEqualTo(429);
        assertThat(login(person, "demo").status())
                .as("the same at Tasklist's door")
                .isEqualTo(429);
        assertThat(identity.createUserQuery().userId(person).count()).isOne();
        await("open again within 60 s")
                .atMost(Duration.ofSeconds(60))
                .pollInterval(Duration.ofMillis(300))
                .until(() -> basic(person, "demo").statusCode() == 200);
        assertThat(jdbc.sql(
                                "select count(*) from access_log where what = 'SIGN_IN_FAILED' and user_id = 'guessed' and source <> ''")
                        .query(Long.class)
                        .single())
                .as("those that were looked at")
                .isBetween(5L, 9L);
    }

    @Test
    void anAccountThatTheEngineLockedIsOpen() throws Exception {
        String person = people.hire("locked", "officer", "310105");
        jdbc.sql(
                        "update act_id_user set attempts_ = 10, lock_exp_time_ = now() + interval '1 day' where id_ = 'locked'")
                .update();

        assertThat(basic(person, "demo").statusCode()).isEqualTo(200);
    }

    @Test
    void aHashOfFormerDaysStaysValidAndIsRenewed() throws Exception {
        String person = people.hire("veteran", "officer", "310105");
        jdbc.sql("update act_id_user set pwd_ = :hash, salt_ = 'salt' where id_ = 'veteran'")
                .param(
                        "hash",
                        "{SHA-512}" + new org.camunda.bpm.engine.impl.digest.Sha512HashDigest().encrypt("demosalt"))
                .update();

        assertThat(basic(person, "demo").statusCode()).isEqualTo(200);
        assertThat(hash(person)).startsWith("{bridge}{bcrypt}");
        assertThat(basic(person, "demo").statusCode()).isEqualTo(200);
        assertThat(basic(person, "Demo").statusCode()).isEqualTo(401);
    }

    @Test
    void aWeakPasswordIsRefusedInASentence() {
        String person = people.hire("careless", "officer", "310105");
        for (String weak : new String[] {"short-1A", "nodigitsATALL-", "careless-Wort7", "password"}) {
            Http.Answer answer = as(person)
                    .put(
                            "/engine-rest/user/careless/credentials",
                            Map.of("password", weak, "authenticatedUserPassword", "demo"));
            assertThat(answer.status()).as(weak + ": " + answer.text()).isEqualTo(400);
            assertThat(answer.json().get("message").asText()).contains("至少 10 个字符");
        }
    }

    /** Why, and what to do; the bureau's name comes from the organisations that sign in here. */
    @Test
    void anEasilyGuessedPasswordIsRefusedInASentence() {
        String person = people.hire("careless", "officer", "310105");
        Map<String, String> sentences = Map.of(
                "Password123!", "由常见密码或者词语组成",
                "上海市长宁区市场监督管理局Aa1!", "由单位名称、本人姓名、账号",
                "Aa1!Aa1!Aa1!", "键盘上相邻的键");
        sentences.forEach((easy, sentence) -> {
            Http.Answer answer = as(person)
                    .put(
                            "/engine-rest/user/careless/credentials",
                            Map.of("password", easy, "authenticatedUserPassword", "demo"));
            assertThat(answer.status()).as(easy + ": " + answer.text()).isEqualTo(400);
            assertThat(answer.json().get("message").asText()).contains(sentence, "密码没有改动");
        });
        assertThat(as(person)
                        .post(
                                "/engine-rest/identity/password-policy",
                                Map.of("password", "Password123!", "profile", Map.of("id", person)))
                        .json()
                        .path("valid")
                        .asBoolean(true))
                .as("what Admin says while it is typed")
                .isFalse();
    }

    /** Whichever way he comes, he gets to nothing but where he changes it. */
    @Test
    void aFirstPasswordIsChangedBeforeAnythingElse() throws Exception {
        Http admin = as("accountadmin");
        Map<String, Object> account = Map.of(
                "profile", Map.of("id", "firstcomer", "firstName", "新人", "lastName", ""),
                "credentials", Map.of("password", STRONG));
        try {
            assertThat(admin.post("/engine-rest/user/create", account).status()).isEqualTo(204);
            assertThat(admin.put("/engine-rest/group/officer/members/firstcomer", Map.of())
                            .status())
                    .isEqualTo(204);
            HttpResponse<String> basic = basic("firstcomer", STRONG);
            assertThat(basic.statusCode()).isEqualTo(401);
            assertThat(basic.body()).contains("access.step-password", "须先改成自己的密码");

            Browser person = Browser.anonymous(address());
            assertThat(person.login("firstcomer", STRONG).status()).isEqualTo(200);
            person.get("/camunda/api/admin/auth/user/default");
            String engine = "/camunda/api/engine/engine/default";
            for (String closed : List.of(
                    "/api/me",
                    "/api/cases",
                    engine + "/task/count",
                    engine + "/process-definition",
                    "/camunda/api/cockpit/plugin/base/default/process-definition/statistics",
                    "/camunda/app/tasklist/scripts/../index.html",
                    "/api/sign-in-step/../me",
                    "/api/sign-in-step;x=/../me",
                    "/engine-rest/task/count")) {
                assertThat(person.get(closed).status()).as(closed).isIn(400, 401);
            }
            assertThat(person.post(engine + "/task/count", Map.of()).status()).isEqualTo(401);
            Http.Answer stillHis = person.put(
                    engine + "/user/firstcomer/credentials",
                    Map.of("password", STRONG, "authenticatedUserPassword", STRONG));
            assertThat(stillHis.status()).isEqualTo(401);
            for (String page : List.of("/", "/camunda/app/cockpit/default/", "/record", "/cases/310105-2026-000001")) {
                assertThat(person.get(page).status()).as(page).isEqualTo(302);
            }
            assertThat(person.get("/sign-in-step?to=%2Frecord").text()).contains("/bridge/sign-in/step.js");
            assertThat(person.get("/api/sign-in-step").json().get("step").asText())
                    .isEqualTo("PASSWORD");

            refused(person, "wrong", "Gletscher-4Lampe", "access.step-wrong-password");
            refused(person, STRONG, STRONG, "access.step-same-password");
            refused(person, STRONG, "", "access.step-passwords-missing");
            refused(person, STRONG, "Password123!", "engine.password-common");
            assertThat(person.put("/api/sign-in-step/credentials", Map.of("before", STRONG, "now", "Gletscher-4Lampe"))
                            .status())
                    .isEqualTo(204);
            assertThat(person.get("/api/me").status()).isEqualTo(200);
            assertThat(person.get(engine + "/task/count").status()).isEqualTo(200);
            assertThat(basic("firstcomer", "Gletscher-4Lampe").statusCode()).isEqualTo(200);
        } finally {
            identity.deleteUser("firstcomer");
        }
        assertThat(jdbc.sql("select count(*) from account_secret where user_id = 'firstcomer'")
                        .query(Long.class)
                        .single())
                .isZero();
    }

    private static void refused(Browser person, String before, String now, String code) {
        Http.Answer answer = person.put("/api/sign-in-step/credentials", Map.of("before", before, "now", now));
        assertThat(answer.status()).as(answer.text()).isEqualTo(422);
        assertThat(answer.json().get("code").asText()).isEqualTo(code);
    }

    @Test
    void nobodyRenamesHimselfButTheAccountAdministratorDoes() {
        String person = people.hire("renamed", "officer", "310105");
        Map<String, Object> profile =
                Map.of("id", person, "firstName", "局长", "lastName", "", "email", "renamed@example.org");

        Http.Answer refused = as(person).put("/engine-rest/user/renamed/profile", profile);
        assertThat(refused.status()).as(refused.text()).isEqualTo(400);
        assertThat(refused.json().get("message").asText()).contains("姓名不能由本人修改");
        assertThat(name(person)).isEqualTo("renamed");
        assertThat(as(person)
                        .put(
                                "/engine-rest/user/renamed/profile",
                                Map.of("id", person, "firstName", "renamed", "lastName", "", "email", "a@example.org"))
                        .status())
                .as("the address is his own")
                .isEqualTo(204);

        Http.Answer done = as("accountadmin").put("/engine-rest/user/renamed/profile", profile);
        assertThat(done.status()).as(done.text()).isEqualTo(204);
        assertThat(name(person)).isEqualTo("局长");
    }

    @Test
    void theAccountAdministratorGivesRolesButNeitherToHimselfNorTheAdministrators() {
        String person = people.hire("promoted", "officer", "310105");
        Http admin = as("accountadmin");
        assertThat(admin.put("/engine-rest/group/reviewer/members/promoted", Map.of())
                        .status())
                .isEqualTo(204);
        assertThat(identity.createGroupQuery().groupMember(person).count()).isEqualTo(2);
        assertThat(admin.put("/engine-rest/group/unitHead/members/accountadmin", Map.of())
                        .status())
                .isEqualTo(400);
        assertThat(admin.put("/engine-rest/group/camunda-admin/members/promoted", Map.of())
                        .status())
                .isEqualTo(400);
        assertThat(admin.put(
                                "/engine-rest/user/admin/credentials",
                                Map.of("password", STRONG, "authenticatedUserPassword", "demo"))
                        .status())
                .isEqualTo(400);
        assertThat(identity.checkPassword("admin", "demo")).isTrue();
    }

    @Test
    void otherSessionsEndWithThePasswordAndTheOwnGoesOn() {
        String person = people.hire("suspicious", "officer", "310105");
        Browser own = Browser.signedIn(address(), person);
        Browser other = Browser.signedIn(address(), person);
        Browser unused = Browser.signedIn(address(), person);
        assertThat(own.get("/api/cases").status()).isEqualTo(200);
        assertThat(other.get("/api/cases").status()).isEqualTo(200);

        Http.Answer changed = own.put(
                "/camunda/api/engine/engine/default/user/suspicious/credentials",
                Map.of("password", STRONG, "authenticatedUserPassword", "demo"));
        assertThat(changed.status()).as(changed.text()).isEqualTo(204);

        endsSoon(other);
        endsSoon(unused);
        assertThat(own.get("/camunda/api/engine/engine/default/task/count").status())
                .isEqualTo(200);
        assertThat(own.get("/api/cases").status()).isEqualTo(200);
    }

    /** At another node, which has not looked lately. */
    @Test
    void whoChangesHisPasswordIsNotSignedOutByARequestOfHisThatBeganBefore() throws Exception {
        String person = people.hire("hasty", "officer", "310105");
        Browser own = Browser.signedIn(address(), person);
        MockHttpServletRequest slow = new MockHttpServletRequest("GET", "/api/cases");
        slow.setCookies(new Cookie("JSESSIONID", own.session()));
        sessions.doFilter(slow, new MockHttpServletResponse(), (request, response) -> {
            assertThat(((HttpServletRequest) request).getSession(false)).isNotNull();
            Http.Answer changed = own.put(
                    "/camunda/api/engine/engine/default/user/hasty/credentials",
                    Map.of("password", STRONG, "authenticatedUserPassword", "demo"));
            assertThat(changed.status()).as(changed.text()).isEqualTo(204);
            new FreshSessions(accounts).doFilter(request, response, (one, other) -> {});
        });
        assertThat(own.get("/api/cases").status()).isEqualTo(200);
    }

    @Test
    void aSessionEndsWithTheRoleAndWithTheAccount() {
        String person = people.hire("transferred", "officer", "310105");
        Browser before = Browser.signedIn(address(), person);
        identity.createMembership(person, "unitHead");
        endsSoon(before);

        Browser after = Browser.signedIn(address(), person);
        identity.deleteUser(person);
        endsSoon(after);
    }

    private static void endsSoon(Browser session) {
        await("the session ends")
                .atMost(Duration.ofSeconds(10))
                .pollInterval(Duration.ofMillis(500))
                .until(() -> session.get("/camunda/api/engine/engine/default/task/count")
                                        .status()
                                == 401
                        && session.get("/api/cases").status() == 401);
    }

    private String name(String person) {
        return identity.createUserQuery().userId(person).singleResult().getFirstName();
    }

    private String hash(String person) {
        return identity.createUserQuery().userId(person).list().stream()
                .map(User::getPassword)
                .findFirst()
                .orElseThrow();
    }

    /** Seconds to wait. */
    private static long wait(HttpResponse<?> answer) {
        return answer.headers().firstValueAsLong("Retry-After").orElse(0);
    }

    private Http.Answer login(String person, String password) {
        return Browser.anonymous(address()).login(person, password);
    }

    private HttpResponse<String> basic(String person, String password) throws Exception {
        String credentials =
                Base64.getEncoder().encodeToString((person + ":" + password).getBytes(StandardCharsets.UTF_8));
        return HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create(address() + "/engine-rest/task/count"))
                                .header("Authorization", "Basic " + credentials)
                                .header("Content-Type", "application/json")
                                .POST(BodyPublishers.ofString("{}"))
                                .build(),
                        BodyHandlers.ofString());
    }
}
