package org.redshield.bridge.browser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.redshield.bridge.Rows.timestamp;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import java.io.IOException;
import java.net.URI;
import java.net.URLDecoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.identity.Group;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.redshield.bridge.access.provider.TestProvider;
import org.redshield.bridge.access.provider.TestWindow;
import org.redshield.bridge.scenario.Requests;
import org.redshield.bridge.support.Alone;
import org.redshield.bridge.support.RawHttp;
import org.redshield.bridge.support.Scenario;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.http.ResponseEntity;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/**
 * People sign in at a real provider, over HTTP and in a browser. The demonstration's accounts are the directory; what they may
 * do is the provider's word.
 */
@Alone
class OpenIdConnectTest extends Scenario {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String TASKLIST = "/camunda/app/tasklist/default/";
    private static final String ME = "/api/me";
    private static TestProvider provider;

    @LocalServerPort
    private int port;

    @Autowired
    private IdentityService identity;

    @Autowired
    @Qualifier("requestMappingHandlerMapping")
    private RequestMappingHandlerMapping handlers;

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private TaskService tasks;

    private String base;

    @DynamicPropertySource
    static void settings(DynamicPropertyRegistry settings) {
        provider = new TestProvider();
        settings.add("bridge.sign-in.issuer", provider::issuer);
        settings.add("bridge.sign-in.client-id", () -> TestProvider.CLIENT);
        settings.add("bridge.sign-in.client-secret", () -> TestProvider.secretOf(TestProvider.CLIENT));
        settings.add("bridge.sign-in.first-account", () -> "zhangwei");
        settings.add("bridge.sign-in.role-names[办案人员]", () -> "officer");
    }

    @AfterAll
    static void stop() {
        provider.close();
    }

    @BeforeEach
    void everybodyIsKnown() {
        // Not "localhost", which is the provider's: cookies know no ports.
        base = "http://127.0.0.1:" + port;
        provider.serves(base);
        provider.isSound();
        jdbc.sql("delete from account_subject").update();
        provider.knows("officer310105", of("310105", "办案人员"));
        provider.knows("officer330110", of("330110", "officer"));
        provider.knows("unithead310105", of("310105", "unitHead", "pwd", "otp"));
        provider.knows("supervisor310105", of("310105", "supervisor"));
        provider.knows("operator", of("*", "operator", "pwd", "otp"));
        provider.knows("stranger", of("310105", "officer"));
    }

    @AfterEach
    void theProviderIsSound() {
        provider.isSound();
    }

    private static Map<String, Object> of(String organisation, String role, String... amr) {
        Map<String, Object> claims = new HashMap<>();
        claims.put("organisation", organisation);
        claims.put("roles", role.isEmpty() ? List.of() : List.of(role));
        claims.put("amr", amr.length == 0 ? List.of("pwd") : List.of(amr));
        return claims;
    }

    private TestWindow signedIn(String user) {
        TestWindow window = new TestWindow(base);
        HttpResponse<String> page = window.signsIn(user, TASKLIST);
        assertThat(page.statusCode()).as(page.body()).isEqualTo(200);
        // The session's cross-site token comes with the next answer.
        assertThat(window.get("/camunda/api/admin/auth/user/default").statusCode())
                .isEqualTo(200);
        return window;
    }

    private void later(Duration by) {
        clock.setTo(clock.instant().plus(by));
    }

    private static JsonNode json(HttpResponse<String> answer) {
        try {
            return JSON.readTree(answer.body());
        } catch (IOException e) {
            throw new AssertionError(answer.body(), e);
        }
    }

    private List<String> rolesInDirectory(String user) {
        return identity.createGroupQuery().groupMember(user).list().stream()
                .map(Group::getId)
                .toList();
    }

    @Test
    void thePageLeadsToTheProviderAndBackWithCodeAndPkce() {
        TestWindow window = new TestWindow(base);
        HttpResponse<String> first = window.get(TASKLIST);
        assertThat(first.statusCode()).isEqualTo(401);
        assertThat(first.body()).contains("正在转到统一身份认证", "/bridge/to-sign-in.js");
        HttpResponse<String> page = window.signsIn("officer310105", TASKLIST + "#/?task=4711");
        assertThat(window.way())
                .anyMatch(place -> place.startsWith(provider.issuer() + "/oauth2/authorize?response_type=code")
                        && place.contains("code_challenge_method=S256")
                        && place.contains("&nonce=")
                        && place.contains("&state="));
        assertThat(window.lastPlace()).isEqualTo(base + TASKLIST + "#/?task=4711");
        assertThat(page.statusCode()).isEqualTo(200);
        JsonNode me = json(window.get(ME));
        assertThat(me.path("userId").asText()).isEqualTo("officer310105");
        assertThat(me.path("roles")).hasToString("[\"officer\"]");
        assertThat(me.path("organisations")).hasToString("[\"310105\"]");
        JsonNode engines = json(window.get("/camunda/api/admin/auth/user/default"));
        assertThat(engines.path("authorizedApps"))
                .extracting(JsonNode::asText)
                .containsExactlyInAnyOrder("tasklist", "welcome");
        assertThat(window.get("/camunda/api/engine/engine/default/task/count").statusCode())
                .isEqualTo(200);
    }

    /** Also the next one: somebody has to say of it that it is a page. */
    @Test
    @Tag("thorough")
    void everyPageOfOursLeadsToTheProvider() {
        List<String> pages = pages();
        assertThat(pages).contains("/record", "/cases/1");
        for (String page : pages) {
            HttpResponse<String> answer = new TestWindow(base).get(page);
            assertThat(answer.statusCode()).as(page).isEqualTo(401);
            assertThat(answer.body()).as(page).contains("正在转到统一身份认证");
            TestWindow back = new TestWindow(base);
            back.signsIn("officer310105", page);
            assertThat(back.lastPlace()).isEqualTo(base + page);
        }
    }

    private List<String> pages() {
        return handlers.getHandlerMethods().entrySet().stream()
                .filter(mapped ->
                        mapped.getValue().getBeanType().getSimpleName().endsWith("Page")
                                && mapped.getValue().getReturnType().getParameterType() == ResponseEntity.class)
                .flatMap(mapped -> mapped.getKey().getPatternValues().stream())
                .map(pattern -> pattern.replaceAll("\\{\\w+}", "1"))
                .toList();
    }

