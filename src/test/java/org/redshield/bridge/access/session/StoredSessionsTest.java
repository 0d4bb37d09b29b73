package org.redshield.bridge.access.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectOutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.camunda.bpm.webapp.impl.security.auth.Authentications;
import org.camunda.bpm.webapp.impl.security.auth.UserAuthentication;
import org.camunda.bpm.webapp.impl.security.filter.util.CsrfConstants;
import org.junit.jupiter.api.Test;
import org.redshield.bridge.support.Browser;
import org.redshield.bridge.support.CapturedLog;
import org.redshield.bridge.support.Scenario;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Sessions as all nodes share them: what a request costs, what happens to those that change at once, and what cannot be read. */
class StoredSessionsTest extends Scenario {

    private static final String CASES = "/api/cases";
    private static final Pattern STATEMENT = Pattern.compile("\\[\\s*(select(?! min)|insert|update|delete)");
    private static final String TOKEN = CsrfConstants.CSRF_TOKEN_SESSION_ATTR_NAME;

    @Autowired
    private StoredSessions sessions;

    @Autowired
    private SessionContent content;

    @Autowired
    private JdbcClient jdbc;

    private Browser officer() {
        return Browser.signedIn(address(), "officer310105");
    }

    private String column(Browser browser, String column) {
        return jdbc.sql("select cast(" + column + " as text) from web_session where id = ?")
                .param(StoredSessions.row(browser.session()))
                .query(String.class)
                .single();
    }

    private void set(Browser browser, String what) {
        assertThat(jdbc.sql("update web_session set " + what + " where id = ?")
                        .param(StoredSessions.row(browser.session()))
                        .update())
                .isEqualTo(1);
    }

    /** A session of nobody's browser, signed in. */
    private String session(String user) {
        StoredSession session = sessions.createSession();
        Authentications signedIn = new Authentications();
        signedIn.addOrReplace(new UserAuthentication(user, "default"));
        session.setAttribute(StoredSession.SIGNED_IN, signedIn);
        sessions.save(session);
        return session.getId();
    }

    private static void signOut(StoredSession session) {
        Authentications signedIn = session.getAttribute(StoredSession.SIGNED_IN);
        signedIn.removeByEngineName("default");
        session.setAttribute(StoredSession.SIGNED_IN, signedIn);
    }

    private static void changeGroups(StoredSession session) {
        Authentications signedIn = session.getAttribute(StoredSession.SIGNED_IN);
        ((UserAuthentication) signedIn.getAuthenticationForProcessEngine("default")).setGroupIds(List.of("officer"));
    }

    @Test
    void aRequestReadsItsSessionOnceAndWritesNothing() {
        assertThat(statements(() -> Browser.anonymous(address())))
                .as("the page that asks to sign in")
                .containsExactly("insert");
        List<Browser> officers = new ArrayList<>();
        assertThat(statements(() -> officers.add(officer())))
                .as("that page, the password, and what a page asks for first, with its token")
                .containsExactly("insert", "select", "delete", "select", "insert", "update", "select", "update");
        Browser officer = officers.get(0);
        for (String path : List.of(
                CASES,
                "/api/me",
                "/no-such-page",
                "/camunda/app/tasklist/default/",
                "/camunda/api/engine/engine/default/task/count")) {
            assertThat(statements(() -> officer.get(path))).as(path).containsExactly("select");
        }
        assertThat(statements(() -> officer.post("/camunda/api/engine/engine/default/task/count", Map.of())))
                .containsExactly("select");
        for (String file : List.of("/bridge/provider.js", "/actuator/health/readiness", "/camunda/favicon.ico")) {
            assertThat(statements(() -> officer.get(file))).as(file).isEmpty();
        }
    }

    /** What is asked of the sessions' table meanwhile, but for the sweep. */
    private static List<String> statements(Runnable request) {
        Logger jdbc = (Logger) LoggerFactory.getLogger(JdbcTemplate.class);
        Level before = jdbc.getLevel();
        jdbc.setLevel(Level.DEBUG);
        try (CapturedLog log = new CapturedLog()) {
            request.run();
            return log
                    .events(it -> it.getLoggerName().equals(JdbcTemplate.class.getName())
                            && it.getFormattedMessage().contains("web_session")
                            && !it.getFormattedMessage().contains("order by"))
                    .stream()
                    .map(it -> STATEMENT.matcher(it.getFormattedMessage()))
                    .filter(Matcher::find)
                    .map(its -> its.group(1))
                    .toList();
        } finally {
            jdbc.setLevel(before);
        }
    }

