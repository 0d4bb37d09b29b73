package org.redshield.bridge.access.request;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.redshield.bridge.RetryLater;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.jdbc.CannotGetJdbcConnectionException;
import org.springframework.jdbc.UncategorizedSQLException;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.transaction.CannotCreateTransactionException;
import org.springframework.transaction.TransactionSystemException;

class CrowdedTest {

    private final Crowded filter = new Crowded(new ObjectMapper());
    private final MockHttpServletResponse response = new MockHttpServletResponse();

    private void ask(FilterChain chain) throws Exception {
        filter.doFilter(new MockHttpServletRequest("GET", "/api/cases"), response, chain);
    }

    @Test
    void whoGetsNoConnectionIsToldWhenToAskAgain() throws Exception {
        SQLTransientConnectionException none = new SQLTransientConnectionException("people - request timed out");

        ask((request, answer) -> {
            throw new ServletException(new CannotGetJdbcConnectionException("none", none));
        });

        assertThat(response.getStatus()).isEqualTo(429);
        assertThat(response.getHeader("Retry-After")).isEqualTo("5");
        assertThat(response.getContentAsString(StandardCharsets.UTF_8))
                .contains("系统现在太忙", "engine.crowded")
                .doesNotContain("people");
    }

    @Test
    void alsoWhereAFilterAsksTheEngine() throws Exception {
        ask((request, answer) -> {
            throw new CannotCreateTransactionException("none", new SQLTransientConnectionException());
        });

        assertThat(response.getStatus()).isEqualTo(429);
    }

    @Test
    void aFilterThatKnowsBetterWhyIsBelieved() throws Exception {
        ask((request, answer) -> {
            throw new RetryLater(30, "operations.standby-away");
        });

        assertThat(response.getHeader("Retry-After")).isEqualTo("30");
        assertThat(response.getContentAsString(StandardCharsets.UTF_8)).contains("备机不在", "operations.standby-away");
    }

    @Test
    void whereTheDatabaseBrokeOffNobodyIsToldThatNothingWasChanged() throws Exception {
        FilterChain brokenOff = (request, answer) -> {
            throw new TransactionSystemException("commit", new SQLException("I/O error", "08006"));
        };
        filter.doFilter(new MockHttpServletRequest("POST", "/api/cases"), response, brokenOff);
        assertThat(response.getStatus()).isEqualTo(503);
        assertThat(response.getHeader("Retry-After")).isEqualTo("5");
        assertThat(response.getContentAsString(StandardCharsets.UTF_8)).contains("可能已经办成", "engine.unsure");
    }

    /** As PostgreSQL and the pool say it in the seconds of a restart. */
    @ParameterizedTest
    @ValueSource(strings = {"57P01", "57P02", "57P03", "08006", "08001", "08003"})
    void whileTheDatabaseRestartsWhoReadsIsToldThatItIsAway(String state) throws Exception {
        ask((request, answer) -> {
            throw new ServletException(new UncategorizedSQLException(
                    "read", "select 1", new SQLException("FATAL: terminating connection", state)));
        });

        isAway();
    }

    @Test
    void soIsWhoGetsNoConnectionOfADatabaseThatIsAway() throws Exception {
        ask((request, answer) -> {
            throw new CannotCreateTransactionException(
                    "none",
                    new SQLTransientConnectionException(
                            "people - not available", new SQLException("refused", "08001")));
        });

        isAway();
    }

    @Test
    void soIsWhoseConnectionThePoolHasTakenAway() throws Exception {
        ask((request, answer) -> {
            throw new DataAccessResourceFailureException("rollback", new SQLException("Connection is closed"));
        });

        isAway();
    }

    @Test
    void soIsWhoseRefusalCouldNotBeRolledBackAnyMore() throws Exception {
        TransactionSystemException rollback =
                new TransactionSystemException("rollback broke off", new SQLException("I/O error", "08006"));
        rollback.initApplicationException(new IllegalArgumentException("not found"));
        ask((request, answer) -> {
            throw rollback;
        });

        isAway();
    }

    private void isAway() throws Exception {
        assertThat(response.getStatus()).isEqualTo(503);
        assertThat(response.getHeader("Retry-After")).isEqualTo("5");
        assertThat(response.getContentAsString(StandardCharsets.UTF_8))
                .contains("这一次没有办理", "engine.database-away")
                .doesNotContain("FATAL", "people", "Connection");
    }

    @Test
    void anyOtherFaultStaysOne() {
        assertThatThrownBy(() -> ask((request, answer) -> {
                    throw new IllegalStateException("a fault of ours");
                }))
                .hasMessage("a fault of ours");
    }

    @Test
    void whatHasBegunToBeAnsweredBreaksOff() {
        assertThatThrownBy(() -> ask((request, answer) -> {
                    answer.flushBuffer();
                    throw new CannotCreateTransactionException("none", new SQLTransientConnectionException());
                }))
                .isInstanceOf(CannotCreateTransactionException.class);
    }
}
