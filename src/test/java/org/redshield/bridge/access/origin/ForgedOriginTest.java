package org.redshield.bridge.access.origin;

import static org.assertj.core.api.Assertions.assertThat;

import org.camunda.bpm.engine.IdentityService;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.redshield.bridge.support.People;
import org.redshield.bridge.support.RawHttp;
import org.redshield.bridge.support.Scenario;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Whatever a request says of where it comes from and to whom it goes, to a bridge that nobody told of a proxy. */
class ForgedOriginTest extends Scenario {

    private static final int TRIES = 300;

    @LocalServerPort
    private int port;

    @Autowired
    private IdentityService identity;

    @Autowired
    private JdbcClient jdbc;

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
    void threeHundredForgedAddressesAreDelayedAsOne() {
        String plain = people.hire("forged-not", "officer", "310105");
        String forged = people.hire("forged-from", "officer", "310105");
        int plainly = 0;
        int forgedly = 0;
        for (int i = 0; i < TRIES; i++) {
            String address = "203.0." + i / 200 + "." + i % 200;
            if (RawHttp.get(port, "/api/me", RawHttp.basic(plain, "wrong")).status() == 401) {
                plainly++;
            }
            int status = RawHttp.get(
                            port,
                            "/api/me",
                            RawHttp.basic(forged, "wrong"),
                            "X-Forwarded-For: " + address,
                            "X-Real-IP: " + address,
                            "Forwarded: for=" + address)
                    .status();
            assertThat(status).isIn(401, 429);
            if (status == 401) {
                forgedly++;
            }
        }
        // A moment's difference may let one more through on either side.
        assertThat(forgedly).isBetween(1, plainly + 1).isLessThan(30);
        assertThat(jdbc.sql("select distinct source from access_log where what = 'SIGN_IN_FAILED' and user_id = ?")
                        .param(forged)
                        .query(String.class)
                        .list())
                .containsExactly("127.0.0.1");
    }

    @Test
    void noHostOfARequestIsRepeated() {
        for (String path : new String[] {"/", "/camunda", "/camunda/app/tasklist", "/v3/api-docs", "/nothing/there"}) {
            RawHttp.Answer answer = RawHttp.get(
                    port,
                    path,
                    "Host: evil.example",
                    "X-Forwarded-Host: evil.example",
                    "X-Forwarded-Proto: https",
                    "Forwarded: host=evil.example;proto=https",
                    RawHttp.basic("officer310105", "demo"));
            assertThat(answer.status()).as(path).isBetween(200, 404);
            assertThat(answer.text()).as(path).doesNotContain("evil.example");
            assertThat(answer.header("Strict-Transport-Security")).as(path).isEmpty();
        }
    }
}
