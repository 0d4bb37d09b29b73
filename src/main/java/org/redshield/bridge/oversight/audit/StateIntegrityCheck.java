package org.redshield.bridge.oversight.audit;

import java.time.Duration;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import javax.sql.DataSource;
import org.redshield.bridge.bureau.Organisation;
import org.redshield.bridge.bureau.Organisations;
import org.redshield.bridge.cases.Involvements;
import org.redshield.bridge.engine.RunningCases;
import org.redshield.bridge.operations.IntegrityCheck;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.namedparam.MapSqlParameterSource;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Whether rows and processes tell the same of every case: on one that is open a process works, and where a process works the case is
 * open. While nodes run, a case may begin or end between two looks, and its first step may wait for its turn: what differs is looked at
 * some times more.
 */
@Component
class StateIntegrityCheck implements IntegrityCheck {

    private static final int PORTION = 2_000;

    private static final int LOOKS = 3;

    private static final Duration BETWEEN = Duration.ofSeconds(2);

    private final NamedParameterJdbcTemplate rows;
    private final TransactionTemplate transaction;
    private final Involvements involvements;
    private final RunningCases processes;
    private final Organisations organisations;

    StateIntegrityCheck(
            DataSource database,
            TransactionTemplate transaction,
            Involvements involvements,
            RunningCases processes,
            Organisations organisations) {
        JdbcTemplate portions = new JdbcTemplate(database);
        portions.setFetchSize(PORTION);
        this.rows = new NamedParameterJdbcTemplate(portions);
        this.transaction = transaction;
        this.involvements = involvements;
        this.processes = processes;
        this.organisations = organisations;
    }

    @Override
    public Title title() {
        return new Title(5, "案件状态与办理流程", "States of cases and their processes");
    }

    @Override
    public void audit(Report report) {
        organisations.connected().stream().map(Organisation::code).forEach(tenant -> {
            withoutProcess(tenant, report);
            withoutCase(tenant, report);
        });
    }

    private void withoutProcess(String tenant, Report report) {
        // A cursor lives in a transaction.
        transaction.executeWithoutResult(status -> eachOpen(tenant, cases -> {
            Set<String> odd = staying(
                    without(cases, processes.among(tenant, cases)),
                    some -> without(stillOpen(tenant, some), processes.among(tenant, some)));
            odd.forEach(caseNo -> report.wrong(
                    "案件 " + caseNo + " 在 " + tenant + " 未办结，却没有流程在办",
                    "case " + caseNo + " is open at " + tenant + ", and no process works on it"));
            report.verified(cases.size());
        }));
    }

    private void eachOpen(String tenant, Consumer<Set<String>> portion) {
        Set<String> cases = new HashSet<>();
        rows.query(
                "select distinct case_no from (" + involvements.processed() + ") p order by case_no",
                new MapSqlParameterSource("tenant", tenant),
                row -> {
                    cases.add(row.getString(1));
                    if (cases.size() == PORTION) {
                        portion.accept(cases);
                        cases.clear();
                    }
                });
        portion.accept(cases);
    }

    private Set<String> stillOpen(String tenant, Set<String> cases) {
        return new HashSet<>(rows.queryForList(
                "select case_no from (" + involvements.processed() + ") p where case_no in (:cases)",
                new MapSqlParameterSource("tenant", tenant).addValue("cases", cases),
                String.class));
    }

    private void withoutCase(String tenant, Report report) {
        processes.each(tenant, cases -> {
            Set<String> odd = staying(
                    without(cases, involvements.open(cases, tenant)),
                    some -> without(processes.among(tenant, some), involvements.open(some, tenant)));
            odd.forEach(caseNo -> report.wrong(
                    "案件 " + caseNo + " 在 " + tenant + " 已办结或者没有登记，却还有流程在办",
                    "a process works on case " + caseNo + " at " + tenant + ", which is closed or not registered"));
            report.verified(cases.size());
        });
    }

    /** Those that are found each time. */
    private static Set<String> staying(Set<String> odd, UnaryOperator<Set<String>> look) {
        Set<String> rest = odd;
        for (int i = 0; i < LOOKS && !rest.isEmpty(); i++) {
            LockSupport.parkNanos(BETWEEN.toNanos());
            rest = look.apply(rest);
        }
        return rest;
    }

    private static Set<String> without(Collection<String> all, Set<String> known) {
        Set<String> rest = new HashSet<>(all);
        rest.removeAll(known);
        return rest;
    }
}
