package org.redshield.bridge.cases.retention;

import static org.redshield.bridge.Rows.instant;
import static org.redshield.bridge.Rows.timestamp;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import lombok.Getter;
import lombok.RequiredArgsConstructor;
import org.redshield.bridge.Ids;
import org.redshield.bridge.Refusal;
import org.redshield.bridge.cases.CaseEvents;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Holds that keep everything of a case, whoever placed them, until each is lifted. */
@Service
@RequiredArgsConstructor
public class LegalHolds {

    /**
     * So many locks at most, however many cases are asked for: the server keeps the locks of all in a table of one size. Where there
     * are more, cases share them, and wait for each other at times.
     */
    private static final int LOCKS = 64;

    private final JdbcClient jdbc;
    private final CaseEvents events;
    private final InstantSource clock;

    /** Why everything is kept. */
    @Getter
    @RequiredArgsConstructor
    public enum Ground {
        LITIGATION("行政诉讼"),
        REVIEW("行政复议"),
        DISCIPLINE("监察调查"),
        CRIMINAL("刑事侦查"),
        OTHER("其他");

        /** As an officer reads it. */
        private final String title;
    }

    /** @param lifted who lifted it, when and why; empty while it is in force */
    public record Hold(
            UUID id,
            String caseNo,
            String tenant,
            Ground ground,
            String reason,
            String placedBy,
            Instant placedAt,
            Optional<Lifted> lifted) {}

    /** The end of a hold. */
    public record Lifted(String by, Instant at, String reason) {}

    /** @param tenant of whoever places it, which may lift it again */
    @Transactional
    public Hold place(String caseNo, String tenant, String person, Ground ground, String reason) {
        lockTogether(List.of(caseNo));
        lock(List.of(caseNo));
        Hold hold = new Hold(Ids.next(), caseNo, tenant, ground, reason, person, clock.instant(), Optional.empty());
        jdbc.sql("""
                        insert into legal_hold (id, case_no, tenant, ground, reason, placed_by, placed_at)
                        values (?, ?, ?, ?, ?, ?, ?)
                        """)
                .params(hold.id(), caseNo, tenant, ground.name(), reason, person, timestamp(hold.placedAt()))
                .update();
        events.append(
                caseNo,
                tenant,
                person,
                RetentionAct.HOLD_PLACED,
                caseNo,
                Map.of(CaseEvents.ABOUT, ground.title()),
                Optional.of(reason));
        return hold;
    }

    /** @throws Refusal {@code cases.hold-lifted} where somebody was quicker */
    @Transactional
    public void lift(Hold hold, String person, String reason) {
        int lifted = jdbc.sql("""
                        update legal_hold set lifted_by = ?, lifted_at = ?, lift_reason = ? where id = ? and lifted_at is null
                        """)
                .params(person, timestamp(clock.instant()), reason, hold.id())
                .update();
        if (lifted == 0) {
            throw new Refusal("cases.hold-lifted");
        }
        events.append(
                hold.caseNo(),
                hold.tenant(),
                person,
                RetentionAct.HOLD_LIFTED,
                hold.caseNo(),
                Map.of(CaseEvents.ABOUT, hold.ground().title()),
                Optional.of(reason));
    }

    /** Which bureau opened the case; empty where there is none of that number. */
    Optional<String> openedBy(String caseNo) {
        return jdbc.sql("select tenant from enforcement_case where case_no = ? order by opened_at limit 1")
                .param(caseNo)
                .query(String.class)
                .optional();
    }

    /** Of a case, newest first. */
    public List<Hold> ofCase(String caseNo) {
        return jdbc.sql("select * from legal_hold where case_no = ? order by placed_at desc")
                .param(caseNo)
                .query(LegalHolds::hold)
                .list();
    }

    /**
     * Whether one of these cases is held; until the caller's transaction ends none can be.
     *
     * @param caseNos may be empty
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public boolean held(Collection<String> caseNos) {
        if (caseNos.size() > LOCKS) {
            lockTogether(caseNos);
        } else {
            lock(caseNos);
        }
        return jdbc.sql("select exists (select from legal_hold where case_no = any(?) and lifted_at is null)")
                .param(caseNos.toArray(String[]::new))
                .query(Boolean.class)
                .single();
    }

    /** In one order, so that nobody waits for whoever waits for him. Nodes of the release before know no other locks. */
    private void lock(Collection<String> caseNos) {
        caseNos.stream().sorted().distinct().forEach(caseNo -> jdbc.sql(
                        "select pg_advisory_xact_lock(hashtextextended('legal-hold/' || ?, 0))")
                .param(caseNo)
                .query(row -> {}));
    }

    private void lockTogether(Collection<String> caseNos) {
        jdbc.sql("""
                        select pg_advisory_xact_lock(hashtext('legal-hold'), place)
                          from (select distinct abs(hashtext(case_no) % :locks) as place from unnest(:cases) as case_no
                                 order by place) as places
                        """)
                .param("locks", LOCKS)
                .param("cases", caseNos.toArray(String[]::new))
                .query(row -> {});
    }

    /** @throws Refusal {@code cases.held} while the case is held */
    @Transactional(propagation = Propagation.MANDATORY)
    public void requireNone(String caseNo) {
        if (held(List.of(caseNo))) {
            throw new Refusal("cases.held", caseNo);
        }
    }

    private static Hold hold(ResultSet row, int number) throws SQLException {
        return new Hold(
                row.getObject("id", UUID.class),
                row.getString("case_no"),
                row.getString("tenant"),
                Ground.valueOf(row.getString("ground")),
                row.getString("reason"),
                row.getString("placed_by"),
                instant(row, "placed_at"),
                row.getString("lifted_by") == null
                        ? Optional.empty()
                        : Optional.of(new Lifted(
                                row.getString("lifted_by"), instant(row, "lifted_at"), row.getString("lift_reason"))));
    }
}
