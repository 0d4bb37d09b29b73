package org.redshield.bridge.scenario;

import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.redshield.bridge.bureau.Organisations;
import org.redshield.bridge.platform.guard.Gateways;
import org.redshield.bridge.scenario.AuthorityScenario.Walks;
import org.redshield.bridge.work.Signals;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The task of 恢复后核对 tried by everybody who may not do it. */
@Walks("restoredDisposition")
class RestoredAuthorityTest extends AuthorityScenario {

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private Gateways gateways;

    @Autowired
    private Signals signals;

    @Autowired
    private Organisations bureaus;

    @AfterEach
    void forget() {
        LostLetter.forget(jdbc);
    }

    @Override
    void walk() {
        caseNo = raised("officer310105", Requests.direct("SHOP_SUBJECT"));
        new LostLetter(jdbc, gateways, signals, bureaus).warns(caseNo, "S1000001");
        isOnlyFor(YUHANG, "decideFoundDisposition", Map.of("decision", "adopt"));

        everyTaskWasTried(Set.of("restoredDisposition"));
    }
}