    @Test
    void itsLastUseIsWrittenDownOnceAMinuteAndByNoFile() {
        Browser officer = officer();
        set(officer, "used_at = now() - interval '50 seconds'");
        String used = column(officer, "used_at");
        officer.get(CASES);
        assertThat(column(officer, "used_at")).isEqualTo(used);
        set(officer, "used_at = now() - interval '61 seconds', expires_at = now() + interval '1 minute'");
        used = column(officer, "used_at");
        assertThat(officer.get("/bridge/provider.js").status()).isEqualTo(200);
        assertThat(officer.get("/actuator/health/readiness").status()).isEqualTo(200);
        assertThat(column(officer, "used_at"))
                .as("its session was not asked for")
                .isEqualTo(used);
        officer.get(CASES);
        assertThat(column(officer, "used_at")).isNotEqualTo(used);
        assertThat(column(officer, "expires_at > now() + interval '29 minutes'"))
                .isEqualTo("true");
    }

    @Test
    void whoReadsTheTableLearnsNeitherCookieNorContent() {
        Browser officer = officer();
        String token = sessions.findById(officer.session()).getAttribute(TOKEN);
        assertThat(token).isNotBlank();
        byte[] stored = jdbc.sql("select content from web_session where id = ?")
                .param(StoredSessions.row(officer.session()))
                .query(byte[].class)
                .single();
        assertThat(new String(stored, StandardCharsets.ISO_8859_1)).doesNotContain(token, "officer310105");
        assertThat(jdbc.sql("select count(*) from web_session where id = ?")
                        .param(officer.session())
                        .query(Integer.class)
                        .single())
                .isZero();
        // Nor can he put one session's content under another one's name.
        Browser colleague = Browser.signedIn(address(), "officer330110");
        jdbc.sql("update web_session set content = ? where id = ?")
                .params(stored, StoredSessions.row(colleague.session()))
                .update();
        assertThat(colleague.get(CASES).status()).isEqualTo(401);
    }

