package org.redshield.bridge.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.authorization.Groups;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.redshield.bridge.support.Browser;
import org.redshield.bridge.support.People;
import org.redshield.bridge.support.Scenario;
import org.springframework.beans.factory.annotation.Autowired;

/** Who gets in: to the APIs with a password or with Tasklist's session, and to the setup nobody. */
class SignInTest extends Scenario {

    @Autowired
    private IdentityService identity;

    private People people;

    @BeforeEach
    void hire() {
        people = new People(identity);
    }

    @AfterEach
    void dismiss() {
        people.dismissAll();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/api/cases",
                "/engine-rest/task/count",
                "/engine-rest/engine",
                "/v3/api-docs",
                "/v3/api-docs.yaml"
            })
    void aPasswordIsAskedForAndTheRightOneIsNeeded(String path) throws Exception {
        HttpResponse<String> without = get(path, null);
        assertThat(without.statusCode()).isEqualTo(401);
        assertThat(without.headers().firstValue("Content-Type").orElse("")).startsWith("application/problem+json");
        assertThat(without.headers().firstValue("WWW-Authenticate").orElse("")).startsWith("Basic");
        assertThat(without.body()).contains("access.sign-in-required");
        // Nobody and somebody of this test: wrong passwords delay the account.
        assertThat(get(path, "nobody" + path.length() + ":demo").statusCode()).isEqualTo(401);
        String person = people.hire("forgetful", "officer", "310105");
        assertThat(get(path, person + ":demo").statusCode()).isEqualTo(200);
        assertThat(get(path, person + ":").statusCode()).isEqualTo(401);
        assertThat(get(path, person + ":wrong").statusCode()).isEqualTo(401);
    }

    @Test
    void tasklistsSessionReadsTheApi() {
        Browser officer = Browser.signedIn(as(null).base(), "officer310105");
        assertThat(officer.get("/api/cases").status()).isEqualTo(200);
    }

    /** Tasklist asks for several things at once: a session that changes under it would sign the person out. */
    @Test
    void readingTheApiKeepsTheSession() {
        Browser officer = Browser.signedIn(as(null).base(), "officer310105");
        String session = officer.session();
        officer.get("/api/cases");
        officer.get("/api/no-such-thing");
        assertThat(officer.session()).isEqualTo(session);
    }

    @Test
    void tasklistsSessionDoesNotOpenTheEnginesApi() {
        Browser officer = Browser.signedIn(as(null).base(), "officer310105");
        assertThat(officer.get("/engine-rest/task/count").status()).isEqualTo(401);
    }

    @Test
    void whatChangesSomethingNeedsTheSessionsToken() {
        Browser officer = Browser.signedIn(as(null).base(), "officer310105");
        String path = "/api/evidence/00000000-0000-7000-8000-000000000000/verification";
        assertThat(officer.postFromElsewhere(path, Map.of()).status()).isEqualTo(401);
        // Signed in, so it is the evidence that is asked for, and there is none.
        assertThat(officer.post(path, Map.of()).status()).isEqualTo(404);
    }

    @Test
    void nobodyDeletesHisOwnAccountButEverybodyChangesHisPassword() {
        String person = people.hire("leaving", "officer", "310105");
        assertThat(as(person).delete("/engine-rest/user/leaving").status()).isEqualTo(403);
        assertThat(as(person)
                        .put(
                                "/engine-rest/user/leaving/credentials",
                                Map.of("password", "Neues-Wort7", "authenticatedUserPassword", "demo"))
                        .status())
                .isEqualTo(204);
        assertThat(identity.checkPassword(person, "Neues-Wort7")).isTrue();
    }

    @Test
    void whoIsNotSignedInLearnsOfTheHealthNoMoreThanTheStatus() {
        assertThat(as(null).get("/actuator/health").text()).isEqualTo("{\"status\":\"UP\"}");
        assertThat(as(null).get("/actuator/health/readiness").text()).isEqualTo("{\"status\":\"UP\"}");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/camunda/api/admin/setup/default/user/create",
                "/camunda/api/admin/setup;x=1/default/user/create",
                "/camunda/api/admin;y=2/setup/default/user/create",
                "/camunda/api/admin/%73etup/default/user/create",
                "/camunda/api/admin/setup/default/user/create/",
                "/camunda/api//admin/setup/default/user/create",
                "/camunda/api/admin/./setup/default/user/create",
                "/camunda/api/admin/x/../setup/default/user/create",
                "/camunda/api/admin/Setup/default/user/create",
                "/camunda/api/admin/auth/../setup/default/user/create"
            })
    void nobodyBecomesAdministratorWhileThereIsNone(String path) throws Exception {
        Map<String, Object> user = Map.of(
                "profile", Map.of("id", "intruder", "firstName", "x", "lastName", "y"),
                "credentials", Map.of("password", "intruder"));
        identity.deleteMembership("admin", Groups.CAMUNDA_ADMIN);
        try {
            assertThat(identity.createUserQuery()
                            .memberOfGroup(Groups.CAMUNDA_ADMIN)
                            .count())
                    .isZero();
            // With the cross-site token that anybody gets who opens the page, so that nothing else refuses it.
            assertThat(Browser.anonymous(as(null).base()).post(path, user).status())
                    .isIn(400, 404);
            assertThat(identity.createUserQuery().userId("intruder").count()).isZero();
        } finally {
            identity.createMembership("admin", Groups.CAMUNDA_ADMIN);
            identity.deleteUser("intruder");
        }
    }

    private HttpResponse<String> get(String path, String credentials) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(as(null).base() + path));
        if (credentials != null) {
            request.header(
                    "Authorization",
                    "Basic " + Base64.getEncoder().encodeToString(credentials.getBytes(StandardCharsets.UTF_8)));
        }
        return HttpClient.newHttpClient().send(request.build(), BodyHandlers.ofString());
    }
}