    @Test
    void heOfTheOtherBureauSeesNothingOfThisOne() {
        TestWindow other = signedIn("officer330110");
        assertThat(json(other.get(ME)).path("organisations")).hasToString("[\"330110\"]");
    }

    @Test
    @Tag("thorough")
    void theIdOfTheSessionIsAnotherAfterTheSignIn() {
        TestWindow window = new TestWindow(base);
        window.get("/sign-in");
        String before = window.cookie("JSESSIONID").orElseThrow();
        window.signsIn("officer310105", TASKLIST);
        assertThat(window.cookie("JSESSIONID")).isPresent().get().isNotEqualTo(before);
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://evil.example/", "//evil.example/", "/\\evil.example", "/sign-out"})
    void afterTheSignInNobodyIsLedElsewhere(String to) {
        TestWindow window = new TestWindow(base);
        window.signsIn("officer310105", to);
        assertThat(window.lastPlace()).isEqualTo(base + TASKLIST);
    }

    @Test
    void noPasswordIsTakenAnyMore() throws Exception {
        assertThat(as("officer310105").get(ME).status()).as("Basic").isEqualTo(401);
        TestWindow window = new TestWindow(base);
        window.get("/camunda/api/engine/engine/");
        for (String path : List.of(
                "/camunda/api/admin/auth/user/default/login/tasklist",
                "/camunda/api/admin/auth/user/default/login;x=1/tasklist")) {
            HttpResponse<String> answer = window.post(
                    path, "application/x-www-form-urlencoded", "username=officer310105&password=demo", true);
            assertThat(answer.statusCode()).as(answer.body()).isGreaterThanOrEqualTo(400);
        }
        assertThat(window.get(ME).statusCode()).isEqualTo(401);
    }

    @Test
    void whoIsNotInTheDirectoryIsRefusedAndNoAccountIsMade() {
        TestWindow window = new TestWindow(base);
        HttpResponse<String> answer = window.signsIn("stranger", TASKLIST);
        assertThat(answer.statusCode()).isEqualTo(403);
        assertThat(answer.body()).contains("本系统没有名为“stranger”的账号", "没有新建账号", "lang=\"zh-CN\"");
        assertThat(identity.createUserQuery().userId("stranger").count()).isZero();
        assertThat(window.get(ME).statusCode()).isEqualTo(401);
    }

    @Test
    @Tag("thorough")
    void whatTheProviderSaysAndNobodyKnowsIsRefused() {
        List<String> before = rolesInDirectory("officer310105");
        provider.knows("officer310105", of("999999", "officer"));
        assertThat(new TestWindow(base).signsIn("officer310105", TASKLIST).body())
                .contains("单位“999999”没有接入本系统");
        provider.knows("officer310105", of("310105", "camunda-admin"));
        assertThat(new TestWindow(base).signsIn("officer310105", TASKLIST).body())
                .contains("角色“camunda-admin”不是本系统的角色");
        assertThat(rolesInDirectory("officer310105")).isEqualTo(before);
        assertThat(identity.createTenantQuery().tenantId("999999").count()).isZero();
    }

    @Test
    void aHeadWithoutASecondFactorIsToldSo() {
        provider.knows("unithead310105", of("310105", "unitHead", "pwd"));
        HttpResponse<String> answer = new TestWindow(base).signsIn("unithead310105", TASKLIST);
        assertThat(answer.statusCode()).isEqualTo(403);
        assertThat(answer.body()).contains("角色“办案机构负责人”登录时必须验证第二种身份凭证");
        provider.knows("unithead310105", of("310105", "unitHead", "pwd", "otp"));
        signedIn("unithead310105");
    }

    @Test
    void tokensOfOthersForOthersOrOfAnotherSignInAreRefused() {
        RSAKey strangers = TestProvider.newKey();
        Map<String, UnaryOperator<String>> forgeries = new TreeMap<>();
        forgeries.put("audience", token -> provider.changed(token, Map.of("aud", List.of("another-client"))));
        forgeries.put("issuer", token -> provider.changed(token, Map.of("iss", "http://localhost:1")));
        forgeries.put("nonce", token -> provider.changed(token, Map.of("nonce", "of-another-sign-in")));
        forgeries.put(
                "expired",
                token -> provider.changed(
                        token,
                        Map.of(
                                "iat", Date.from(Instant.now().minusSeconds(900)),
                                "exp", Date.from(Instant.now().minusSeconds(600)))));
        forgeries.put("another's key", token -> provider.signed(claims(token), strangers));
        forgeries.put("alg none", token -> new PlainJWT(set(token)).serialize());
        forgeries.forEach((what, forgery) -> {
            provider.forges(forgery);
            TestWindow window = new TestWindow(base);
            HttpResponse<String> answer = window.signsIn("officer310105", TASKLIST);
            assertThat(answer.statusCode()).as(what).isEqualTo(403);
            assertThat(answer.body()).as(what).contains("统一身份认证没有确认这次登录");
            assertThat(window.get(ME).statusCode()).as(what).isEqualTo(401);
        });
        provider.forges(token -> provider.changed(token, Map.of()));
        signedIn("officer310105");
    }

    private static Map<String, Object> claims(String token) {
        return new HashMap<>(set(token).getClaims());
    }

    private static JWTClaimsSet set(String token) {
        try {
            return SignedJWT.parse(token).getJWTClaimsSet();
        } catch (java.text.ParseException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void aCodeThatSomebodyElseBroughtIsNotTaken() {
        TestWindow window = new TestWindow(base);
        HttpResponse<String> answer = window.opens("/login/oauth2/code/provider?code=stolen&state=made-up");
        assertThat(answer.statusCode()).isEqualTo(403);
        assertThat(answer.body()).contains("统一身份认证没有确认这次登录");
    }

    /** Else whoever gets a person to follow a link of his would be sent the code. */
    @Test
    @Tag("thorough")
    void whereTheProviderSendsPeopleBackIsNoMatterOfTheRequest() {
        String[] forged = {
            "Host: evil.example",
            "X-Forwarded-Host: evil.example",
            "X-Forwarded-Proto: https",
            "Forwarded: host=evil.example"
        };
        RawHttp.Answer answer = RawHttp.get(port, "/oauth2/authorization/provider", forged);
        assertThat(answer.status()).isEqualTo(302);
        assertThat(answer.header("Location"))
                .contains("redirect_uri=" + base + "/login/oauth2/code/provider")
                .doesNotContain("evil");
        assertThat(RawHttp.get(port, "/sign-in", forged).text()).doesNotContain("evil");
        assertThat(RawHttp.get(port, "/sign-out", forged).text()).doesNotContain("evil");
        assertThat(RawHttp.get(port, "/login/oauth2/code/provider?code=x&state=y", forged)
                        .text())
                .doesNotContain("evil");
    }

    private int told(String token) {
        return toldIn("logout_token=" + token);
    }

    private int toldIn(String body) {
        HttpResponse<String> answer =
                new TestWindow(base).post("/sign-out/by-provider", "application/x-www-form-urlencoded", body, false);
        assertThat(answer.headers().firstValue("Cache-Control")).contains("no-store");
        return answer.statusCode();
    }

    private Map<String, Object> signOutOf(String what, String value) {
        return new HashMap<>(Map.of(
                "iss",
                provider.issuer(),
                "aud",
                List.of(TestProvider.CLIENT),
                "iat",
                clock.instant(),
                "exp",
                clock.instant().plusSeconds(120),
                "jti",
                UUID.randomUUID().toString(),
                "events",
                Map.of("http://schemas.openid.net/event/backchannel-logout", Map.of()),
                what,
                value));
    }

    @Test
    void whoSignsOutAtTheProviderIsOutHereWithHisNextRequest() {
        List<String> idTokens = new ArrayList<>();
        provider.forges(token -> {
            idTokens.add(token);
            return token;
        });
        TestWindow one = signedIn("officer310105");
        TestWindow another = signedIn("officer310105");
        TestWindow colleague = signedIn("officer330110");

        assertThat(told(provider.signed(signOutOf("sid", "of-nobody-here")))).isEqualTo(200);
        assertThat(one.get(ME).statusCode()).as("a session of nobody here").isEqualTo(200);
        assertThat(told(provider.signed(
                        signOutOf("sid", String.valueOf(claims(idTokens.get(0)).get("sid"))))))
                .isEqualTo(200);
        assertThat(one.get(ME).statusCode()).as("that session").isEqualTo(401);
        assertThat(another.get(ME).statusCode()).as("his other session").isEqualTo(200);

        String everywhere = provider.signed(signOutOf("sub", "officer310105"));
        assertThat(told(everywhere)).isEqualTo(200);
        assertThat(another.get(ME).statusCode()).as("all of his").isEqualTo(401);
        assertThat(colleague.get(ME).statusCode()).as("another person").isEqualTo(200);

        TestWindow again = signedIn("officer310105");
        assertThat(told(everywhere)).as("the same token once more").isEqualTo(400);
        assertThat(again.get(ME).statusCode()).isEqualTo(200);
    }

    /** The provider tries again for a while where nobody answered; by then he may be back at work. */
    @ParameterizedTest
    @CsvSource({"60, 200", "10, 200", "1, 401"})
    @Tag("thorough")
    void aSignOutThatIsToldLateEndsNoSessionBegunSince(int secondsLate, int status) {
        Map<String, Object> claims = signOutOf("sub", "officer310105");
        TestWindow colleague = signedIn("officer330110");
        TestWindow again = signedIn("officer310105");
        claims.put("iat", Instant.now().minusSeconds(secondsLate));
        assertThat(told(provider.signed(claims))).isEqualTo(200);
        assertThat(again.get(ME).statusCode()).isEqualTo(status);
        assertThat(colleague.get(ME).statusCode()).isEqualTo(200);
    }

    @Test
    void nobodyButTheProviderSignsSomebodyOut() {
        List<String> idTokens = new ArrayList<>();
        provider.forges(token -> {
            idTokens.add(token);
            return token;
        });
        TestWindow window = signedIn("officer310105");
        Map<String, Object> right = signOutOf("sub", "officer310105");
        Map<String, String> wrong = new TreeMap<>();
        wrong.put("another's key", provider.signed(right, TestProvider.newKey()));
        wrong.put("no key", new PlainJWT(set(provider.signed(right))).serialize());
        wrong.put("an ID token", idTokens.get(0));
        wrong.put("no token", "");
        Map<String, Object> changes = new TreeMap<>();
        changes.put("nonce", "of a sign-in");
        changes.put("aud", List.of("another-client"));
        changes.put("iss", "http://localhost:1");
        changes.put("events", Map.of("of another kind", Map.of()));
        changes.put("exp", clock.instant().minusSeconds(60));
        changes.put("iat", clock.instant().minusSeconds(180));
        changes.forEach((claim, value) -> {
            Map<String, Object> changed = new HashMap<>(right);
            changed.put(claim, value);
            wrong.put(claim, provider.signed(changed));
        });
        for (String claim : List.of("sub", "events", "jti", "iat", "exp")) {
            Map<String, Object> without = new HashMap<>(right);
            without.remove(claim);
            wrong.put("without " + claim, provider.signed(without));
        }
        wrong.forEach((what, token) -> assertThat(told(token)).as(what).isEqualTo(400));
        assertThat(toldIn("x=" + "x".repeat(20_000) + "&logout_token=" + provider.signed(right)))
                .as("too long")
                .isEqualTo(400);
        assertThat(window.get(ME).statusCode()).isEqualTo(200);
        // All that was wrong was what it was changed in.
        assertThat(told(provider.signed(right))).isEqualTo(200);
        assertThat(window.get(ME).statusCode()).isEqualTo(401);
    }

    @Test
    void aRoleTakenAwayAtTheProviderIsGoneWithinAMinute() {
        TestWindow window = signedIn("officer310105");
        provider.knows("officer310105", of("310105", "reviewer"));
        later(Duration.ofSeconds(59));
        assertThat(window.get(ME).statusCode()).as("not asked again yet").isEqualTo(200);
        later(Duration.ofSeconds(1));
        assertThat(window.get(ME).statusCode()).isEqualTo(401);
        assertThat(rolesInDirectory("officer310105")).containsExactly("reviewer");
        assertThat(window.get("/camunda/api/engine/engine/default/task/count").statusCode())
                .isEqualTo(401);
        // The provider still knows him: he is back without a word, as what he is now.
        window.signsIn("officer310105", TASKLIST);
        assertThat(json(window.get(ME)).path("roles")).hasToString("[\"reviewer\"]");
    }

    @Test
    @Tag("thorough")
    void whoHasNoRoleAnyMoreHasNoneInTheDirectoryEither() {
        TestWindow window = signedIn("officer310105");
        provider.knows("officer310105", of("310105", ""));
        later(Duration.ofSeconds(60));
        assertThat(window.get(ME).statusCode()).isEqualTo(401);
        assertThat(rolesInDirectory("officer310105")).isEmpty();
        assertThat(new TestWindow(base).signsIn("officer310105", TASKLIST).body())
                .contains("账号“officer310105”在本系统没有任何角色");
    }

    @Test
    @Tag("thorough")
    void aSessionThatTheProviderConfirmsGoesOnWithANewRefreshTokenEachMinute() {
        TestWindow window = signedIn("officer310105");
        String session = window.cookie("JSESSIONID").orElseThrow();
        for (int minute = 0; minute < 5; minute++) {
            later(Duration.ofSeconds(61));
            assertThat(window.get(ME).statusCode()).as("minute " + minute).isEqualTo(200);
        }
        assertThat(window.cookie("JSESSIONID")).contains(session);
    }

    /** Each has a copy of the session, as at different nodes: what lets one through is the row's lease. */
    @Test
    @Tag("thorough")
    void ofAPagesRequestsOneAsksTheProviderAndTheOthersWait() {
        TestWindow window = signedIn("officer310105");
        AtomicInteger asked = new AtomicInteger();
        provider.forges(token -> {
            asked.incrementAndGet();
            return token;
        });
        for (int minute = 1; minute <= 2; minute++) {
            later(Duration.ofSeconds(61));
            List<CompletableFuture<Integer>> answers = Stream.generate(() -> CompletableFuture.supplyAsync(
                            () -> window.get(ME).statusCode(), command -> new Thread(command).start()))
                    .limit(12)
                    .toList();
            assertThat(answers).extracting(CompletableFuture::join).containsOnly(200);
            assertThat(asked).as("a used refresh token is refused").hasValue(minute);
        }
    }

    /** A refresh token is good once: the one that came instead is kept whatever becomes of the request. */
    @Test
    @Tag("thorough")
    void whatTheProviderGaveIsKeptWhereThePersonCannotBeBroughtIn() {
        TestWindow window = signedIn("officer310105");
        provider.forges(token -> {
            jdbc.sql("alter table act_id_tenant_member rename to tenant_member_away")
                    .update();
            return token;
        });
        later(Duration.ofSeconds(61));
        try {
            assertThat(window.get(ME).statusCode()).isGreaterThanOrEqualTo(500);
        } finally {
            jdbc.sql("alter table tenant_member_away rename to act_id_tenant_member")
                    .update();
        }
        provider.isSound();
        assertThat(window.get(ME).statusCode()).isEqualTo(200);
    }

    @Test
    @Tag("thorough")
    void aProviderWhoseKeysDoNotComeInTimeIsAway() throws Exception {
        TestWindow window = signedIn("officer310105");
        RSAKey next = new RSAKey.Builder(TestProvider.newKey()).keyID("next").build();
        provider.forges(token -> provider.signed(claims(token), next));
        provider.holdsItsKeysBack(true);
        later(Duration.ofSeconds(61));
        assertThat(assertTimeoutPreemptively(Duration.ofSeconds(15), () -> window.get(ME))
                        .statusCode())
                .isEqualTo(200);
        provider.isSound();
        later(Duration.ofSeconds(11));
        assertThat(window.get(ME).statusCode()).as("confirmed again").isEqualTo(200);
    }

    @Test
    void aSessionEndsWhenTheProviderRefusesIt() {
        TestWindow window = signedIn("officer310105");
        provider.forgetsGrants();
        later(Duration.ofSeconds(61));
        assertThat(window.get(ME).statusCode()).isEqualTo(401);
        assertThat(window.get(TASKLIST).body()).contains("正在转到统一身份认证");
    }

    @Test
    @Tag("thorough")
    void whileTheProviderIsAwaySessionsGoOnForFiveMinutes() {
        TestWindow window = signedIn("officer310105");
        provider.isAway(true);
        later(Duration.ofSeconds(61));
        assertThat(window.get(ME).statusCode()).isEqualTo(200);
        later(Duration.ofSeconds(200));
        assertThat(window.get(ME).statusCode()).isEqualTo(200);
        HttpResponse<String> nobody = new TestWindow(base).opens("/sign-in");
        assertThat(nobody.statusCode()).isEqualTo(503);
        provider.isAway(false);
        later(Duration.ofSeconds(11));
        assertThat(window.get(ME).statusCode()).as("confirmed again").isEqualTo(200);
        provider.isAway(true);
        later(Duration.ofSeconds(299));
        assertThat(window.get(ME).statusCode()).isEqualTo(200);
        later(Duration.ofSeconds(2));
        assertThat(window.get(ME).statusCode()).as("for too long").isEqualTo(401);
    }

    @Test
    @Tag("thorough")
    void aSessionEndsWhenNobodyDoesAnythingAndWhenItIsOld() {
        TestWindow idle = signedIn("officer310105");
        later(Duration.ofSeconds(50));
        assertThat(idle.post("/sign-in/activity", "text/plain", "", false).statusCode())
                .as("not written down, so soon after the sign-in")
                .isEqualTo(204);
        for (int minute = 0; minute < 29; minute++) {
            later(Duration.ofMinutes(1));
            assertThat(idle.get(ME).statusCode()).isEqualTo(200);
        }
        later(Duration.ofSeconds(45));
        assertThat(idle.get(ME).statusCode()).as("not half an hour yet").isEqualTo(200);
        later(Duration.ofSeconds(30));
        assertThat(idle.get(ME).statusCode()).as("its page alone asked").isEqualTo(401);

        TestWindow busy = signedIn("officer310105");
        for (int minutes = 25; minutes < 12 * 60; minutes += 25) {
            later(Duration.ofMinutes(25));
            assertThat(busy.post("/sign-in/activity", "text/plain", "", false).statusCode())
                    .isEqualTo(204);
            assertThat(busy.get(ME).statusCode()).isEqualTo(200);
        }
        later(Duration.ofMinutes(25));
        assertThat(busy.get(ME).statusCode()).as("twelve hours").isEqualTo(401);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void whoSignsOutIsSignedOutAtTheProviderToo(boolean late) {
        TestWindow window = signedIn("officer310105");
        assertThat(window.opens("/sign-out").body()).contains("已退出登录");
        assertThat(window.get(ME).statusCode())
                .as("a link alone signs nobody out")
                .isEqualTo(200);
        assertThat(window.post("/camunda/api/admin/auth/user/default/logout", "application/json", "", false)
                        .statusCode())
                .as("without the cross-site token")
                .isEqualTo(403);
        TestWindow again = signedIn("officer310105");
        HttpResponse<String> out =
                again.post("/camunda/api/admin/auth/user/default/logout", "application/json", "", true);
        assertThat(out.statusCode()).as(out.body()).isEqualTo(200);
        assertThat(again.get(ME).statusCode()).isEqualTo(401);
        // A page that asked for something at that moment is led to the sign-in instead.
        HttpResponse<String> page = again.opens(late ? "/sign-in" : "/sign-out");
        assertThat(again.way())
                .anyMatch(place -> place.startsWith(provider.issuer() + "/connect/logout?id_token_hint="));
        assertThat(again.lastPlace()).isEqualTo(base + "/signed-out");
        assertThat(page.body()).contains("已退出登录");
        assertThat(again.opens("/sign-in").body()).as("is asked again").contains("name=\"password\"");
    }

    @Test
    void whatChangesSomethingNeedsTheTokenOfThePage() {
        TestWindow window = signedIn("officer310105");
        String type = "application/json";
        assertThat(window.post("/camunda/api/engine/engine/default/task/count", type, "{}", false)
                        .statusCode())
                .isEqualTo(403);
        TestWindow again = signedIn("officer310105");
        assertThat(again.post("/camunda/api/engine/engine/default/task/count", type, "{}", true)
                        .statusCode())
                .isEqualTo(200);
        assertThat(again.post("/api/cases/310105-2026-000001/purposes", type, "{}", false)
                        .statusCode())
                .isEqualTo(401);
    }

    @Test
    @Tag("thorough")
    void twoWindowsThatSignInAtOnceAreBothIn() {
        TestWindow one = new TestWindow(base);
        HttpResponse<String> first = one.opens("/sign-in?to=" + TASKLIST);
        TestWindow two = one.another();
        HttpResponse<String> second = two.opens("/sign-in?to=" + TASKLIST);
        assertThat(two.fillsIn(second, "officer310105").statusCode()).isEqualTo(200);
        assertThat(two.get(ME).statusCode()).isEqualTo(200);
        // The first window knows the cookies that the browser has by now.
        TestWindow sameBrowser = two.another();
        HttpResponse<String> late = sameBrowser.fillsIn(first, "officer310105");
        assertThat(late.statusCode()).as(late.body()).isEqualTo(200);
        assertThat(sameBrowser.get(ME).statusCode()).isEqualTo(200);
        assertThat(two.get(ME).statusCode()).isEqualTo(200);
    }

    @Test
    void aBearerTokenOpensTheInterfacesAsFarAsItAndTheDirectorySay() throws Exception {
        signedIn("officer310105");
        String token = token("officer310105", Map.of());
        assertThat(bearer(ME, token).statusCode()).isEqualTo(200);
        assertThat(bearer("/engine-rest/task/count", token).statusCode()).isEqualTo(200);
        assertThat(json(bearer(ME, token)).path("roles")).hasToString("[\"officer\"]");
        assertThat(bearer(ME, token("officer310105", Map.of("roles", List.of("reviewer"))))
                        .statusCode())
                .as("the directory does not know it")
                .isEqualTo(401);
        assertThat(bearer(ME, token("stranger", Map.of())).statusCode()).isEqualTo(401);
        Map<String, Map<String, Object>> wrong = Map.of(
                "audience", Map.of("aud", List.of("another")),
                "issuer", Map.of("iss", "http://localhost:1"),
                "expired",
                        Map.of(
                                "iat", Instant.now().minusSeconds(100),
                                "exp", Instant.now().minusSeconds(50)));
        for (var each : wrong.entrySet()) {
            assertThat(bearer(ME, token("officer310105", each.getValue())).statusCode())
                    .as(each.getKey())
                    .isEqualTo(401);
        }
        assertThat(bearer(ME, provider.signed(claims(token), TestProvider.newKey()))
                        .statusCode())
                .as("another's key")
                .isEqualTo(401);
        assertThat(bearer(ME, new PlainJWT(set(token)).serialize()).statusCode())
                .as("alg none")
                .isEqualTo(401);
        HttpResponse<String> refused = bearer("/engine-rest/task/count", "no.token.atall");
        assertThat(refused.statusCode()).isEqualTo(401);
        assertThat(refused.body()).contains("access.sign-in-required");
        HttpResponse<String> password = authorized(ME, "Basic b2ZmaWNlcjpkZW1v");
        assertThat(password.statusCode()).isEqualTo(401);
        assertThat(password.body()).contains("access.basic-closed");
        clock.setTo(Instant.now().plusSeconds(70));
        assertThat(bearer(ME, token).statusCode()).as("over").isEqualTo(401);
    }

    /** As Keycloak issues it to a program with a mapper for our audience; valid for less than a minute, so that nobody asks about it. */
    private static String token(String user, Map<String, Object> instead) {
        return provider.signed("JWT", claimsOf(user, instead));
    }

    private static Map<String, Object> claimsOf(String user, Map<String, Object> instead) {
        Map<String, Object> claims = new HashMap<>(Map.of(
                "iss", provider.issuer(),
                "aud", List.of("account", TestProvider.CLIENT),
                "azp", TestProvider.PROGRAM,
                "typ", "Bearer",
                "sub", user,
                "organisation", "310105",
                "roles", List.of("officer"),
                "iat", Instant.now(),
                "exp", Instant.now().plusSeconds(50)));
        claims.put("preferred_username", user);
        claims.putAll(instead);
        return claims;
    }

    private static Map<String, Object> without(String claim, Map<String, Object> claims) {
        Map<String, Object> left = new HashMap<>(claims);
        left.remove(claim);
        return left;
    }

    @Test
    void onlyAccessTokensOpenTheInterfacesAsKeycloakAndRfc9068IssueThem() throws Exception {
        List<String> idTokens = new ArrayList<>();
        provider.forges(token -> {
            idTokens.add(token);
            return token;
        });
        signedIn("officer310105");
        String user = "officer310105";
        Map<String, Object> bare = without("typ", claimsOf(user, Map.of()));
        Map<String, String> good = Map.of(
                "Keycloak", token(user, Map.of()),
                "RFC 9068", provider.signed("at+jwt", bare),
                "RFC 9068 with its prefix", provider.signed("application/at+jwt", bare),
                "Keycloak as RFC 9068", provider.signed("at+jwt", claimsOf(user, Map.of())));
        for (var each : good.entrySet()) {
            assertThat(bearer(ME, each.getValue()).statusCode())
                    .as(each.getKey())
                    .isEqualTo(200);
            assertThat(bearer("/engine-rest/task/count", each.getValue()).statusCode())
                    .as(each.getKey())
                    .isEqualTo(200);
        }
        Map<String, String> bad = new TreeMap<>();
        bad.put("the ID token of a sign-in", idTokens.get(0));
        bad.put("an ID token", token(user, Map.of("typ", "ID", "nonce", "of the sign-in")));
        bad.put("an ID token that does not say so", provider.signed("JWT", bare));
        bad.put("without any header", provider.signed(bare));
        bad.put("a refresh token", token(user, Map.of("typ", "Refresh")));
        bad.put("an offline token", token(user, Map.of("typ", "Offline")));
        bad.put("a logout token", provider.signed("logout+jwt", signOutOf("sub", user)));
        bad.put("a logout token of Keycloak", token(user, Map.of("typ", "Logout", "events", Map.of())));
        bad.put("both", provider.signed("at+jwt", claimsOf(user, Map.of("typ", "Refresh"))));
        bad.put("Keycloak without the mapper", token(user, Map.of("aud", "account")));
        bad.put("for another program", provider.signed("at+jwt", claimsOf(user, Map.of("aud", List.of("another")))));
        bad.put("without an audience", provider.signed("at+jwt", without("aud", bare)));
        bad.put("without a subject", provider.signed("at+jwt", without("sub", bare)));
        for (var each : bad.entrySet()) {
            for (String path : List.of(ME, "/engine-rest/task/count")) {
                assertThat(bearer(path, each.getValue()).statusCode())
                        .as(each.getKey())
                        .isEqualTo(401);
            }
        }
    }

    @Test
    void theAccountIsTheSubjectsWhoCameFirstHoweverHeCame() throws Exception {
        signedIn("officer310105");
        provider.knows("impostor", with("preferred_username", "officer310105", of("310105", "officer")));
        TestWindow window = new TestWindow(base);
        HttpResponse<String> refused = window.signsIn("impostor", TASKLIST);
        assertThat(refused.statusCode()).isEqualTo(403);
        assertThat(refused.body()).contains("账号“officer310105”在本系统已经绑定统一身份认证中的另一个身份");
        assertThat(window.get(ME).statusCode()).isEqualTo(401);
        assertThat(jdbc.sql("select user_id || ' ' || operation || ' ' || detail from access_log"
                                + " where what = 'SIGN_IN_FAILED' order by id desc limit 1")
                        .query(String.class)
                        .single())
                .isEqualTo("officer310105 统一身份认证 access.account-of-another");
        HttpResponse<String> token = bearer(ME, token("officer310105", Map.of("sub", "impostor")));
        assertThat(token.statusCode()).isEqualTo(401);
        assertThat(token.body()).contains("access.account-of-another");
        await("it is on record")
                .until(() ->
                        jdbc.sql("select count(*) from access_log where what = 'DENIED' and user_id = 'officer310105'"
                                                + " and detail = '401 access.account-of-another'")
                                        .query(Long.class)
                                        .single()
                                >= 1);
        assertThat(rolesInDirectory("officer310105")).as("nothing has changed").containsExactly("officer");

        // By a token first: then nobody else signs in.
        jdbc.sql("delete from account_subject").update();
        assertThat(bearer(ME, token("officer310105", Map.of("sub", "of-a-program")))
                        .statusCode())
                .isEqualTo(200);
        assertThat(new TestWindow(base).signsIn("officer310105", TASKLIST).statusCode())
                .isEqualTo(403);
        assertThat(bearer(ME, token("officer310105", Map.of())).statusCode()).isEqualTo(401);
        assertThat(bearer(ME, token("officer330110", Map.of("sub", "of-a-program", "organisation", "330110")))
                        .body())
                .as("nor has he a second account")
                .contains("access.subject-of-another");
    }

    private static Map<String, Object> with(String claim, Object value, Map<String, Object> claims) {
        Map<String, Object> all = new HashMap<>(claims);
        all.put(claim, value);
        return all;
    }

    /** As after a provider was rebuilt: everybody has another subject there. */
    @Test
    @Tag("thorough")
    void aReleasedAccountIsTheNextOnesAndOldSessionsAndTokensAreOver() throws Exception {
        TestWindow before = signedIn("officer310105");
        String old = token("officer310105", Map.of());
        later(Duration.ofSeconds(5));
        assertThat(jdbc.sql(
                                "update account_subject set released_at = ?, released_by = 'li.ops', release_reason = '重新建立'")
                        .param(timestamp(clock.instant()))
                        .update())
                .isEqualTo(1);
        HttpResponse<String> late = bearer(ME, old);
        assertThat(late.statusCode()).isEqualTo(401);
        assertThat(late.body()).contains("access.binding-released");
        later(Duration.ofSeconds(60));
        assertThat(before.get(ME).statusCode())
                .as("a session from before gives it nobody")
                .isEqualTo(401);
        assertThat(bound("officer310105")).isEmpty();

        provider.knows("rebuilt", with("preferred_username", "officer310105", of("310105", "officer")));
        TestWindow after = new TestWindow(base);
        assertThat(after.signsIn("rebuilt", TASKLIST).statusCode()).isEqualTo(200);
        assertThat(json(after.get(ME)).path("userId").asText()).isEqualTo("officer310105");
        assertThat(bound("officer310105")).containsExactly("rebuilt");
        assertThat(new TestWindow(base).signsIn("officer310105", TASKLIST).statusCode())
                .isEqualTo(403);
    }

    /** Begun before anything was bound, by the release before. */
    @Test
    @Tag("thorough")
    void aSessionOfTheReleaseBeforeGoesOnAndIsFirstSight() {
        TestWindow window = signedIn("officer310105");
        jdbc.sql("delete from account_subject").update();
        later(Duration.ofSeconds(61));
        assertThat(window.get(ME).statusCode()).isEqualTo(200);
        assertThat(bound("officer310105")).containsExactly("officer310105");
    }

    private List<String> bound(String account) {
        return jdbc.sql("select subject from account_subject where account = ? and released_at is null")
                .param(account)
                .query(String.class)
                .list();
    }

    @Test
    @Tag("thorough")
    void withTheRoleThatTheProviderTakesAwayGoesTheTaskThatHeHeld() throws Exception {
        signedIn("officer310105");
        signedIn("unithead310105");
        String officer = token("officer310105", Map.of());
        String head = token("unithead310105", Map.of("roles", List.of("unitHead"), "amr", List.of("pwd", "otp")));
        HttpResponse<String> raised = posts(
                "/engine-rest/process-definition/key/assistanceRequest/submit-form",
                officer,
                Map.of("variables", variables(Requests.question())));
        assertThat(raised.statusCode()).as(raised.body()).isEqualTo(200);
        String caseNo = json(raised).path("businessKey").asText();
        String task = await("the approval waits")
                .until(
                        () -> tasks.createTaskQuery()
                                .processInstanceBusinessKey(caseNo)
                                .taskDefinitionKey("approveRequest")
                                .singleResult(),
                        Objects::nonNull)
                .getId();
        assertThat(posts("/engine-rest/task/" + task + "/claim", head, Map.of("userId", "unithead310105"))
                        .statusCode())
                .isEqualTo(204);

        provider.knows("unithead310105", of("310105", "officer"));
        assertThat(new TestWindow(base).signsIn("unithead310105", TASKLIST).statusCode())
                .isEqualTo(200);

        assertThat(tasks.createTaskQuery().taskId(task).singleResult().getAssignee())
                .isNull();
        assertThat(jdbc.sql("select what from case_event where feature = 'casefile' and detail ->> 'task' = ?")
                        .param(task)
                        .query(String.class)
                        .list())
                .containsExactly("TASK_FREE_AGAIN");
        assertThat(posts("/engine-rest/task/" + task + "/claim", head, Map.of("userId", "unithead310105"))
                        .statusCode())
                .as("a token from before gives it back to nobody")
                .isEqualTo(401);
    }

    private HttpResponse<String> posts(String path, String token, Object body) throws Exception {
        return HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create(base + path))
                                .header("Authorization", "Bearer " + token)
                                .header("Content-Type", "application/json")
                                .POST(BodyPublishers.ofString(JSON.writeValueAsString(body)))
                                .build(),
                        BodyHandlers.ofString());
    }

    @Test
    @Tag("thorough")
    void aTokenThatLivesLongIsAskedAboutEachMinute() throws Exception {
        signedIn("officer310105");
        assertThat(bearer(ME, token("officer310105", Map.of("exp", Instant.now().plusSeconds(600))))
                        .statusCode())
                .as("of which the provider knows nothing")
                .isEqualTo(401);
        String token = granted("officer310105");
        assertThat(bearer(ME, token).statusCode()).isEqualTo(200);
        provider.forgetsGrants();
        assertThat(bearer(ME, token).statusCode()).as("believed for a minute").isEqualTo(200);
        later(Duration.ofSeconds(61));
        assertThat(bearer(ME, token).statusCode()).isEqualTo(401);
    }

    /** As a program is given one by the provider. */
    private String granted(String user) throws Exception {
        TestWindow window = new TestWindow(provider.issuer());
        String asked = "/oauth2/authorize?response_type=code&scope=openid&client_id=" + TestProvider.PROGRAM
                + "&redirect_uri=" + TestProvider.PROGRAMS_ADDRESS;
        HttpResponse<String> login = window.opens(asked);
        HttpClient client = HttpClient.newHttpClient();
        String code = window.codeFor(login, user);
        HttpResponse<String> answer = client.send(
                HttpRequest.newBuilder(URI.create(provider.issuer() + "/oauth2/token"))
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .header(
                                "Authorization",
                                "Basic "
                                        + Base64.getEncoder()
                                                .encodeToString((TestProvider.PROGRAM + ":"
                                                                + TestProvider.secretOf(TestProvider.PROGRAM))
                                                        .getBytes(StandardCharsets.UTF_8)))
                        .POST(BodyPublishers.ofString("grant_type=authorization_code&code=" + code + "&redirect_uri="
                                + TestProvider.PROGRAMS_ADDRESS))
                        .build(),
                BodyHandlers.ofString());
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return json(answer).path("access_token").asText();
    }

    private HttpResponse<String> bearer(String path, String token) throws Exception {
        return authorized(path, "Bearer " + token);
    }

    private HttpResponse<String> authorized(String path, String by) throws Exception {
        return HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create(base + path))
                                .header("Authorization", by)
                                .GET()
                                .build(),
                        BodyHandlers.ofString());
    }