    @Test
    void whoseSessionCannotBeReadSignsInAgain() throws IOException {
        Browser officer = officer();
        set(officer, "content = '\\x00'");
        assertThat(officer.get(CASES).status()).isEqualTo(401);
        assertThat(officer.get("/camunda/app/tasklist/default/").status()).isEqualTo(200);

        Browser colleague = officer();
        String row = StoredSessions.row(colleague.session());
        ByteArrayOutputStream unknown = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(unknown)) {
            out.writeObject(new PriorityQueue<>(List.of("a", "b")));
        }
        assertThat(jdbc.sql("update web_session set content = ? where id = ?")
                        .params(content.sealed(row, Map.of("unknown", unknown.toByteArray())), row)
                        .update())
                .isEqualTo(1);
        assertThat(colleague.get(CASES).status()).isEqualTo(401);
        StoredSession mine = sessions.createSession();
        mine.setAttribute("unknown", new PriorityQueue<>(List.of("a")));
        assertThatThrownBy(() -> sessions.save(mine)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void whileTheDatabaseDoesNotSayWhoAsksNobodyIsSignedOut() throws Exception {
        Browser officer = officer();
        String page;
        jdbc.sql("alter table web_session rename to web_session_away").update();
        try {
            assertThat(officer.get(CASES).status()).isEqualTo(503);
            assertThat(officer.get(CASES).text()).contains("access.sessions-away", "您没有退出登录");
            HttpResponse<String> answer = HttpClient.newHttpClient()
                    .send(
                            HttpRequest.newBuilder(URI.create(address() + "/camunda/app/tasklist/default/"))
                                    .header("Cookie", "JSESSIONID=" + officer.session())
                                    .header("Accept", "text/html")
                                    .build(),
                            BodyHandlers.ofString());
            assertThat(answer.statusCode()).isEqualTo(503);
            assertThat(answer.headers().firstValue("Set-Cookie")).isEmpty();
            page = answer.body();
            assertThat(officer.get("/bridge/provider.js").status()).isEqualTo(200);
            assertThat(officer.get("/actuator/health/readiness").status()).isEqualTo(200);
        } finally {
            jdbc.sql("alter table web_session_away rename to web_session").update();
        }
        assertThat(page).contains("<html lang=\"zh-CN\">", "您没有退出登录");
        assertThat(officer.get(CASES).status()).isEqualTo(200);
    }

    @Test
    void whoSignsOutIsOutWhateverElseIsUnderWay() {
        String id = session("officer310105");
        StoredSession out = sessions.findById(id);
        StoredSession late = sessions.findById(id);
        signOut(out);
        sessions.save(out);
        changeGroups(late);
        late.setAttribute("other", "kept");
        sessions.save(late);
        assertThat(sessions.findById(id).person()).isNull();
        assertThat(sessions.findById(id).<String>getAttribute("other")).isEqualTo("kept");

        String another = session("officer310105");
        StoredSession slow = sessions.findById(another);
        StoredSession quick = sessions.findById(another);
        changeGroups(quick);
        sessions.save(quick);
        signOut(slow);
        sessions.save(slow);
        assertThat(sessions.findById(another).person()).isNull();

        StoredSession ended = sessions.findById(another);
        sessions.deleteById(another);
        ended.setAttribute("other", "too late");
        sessions.save(ended);
        assertThat(sessions.findById(another)).isNull();
    }

    /** When a request is over Camunda's filter puts back what it found when the request began. */
    @Test
    void whatARequestFoundWhenItBeganSignsNobodyInAgain() {
        String id = session("officer310105");
        StoredSession slow = sessions.findById(id);
        Authentications found = slow.getAttribute(StoredSession.SIGNED_IN);
        StoredSession out = sessions.findById(id);
        signOut(out);
        sessions.save(out);
        for (String answer : List.of("begins", "goes on")) {
            slow.setAttribute("slow", answer);
            sessions.save(slow);
            StoredSession quick = sessions.findById(id);
            quick.setAttribute("quick", answer);
            sessions.save(quick);
        }
        slow.setAttribute(StoredSession.SIGNED_IN, found);
        sessions.save(slow);
        assertThat(sessions.findById(id).person()).isNull();

        String another = session("officer310105");
        StoredSession leaves = sessions.findById(another);
        Authentications current = leaves.getAttribute(StoredSession.SIGNED_IN);
        StoredSession quick = sessions.findById(another);
        changeGroups(quick);
        sessions.save(quick);
        leaves.setAttribute("slow", "begins");
        sessions.save(leaves);
        assertThat(leaves.person()).isEqualTo("officer310105");
        current.removeByEngineName("default");
        leaves.setAttribute(StoredSession.SIGNED_IN, current);
        sessions.save(leaves);
        assertThat(sessions.findById(another).person())
                .as("who signs out by it")
                .isNull();
    }

    /** Nobody may believe that he is out and is not; nor does a page hear of a token that the next node does not know. */
    @Test
    void whoseSignOutOrTokenCannotBeWrittenIsToldSo() throws Exception {
        String id = session("officer310105");
        jdbc.sql("create function nobody_writes() returns trigger language plpgsql as 'begin return null; end'")
                .update();
        jdbc.sql("create trigger nobody_writes before update on web_session for each row when (old.id = '"
                        + StoredSessions.row(id) + "') execute function nobody_writes()")
                .update();
        try {
            StoredSession out = sessions.findById(id);
            signOut(out);
            assertThatThrownBy(() -> sessions.save(out)).isInstanceOf(SessionsAway.class);
            StoredSession other = sessions.findById(id);
            other.setAttribute("other", "is made again by the next request");
            sessions.save(other);
            StoredSession page = sessions.findById(id);
            assertThatThrownBy(() -> page.setAttribute(TOKEN, "NEW")).isInstanceOf(SessionsAway.class);
            assertThat(page.<String>getAttribute(TOKEN)).isNull();
            HttpResponse<String> answer = HttpClient.newHttpClient()
                    .send(
                            HttpRequest.newBuilder(URI.create(address() + "/camunda/api/admin/auth/user/default"))
                                    .header("Cookie", "JSESSIONID=" + id)
                                    .build(),
                            BodyHandlers.ofString());
            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(503);
            assertThat(answer.headers().allValues("Set-Cookie")).noneMatch(cookie -> cookie.startsWith("XSRF-TOKEN="));
        } finally {
            jdbc.sql("drop function nobody_writes() cascade").update();
        }
        assertThat(sessions.findById(id).person()).isEqualTo("officer310105");
    }

    /** Whoever plants a session of his own in somebody's browser has nothing when that person has signed in. */
    @Test
    void aSessionFromBeforeTheSignInIsGoneWithIt() {
        Browser officer = Browser.anonymous(address());
        String planted = officer.session();
        assertThat(sessions.findById(planted)).isNotNull();
        assertThat(officer.login("officer310105", "demo").status()).isEqualTo(200);
        assertThat(officer.session()).isNotEqualTo(planted);
        assertThat(sessions.findById(planted)).isNull();
        assertThat(sessions.findById(StoredSessions.row(officer.session())))
                .as("by what the table calls it")
                .isNull();
    }

    /** As at a sign-in: what was known by the old name, to whomever, is gone. */
    @Test
    void aSessionThatWasCalledAnewIsNotFoundByItsOldNameEvenWhereItEnds() {
        String before = session("officer310105");
        StoredSession session = sessions.findById(before);
        String after = session.changeSessionId();
        assertThat(sessions.findById(before)).isNull();
        assertThat(sessions.findById(after).person()).isEqualTo("officer310105");
        sessions.deleteById(session.getId());
        sessions.save(session);
        assertThat(sessions.findById(before)).isNull();
        assertThat(sessions.findById(after)).isNull();
    }

    @Test
    void allOfAPagesRequestsAreToldOfOneToken() {
        String id = session("officer310105");
        StoredSession one = sessions.findById(id);
        StoredSession other = sessions.findById(id);
        one.setAttribute(TOKEN, "FIRST");
        other.setAttribute(TOKEN, "SECOND");
        assertThat(other.<String>getAttribute(TOKEN)).isEqualTo("FIRST");

        String fresh = session("officer310105");
        HttpClient client = HttpClient.newHttpClient();
        List<CompletableFuture<HttpResponse<Void>>> answers = Stream.generate(() -> client.sendAsync(
                        HttpRequest.newBuilder(URI.create(address() + "/camunda/api/admin/auth/user/default"))
                                .header("Cookie", "JSESSIONID=" + fresh)
                                .build(),
                        BodyHandlers.discarding()))
                .limit(12)
                .toList();
        Set<String> told = answers.stream()
                .map(CompletableFuture::join)
                .flatMap(answer -> answer.headers().allValues("Set-Cookie").stream())
                .filter(cookie -> cookie.startsWith("XSRF-TOKEN="))
                .map(cookie -> cookie.substring(11, cookie.indexOf(';')))
                .collect(Collectors.toSet());
        assertThat(told).containsExactly(sessions.findById(fresh).<String>getAttribute(TOKEN));
    }

    @Test
    void whatHasExpiredIsNotFoundAndGoesInPortions() {
        Browser officer = officer();
        set(officer, "expires_at = now() - interval '1 second'");
        assertThat(officer.get(CASES).status()).isEqualTo(401);
        jdbc.sql("""
                insert into web_session (id, version, idle_seconds, expires_at, content)
                select 'expired-' || n, 1, 60, now() - interval '1 minute', '' from generate_series(1, 1500) n
                """).update();
        assertThat(sessions.nextExpiry())
                .hasValueSatisfying(next -> assertThat(next).isBefore(Instant.now()));
        while (sessions.deleteExpired()) {
            // The next portion.
        }
        assertThat(jdbc.sql("select count(*) from web_session where expires_at <= now()")
                        .query(Integer.class)
                        .single())
                .isZero();
        assertThat(sessions.findById(session("officer310105"))).isNotNull();
    }

    @Test
    void aLeaseIsOnesUntilItIsGivenBackOrOver() {
        String id = session("officer310105");
        StoredSession one = sessions.findById(id);
        StoredSession other = sessions.findById(id);
        assertThat(one.lease(Duration.ofMinutes(1))).isTrue();
        assertThat(other.lease(Duration.ofMinutes(1))).isFalse();
        one.release();
        assertThat(other.lease(Duration.ofMinutes(1))).isTrue();
        jdbc.sql("update web_session set leased_until = now() - interval '1 second' where id = ?")
                .param(StoredSessions.row(id))
                .update();
        assertThat(one.lease(Duration.ofMinutes(1))).as("its holder was killed").isTrue();
        other.release();
        assertThat(other.lease(Duration.ofMinutes(1)))
                .as("or was late: it gives back its own alone")
                .isFalse();
    }
}
