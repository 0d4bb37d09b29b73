package org.redshield.bridge.indicators;

import static org.redshield.bridge.Rows.instant;
import static org.redshield.bridge.Rows.instantIfAny;
import static org.redshield.bridge.Rows.textIfAny;
import static org.redshield.bridge.Rows.texts;
import static org.redshield.bridge.Rows.timestamp;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import javax.sql.DataSource;
import org.redshield.bridge.Ids;
import org.redshield.bridge.Json;
import org.redshield.bridge.keys.Hashes;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Looks at records, their reports, what officers made of them, and the lists of empty parcels. */
@Repository
class IndicatorStore {

    /** Reports are large. */
    private static final int FEW = 20;

    private final JdbcClient jdbc;
    private final JdbcClient inPortions;

    IndicatorStore(JdbcClient jdbc, DataSource database) {
        JdbcTemplate portions = new JdbcTemplate(database);
        portions.setFetchSize(FEW);
        this.inPortions = JdbcClient.create(portions);
        this.jdbc = jdbc;
    }

    enum State {
        RUNNING,
        DONE,
        FAILED
    }

    /**
     * @param answers requests whose records are looked at
     * @param report JSON of a {@link IndicatorReport}, as it was written
     * @param sha256 of the report
     * @param failure what happened and what to do
     */
    record Run(
            UUID id,
            String caseNo,
            String tenant,
            State state,
            String startedBy,
            Instant startedAt,
            Optional<Instant> endedAt,
            List<String> answers,
            Optional<String> report,
            Optional<String> sha256,
            Optional<String> failure) {}

    /** Begins one. @param due when any node may take it */
    UUID begin(
            String caseNo,
            String tenant,
            String user,
            Collection<String> answers,
            long records,
            Instant now,
            Instant due) {
        UUID id = Ids.next();
        jdbc.sql("""
                        insert into indicator_run (id, case_no, tenant, state, started_by, started_at, answers, records)
                        values (?, ?, ?, 'RUNNING', ?, ?, ?, ?)
                        """)
                .params(id, caseNo, tenant, user, timestamp(now), answers.toArray(String[]::new), records)
                .update();
        jdbc.sql("insert into indicator_work (run_id, next_at) values (?, ?)")
                .params(id, timestamp(due))
                .update();
        return id;
    }

    Run get(UUID id) {
        return jdbc.sql("select * from indicator_run where id = ?")
                .param(id)
                .query((row, number) -> run(row))
                .single();
    }

    Optional<Run> last(String caseNo, String tenant) {
        return jdbc.sql(
                        "select * from indicator_run where case_no = ? and tenant = ? order by started_at desc, id desc limit 1")
                .params(caseNo, tenant)
                .query((row, number) -> run(row))
                .optional();
    }

    private static Run run(ResultSet row) throws SQLException {
        return new Run(
                row.getObject("id", UUID.class),
                row.getString("case_no"),
                row.getString("tenant"),
                State.valueOf(row.getString("state")),
                row.getString("started_by"),
                instant(row, "started_at"),
                instantIfAny(row, "ended_at"),
                texts(row, "answers"),
                textIfAny(row, "report"),
                textIfAny(row, "sha256"),
                textIfAny(row, "failure"));
    }

    void end(UUID id, IndicatorReport report, Instant now) {
        String json = Json.write(report);
        jdbc.sql("update indicator_run set state = 'DONE', report = ?, sha256 = ?, ended_at = ? where id = ?")
                .params(json, Hashes.sha256(json), timestamp(now), id)
                .update();
    }

    void fail(UUID id, String failure, Instant now) {
        jdbc.sql("update indicator_run set state = 'FAILED', failure = ?, ended_at = ? where id = ?")
                .params(failure, timestamp(now), id)
                .update();
    }

    /** Rows of evidence of an indicator, in the order of orders, behind a row. */
    List<IndicatorReport.Row> rows(UUID run, String indicator, IndicatorReport.Row after, int limit) {
        return jdbc.sql("""
                        select tid, fact from indicator_row
                         where run_id = ? and indicator = ? and (tid collate "C", fact collate "C") > (?, ?)
                         order by tid collate "C", fact collate "C" limit ?
                        """)
                .params(run, indicator, after.tid(), after.fact(), limit)
                .query((row, number) -> new IndicatorReport.Row(row.getString("tid"), row.getString("fact")))
                .list();
    }

    /** Of these orders those that the run found suspicious. */
    List<String> suspicious(UUID run, Collection<String> orders) {
        return jdbc.sql("""
                        select tid from indicator_order where run_id = ? and tid = any(?) order by points desc, tid collate "C"
                        """)
                .params(run, orders.toArray(String[]::new))
                .query(String.class)
                .list();
    }

    /** Of these orders those that the rows name. @param rows what stands behind {@code from} */
    List<String> among(String rows, Collection<String> orders) {
        return jdbc.sql("select distinct tid from %s r where tid = any(?)".formatted(rows))
                .param(orders.toArray(String[]::new))
                .query(String.class)
                .list();
    }