    @Test
    @Tag("thorough")
    void theFirstAccountMakesTheOthersAndNobodyIsASystemAdministrator() {
        provider.knows("zhangwei", of("*", "accountAdmin", "pwd", "otp"));
        TestWindow first = new TestWindow(base);
        assertThat(first.signsIn("zhangwei", "/camunda/app/admin/default/").statusCode())
                .isEqualTo(200);
        assertThat(json(first.get(ME)).path("roles")).hasToString("[\"accountAdmin\"]");
        provider.knows("admin", of("*", "accountAdmin", "pwd", "otp"));
        HttpResponse<String> refused = new TestWindow(base).signsIn("admin", TASKLIST);
        assertThat(refused.statusCode()).isEqualTo(403);
        assertThat(refused.body()).contains("只供系统内部使用");
        assertThat(rolesInDirectory("admin")).containsExactly("camunda-admin");
    }

    /** The file says who people are, the provider what they may: he who is brought in has no password and no role until he signs in. */
    @Test
    @Tag("thorough")
    void aProgramWithATokenBringsPeopleInWhoseRolesAreTheProviders() throws Exception {
        provider.knows("zhangwei", of("*", "accountAdmin", "pwd", "otp"));
        new TestWindow(base).signsIn("zhangwei", "/camunda/app/admin/default/");
        signedIn("officer310105");
        String token = token(
                "zhangwei",
                Map.of("organisation", "*", "roles", List.of("accountAdmin"), "amr", List.of("pwd", "otp")));
        String file = "账号,姓名\nwang.new,王新\n";
        assertThat(brings(file, token("officer310105", Map.of())).statusCode()).isEqualTo(403);
        HttpResponse<String> refused = brings("账号,姓名,角色\nwang.new,王新,办案人员\n", token);
        assertThat(refused.statusCode()).as(refused.body()).isEqualTo(422);
        assertThat(refused.body()).contains("角色由统一身份认证给出");
        assertThat(identity.createUserQuery().userId("wang.new").count()).isZero();
        try {
            HttpResponse<String> brought = brings(file, token);
            assertThat(brought.statusCode()).as(brought.body()).isEqualTo(200);
            assertThat(json(brought).at("/details/0/state").asText()).isEqualTo("NEW");
            assertThat(json(brought).at("/details/0").has("password")).isFalse();
            assertThat(rolesInDirectory("wang.new")).isEmpty();
            assertThat(json(brings(file, token)).path("changed").asInt(-1)).isZero();
            provider.knows("wang.new", of("310105", "办案人员"));
            assertThat(json(signedIn("wang.new").get(ME)).path("roles")).hasToString("[\"officer\"]");
        } finally {
            identity.deleteUser("wang.new");
        }
    }

