package org.redshield.bridge.indicators;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.verifyNoInteractions;

import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.redshield.bridge.Refusal;
import org.redshield.bridge.TestDatabase;
import org.redshield.bridge.access.Caller;
import org.redshield.bridge.access.Forbidden;
import org.redshield.bridge.bureau.PersonNames;
import org.redshield.bridge.cases.CaseAccess;
import org.redshield.bridge.cases.CaseEvents;
import org.redshield.bridge.indicators.IndicatorController.Said;
import org.redshield.bridge.indicators.IndicatorsInCases.IndicatorAct;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.security.authentication.TestingAuthenticationToken;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.transaction.support.TransactionTemplate;

/** What is said of a report, of which one, and by whom. */
class IndicatorControllerTest {

    private static final String CASE = "310105-2026-000001";
    private static final Instant NOW = Instant.parse("2026-09-18T02:00:00Z");

    private final DataSource database = TestDatabase.with("db/changelog/master.xml");
    private final JdbcClient jdbc = JdbcClient.create(database);
    private final IndicatorStore store = new IndicatorStore(jdbc, database);
    private final CaseEvents events = mock(CaseEvents.class);
    private final ShopsOfOrders shops = mock(ShopsOfOrders.class);
    private final IndicatorController indicators = new IndicatorController(
            mock(CaseAccess.class),
            null,
            store,
            shops,
            null,
            new IndicatorVerdicts(
                    null,
                    store,
                    shops,
                    null,
                    events,
                    InstantSource.fixed(NOW),
                    new TransactionTemplate(new JdbcTransactionManager(database))),
            mock(PersonNames.class));

    private static void signedIn(String role) {
        Caller caller = new Caller(role + "310105", Set.of(role), List.of("310105"));
        SecurityContextHolder.getContext().setAuthentication(new TestingAuthenticationToken(caller, null));
    }

    @AfterEach
    void nobodyIsSignedIn() {
        SecurityContextHolder.clearContext();
    }

    private UUID computed(Instant at) {
        UUID run = store.begin(CASE, "310105", "officer310105", List.of(CASE + "-R1-TRADE"), 7, at, at);
        jdbc.sql(
                        "update indicator_run set state = 'DONE', ended_at = started_at, report = 'null', sha256 = repeat('0', 64) where id = ?")
                .param(run)
                .update();
        return run;
    }

    @Test
    void theNewestReportIsShownAndNobodyDecidesAboutAnotherThanHeSaw() {
        signedIn("officer");
        UUID seen = computed(NOW.minusSeconds(60));
        UUID anew = computed(NOW.minusSeconds(1));
        assertThat(indicators.last(CASE).id()).isEqualTo(anew);
        assertThatThrownBy(() -> indicators.decide(CASE, new Said(seen, "reject", "都是真实交易", null)))
                .isInstanceOfSatisfying(
                        Refusal.class, refusal -> assertThat(refusal.code()).isEqualTo("indicators.report-outdated"));
        verifyNoInteractions(events);
    }

    @Test
    void thatOrdersAreHeldToBeGenuineIsOnRecordAsThat() {
        signedIn("officer");
        UUID run = computed(NOW.minusSeconds(60));
        assertThat(indicators
                        .decide(CASE, new Said(run, "reject", "都是真实交易", null))
                        .decisions())
                .singleElement()
                .satisfies(made -> assertThat(made.confirmed()).isFalse());
        verify(events).append(CASE, "310105", "officer310105", IndicatorAct.ORDERS_REJECTED, Map.of());
    }

    @ParameterizedTest
    @ValueSource(strings = {"liaison", "unitHead", "supervisor"})
    void nobodyButOfficersDecidesOrLoadsLists(String role) {
        UUID run = computed(NOW.minusSeconds(60));
        signedIn(role);
        assertThatThrownBy(() -> indicators.decide(CASE, new Said(run, "reject", "都是真实交易", null)))
                .isInstanceOf(Forbidden.class);
        assertThatThrownBy(
                        () -> new EmptyParcelController(store, InstantSource.fixed(NOW)).load("现场检查笔录", "YT700000001"))
                .isInstanceOf(Forbidden.class);
        verifyNoInteractions(events);
    }
}