    /**
     * What an officer made of a report.
     *
     * @param orders those that he holds to be invented
     * @param shops whose they are, see {@link ShopsOfOrders}; none in decisions of before these were kept
     */
    record Decision(
            UUID id,
            UUID run,
            boolean confirmed,
            String reason,
            List<String> orders,
            List<String> shops,
            Optional<UUID> evidence,
            String decidedBy,
            Instant decidedAt) {

        /** Whose the order at this place is. */
        String shop(int at) {
            return shops.isEmpty() ? ShopsOfOrders.UNKNOWN : shops.get(at);
        }
    }

    void decide(String caseNo, String tenant, Decision decision) {
        jdbc.sql("""
                        insert into indicator_decision (id, run_id, case_no, tenant, decision, reason, orders, shops, evidence_id, decided_by, decided_at)
                        values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                        """)
                .params(
                        decision.id(),
                        decision.run(),
                        caseNo,
                        tenant,
                        decision.confirmed() ? "CONFIRMED" : "REJECTED",
                        decision.reason(),
                        decision.orders().toArray(String[]::new),
                        decision.shops().toArray(String[]::new),
                        decision.evidence().orElse(null),
                        decision.decidedBy(),
                        timestamp(decision.decidedAt()))
                .update();
    }

    /** The newest first. */
    List<Decision> decisions(String caseNo, String tenant) {
        return jdbc.sql(
                        "select * from indicator_decision where case_no = ? and tenant = ? order by decided_at desc, id desc")
                .params(caseNo, tenant)
                .query((row, number) -> new Decision(
                        row.getObject("id", UUID.class),
                        row.getObject("run_id", UUID.class),
                        row.getString("decision").equals("CONFIRMED"),
                        row.getString("reason"),
                        texts(row, "orders"),
                        texts(row, "shops"),
                        Optional.ofNullable(row.getObject("evidence_id", UUID.class)),
                        row.getString("decided_by"),
                        instant(row, "decided_at")))
                .list();
    }

    Optional<Decision> newest(String caseNo, String tenant, Instant until) {
        return decisions(caseNo, tenant).stream()
                .filter(decision -> !decision.decidedAt().isAfter(until))
                .findFirst();
    }

    /** Tells of the reports about which officers decided: of each case the newest decision, and so many of them. */
    void decided(String tenant, int most, Calibration told) {
        inPortions.sql("""
                        select case when (j ->> 'suspiciousCount')::bigint <= json_array_length(j -> 'suspiciousOrders')
                                    then j ->> 'suspiciousOrders' end as listed, d.orders
                          from (select distinct on (case_no) * from indicator_decision
                                 where tenant = ? order by case_no, decided_at desc, id desc) d
                          join indicator_run r on r.id = d.run_id
                         cross join lateral (select r.report::json as j) report
                         order by d.decided_at desc limit ?
                        """).params(tenant, most).query(row -> {
            Optional<String> listed = textIfAny(row, "listed");
            if (listed.isPresent()) {
                told.add(new Calibration.Decided(
                        List.of(Json.read(listed.get(), IndicatorReport.Suspicious[].class)),
                        Set.copyOf(texts(row, "orders"))));
            } else {
                told.leaveOut();
            }
        });
    }

    /** Cases in which orders are held to be invented by the newest decision, those of the newest decisions. */
    List<String> confirmed(String tenant, int most) {
        return jdbc.sql("""
                        select case_no
                          from (select distinct on (case_no) case_no, decision, orders, decided_at from indicator_decision
                                 where tenant = ? order by case_no, decided_at desc, id desc) newest
                         where decision = 'CONFIRMED' and orders <> '{}' order by decided_at desc limit ?
                        """).params(tenant, most).query(String.class).list();
    }

    /** The newest list of empty parcels; 0 where there is none. */
    int parcelList(String tenant) {
        return jdbc.sql("select coalesce(max(version), 0) from empty_parcel_list where tenant = ?")
                .param(tenant)
                .query(Integer.class)
                .single();
    }

    /** Adds a list; nobody else adds one of the bureau's until the caller's transaction ends. @return its version */
    int addParcels(String tenant, String user, String source, List<String> waybills, Instant now) {
        jdbc.sql("select pg_advisory_xact_lock(hashtextextended('empty-parcel-list/' || ?, 0))")
                .param(tenant)
                .query(row -> {});
        int version = parcelList(tenant) + 1;
        jdbc.sql("""
                        insert into empty_parcel_list (tenant, version, source, sha256, waybills, loaded_by, loaded_at)
                        values (?, ?, ?, ?, ?, ?, ?)
                        """)
                .params(
                        tenant,
                        version,
                        source,
                        Hashes.sha256(String.join("\n", waybills)),
                        waybills.size(),
                        user,
                        timestamp(now))
                .update();
        jdbc.sql("""
                        insert into empty_parcel (tenant, waybill, version)
                        select :tenant, waybill, :version from unnest(:waybills::text[]) as w (waybill) on conflict do nothing
                        """)
                .param("tenant", tenant)
                .param("version", version)
                .param("waybills", waybills.toArray(String[]::new))
                .update();
        return version;
    }
}