    private HttpResponse<String> brings(String file, String token) throws Exception {
        return HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create(base + "/api/directory"))
                                .header("Authorization", "Bearer " + token)
                                .header("Content-Type", "text/csv")
                                .PUT(BodyPublishers.ofString(file))
                                .build(),
                        BodyHandlers.ofString());
    }

    /** In Chromium, by the provider's own page. */
    @Nested
    @Tag("browser")
    class InABrowser {

        @RegisterExtension
        static final Chromium CHROMIUM = new Chromium();

        @Test
        void oneSignInOpensTasklistAndCockpitAndWhatIsTypedOutlivesTheSession() {
            try (BrowserContext window = CHROMIUM.window()) {
                Page page = window.newPage();
                page.navigate(base + TASKLIST + "#/?searchQuery=%5B%5D");
                atTheProvider(page, "officer310105");
                Tasklist.signedIn(page);
                assertThat(URLDecoder.decode(page.url(), StandardCharsets.UTF_8))
                        .startsWith(base + TASKLIST + "#/");

                page.getByText("发起流程", new Page.GetByTextOptions().setExact(true))
                        .click();
                page.locator(".modal-body")
                        .getByText("协查请求", new Locator.GetByTextOptions().setExact(true))
                        .first()
                        .click();
                Locator field = page.locator(".fjs-form textarea:visible, .fjs-form input[type=text]:visible")
                        .first();
                field.fill("网店甲");
                provider.forgetsGrants();
                later(Duration.ofSeconds(61));
                field.press("End");
                field.pressSequentially("乙");
                Locator dialog = page.locator("dialog.dr-sign-in");
                dialog.waitFor();
                assertThat(dialog.innerText()).contains("表单中的内容都还在", "officer310105");
                Page other = window.waitForPage(() -> dialog.getByText("登录并继续").click());
                // The provider still knows him and asks nothing: the window closes by itself.
                other.waitForClose(() -> {});
                dialog.waitFor(new Locator.WaitForOptions()
                        .setState(com.microsoft.playwright.options.WaitForSelectorState.DETACHED));
                assertThat(field.inputValue()).isEqualTo("网店甲乙");
            }
            try (BrowserContext window = CHROMIUM.window()) {
                Page page = window.newPage();
                page.navigate(base + "/camunda/app/cockpit/default/");
                atTheProvider(page, "supervisor310105");
                Tasklist.signedIn(page);
                assertThat(page.url()).startsWith(base + "/camunda/app/cockpit/default/");
                page.navigate(base + TASKLIST);
                Tasklist.signedIn(page);
                Chromium.picture(page, Chromium.SCREENS.resolve("signed-in.png"));
                page.locator(".account .dropdown-toggle, .account a").first().click();
                page.locator(".account").getByText("退出").first().click();
                page.getByText("已退出登录。").waitFor();
                assertThat(page.url()).isEqualTo(base + "/signed-out");
                ScreenCheck check = ScreenCheck.ofCases();
                check.look(page, "signed out");
                page.getByText("重新登录").click();
                page.locator("input[name=password]").waitFor();
                provider.knows("unithead330110", of("330110", "unitHead"));
                page.fill("input[name=username]", "unithead330110");
                page.fill("input[name=password]", "demo");
                page.click("button[type=submit]");
                page.getByText("必须验证第二种身份凭证").waitFor();
                check.look(page, "no second factor");
                Chromium.picture(page, Chromium.SCREENS.resolve("refused.png"));
                check.nothingWasFound();
            }
        }

        private void atTheProvider(Page page, String user) {
            page.waitForURL(url -> url.startsWith(provider.issuer() + "/login"));
            page.fill("input[name=username]", user);
            page.fill("input[name=password]", "demo");
            page.click("button[type=submit]");
        }
    }
}
