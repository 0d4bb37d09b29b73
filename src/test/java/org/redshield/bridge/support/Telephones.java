package org.redshield.bridge.support;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Telephones of officers as a test has them, until it gives them back; and how far the numbers of letters have gone. */
public final class Telephones {

    private final JdbcClient jdbc;
    private final Map<String, String> before = new LinkedHashMap<>();

    public Telephones(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** As somebody at the database would, or a release that took everything. */
    public void set(String user, String phone) {
        before.computeIfAbsent(user, one -> jdbc.sql("select phone from officer where user_id = ?")
                .param(one)
                .query(String.class)
                .single());
        jdbc.sql("update officer set phone = ? where user_id = ?")
                .params(phone, user)
                .update();
    }

    /**
     * It goes in the very transaction in which that happens, and before the next step.
     *
     * @param event as a trigger says it, for instance {@code insert on assignment}
     * @param condition on its rows
     */
    public void clearedAfter(String user, String event, String condition) {
        set(user, phone(user));
        jdbc.sql("""
                        create function test_clears_telephone() returns trigger language plpgsql as $body$
                        begin
                            update officer set phone = '' where user_id = '%s';
                            return null;
                        end $body$
                        """.formatted(user)).update();
        jdbc.sql(
                        "create trigger test_clears_telephone after %s for each row when (%s) execute function test_clears_telephone()"
                                .formatted(event, condition))
                .update();
    }

    public void restore() {
        jdbc.sql("drop function if exists test_clears_telephone() cascade").update();
        before.forEach((user, phone) -> jdbc.sql("update officer set phone = ? where user_id = ?")
                .params(phone, user)
                .update());
        before.clear();
    }

    private String phone(String user) {
        return jdbc.sql("select phone from officer where user_id = ?")
                .param(user)
                .query(String.class)
                .single();
    }

    /** All series of the organisation, each with its last number. */
    public List<String> series(String tenant) {
        return jdbc.sql("select type_code || ' ' || year || ' ' || last from letter_number where tenant = ? order by 1")
                .param(tenant)
                .query(String.class)
                .list();
    }

    /** What Cockpit shows at the case's jobs. */
    public List<String> waiting(String caseNo) {
        return jdbc.sql("""
                        select j.exception_msg_ from act_ru_job j join act_ru_execution e on e.id_ = j.process_instance_id_
                         where e.business_key_ = ? and j.exception_msg_ is not null
                        """).param(caseNo).query(String.class).list();
    }

    /** As a minute later. */
    public void lookedAgain(String caseNo) {
        jdbc.sql("""
                        update act_ru_job j set duedate_ = j.duedate_ - interval '2 minutes', rev_ = j.rev_ + 1
                          from act_ru_execution e
                         where e.id_ = j.process_instance_id_ and e.business_key_ = ? and j.exception_msg_ is not null
                        """).param(caseNo).update();
    }
}
