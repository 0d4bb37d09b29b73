package org.redshield.bridge.support;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.redshield.bridge.cases.act.DeclaredActs;
import org.redshield.bridge.cases.act.Ground;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Plays the release before decisions were kept (ADR 0151): while it is open, the first decision about each thing is what the migration makes
 * of such a release's record, an event without content.
 */
public final class FormerRelease implements AutoCloseable {

    /** Recorded acts by which that release put the decisions on record on which something still goes. */
    private static final String FORMERLY = DeclaredActs.all().all().stream()
            .flatMap(act -> Ground.decision(act.ground()).stream())
            .flatMap(decision -> decision.formerly().stream())
            .distinct()
            .collect(Collectors.joining(","));

    private final JdbcClient db;
    private final boolean doubted;

    /** @param doubted somebody has done something about it since, so that nobody can tell what was decided */
    public FormerRelease(JdbcClient db, boolean doubted) {
        this.db = db;
        this.doubted = doubted;
        db.sql("""
                        create table played_formerly (tenant text, subject_id text, form text, xact text,
                                                      primary key (tenant, subject_id, form))
                        """).update();
        db.sql("""
                        create function play_formerly() returns trigger language plpgsql as $$
                        declare
                            e case_event%%rowtype;
                            first text;
                        begin
                            select * into e from case_event
                             where case_no = new.case_no and tenant = new.tenant and subject_id = new.subject_id
                               and jsonb_exists(detail, 'hands') order by id desc limit 1;
                            if new.form is null or not found or e.what <> all (string_to_array('%s', ',')) then
                                return new;
                            end if;
                            insert into played_formerly
                            values (new.tenant, new.subject_id, new.form, pg_current_xact_id()::text) on conflict do nothing;
                            select xact into first from played_formerly
                             where tenant = new.tenant and subject_id = new.subject_id and form = new.form;
                            if first <> pg_current_xact_id()::text then
                                return new;
                            end if;
                            new.formerly := e.what;
                            new.event_id := e.id;
                            new.form := null;
                            new.content := null;
                            %s
                            return new;
                        end $$
                        """.formatted(FORMERLY, doubted ? """
                        insert into case_event (case_no, tenant, at, actor, feature, what, subject_id)
                        values (new.case_no, new.tenant, e.at, 'officer' || new.tenant, e.feature, 'AMENDED', new.subject_id);
                        """ : "")).update();
        db.sql("create trigger played_formerly before insert on decision for each row execute function play_formerly()")
                .update();
    }

    /** Whether it can be told what was decided: no, and where all is tried yes too. */
    public static Stream<Boolean> doubts() {
        return Thorough.isRun() ? Stream.of(true, false) : Stream.of(true);
    }

    public boolean isDoubted() {
        return doubted;
    }

    /** None of it became an incident, and each that was in doubt is on record, with the sentence that the head reads. */
    public void nothingStuck(String caseNo) {
        assertThat(db.sql("""
                        select i.incident_msg_ from act_ru_incident i join act_ru_execution x on x.id_ = i.proc_inst_id_
                         where x.business_key_ = ?
                        """).param(caseNo).query(String.class).list()).isEmpty();
        List<String> notes = db.sql("select note from case_event where case_no = ? and what = 'DECISION_TO_REPEAT'")
                .param(caseNo)
                .query(String.class)
                .list();
        if (doubted) {
            assertThat(notes).isNotEmpty().allSatisfy(note -> assertThat(note)
                    .contains("在系统升级之前作出", "没有发出，也没有生效", "重新审批"));
        } else {
            assertThat(notes).isEmpty();
        }
    }

    @Override
    public void close() {
        db.sql("drop trigger if exists played_formerly on decision").update();
        db.sql("drop function if exists play_formerly()").update();
        db.sql("drop table if exists played_formerly").update();
    }
}
