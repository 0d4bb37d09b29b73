package org.redshield.bridge.oversight;

import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.identity.Tenant;
import org.camunda.bpm.engine.identity.User;
import org.redshield.bridge.Rows;
import org.redshield.bridge.oversight.model.SupervisionNumbers;
import org.redshield.bridge.support.People;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * A supervisor of 50 bureaus with 1,000 late cases: rows without processes behind them, so that lists and numbers are
 * large, beside whatever real cases a test adds.
 */
public final class ManyBureaus {

    /** Supervises all 50 bureaus. */
    public static final String SUPERVISOR = "supervisoreast";

    private final JdbcClient jdbc;
    private final IdentityService identity;
    private final People people;

    public ManyBureaus(JdbcClient jdbc, IdentityService identity) {
        this.jdbc = jdbc;
        this.identity = identity;
        this.people = new People(identity);
    }

    /** The 50: Changning, Yuhang and 48 more of the provinces around, by code. */
    public List<String> tenants() {
        return jdbc.sql("""
                        select code from organisation
                         where kind = 'BUREAU' and level = 'COUNTY'
                           and (code in ('310105', '330110') or code like '33%' or code like '3205%')
                         order by code in ('310105', '330110') desc, code limit 50
                        """).query(String.class).list();
    }

    /** Makes them tenants, hires the supervisor, and writes 1,000 late, 300 soon late and 700 other clocks. */
    public void open() {
        List<String> tenants = tenants();
        List<String> present =
                identity.createTenantQuery().list().stream().map(Tenant::getId).toList();
        tenants.stream().filter(code -> !present.contains(code)).forEach(code -> {
            Tenant tenant = identity.newTenant(code);
            tenant.setName(code);
            identity.saveTenant(tenant);
        });
        people.hire(SUPERVISOR, "supervisor", tenants.toArray(String[]::new));
        User supervisor = identity.createUserQuery().userId(SUPERVISOR).singleResult();
        supervisor.setFirstName("浙江、苏州片区督办人员");
        identity.saveUser(supervisor);
        clocks(tenants);
    }

    /** Waits until all that there is stands in the supervisors' numbers: another node, or this one, may be at it. */
    public void areCounted(SupervisionNumbers numbers) {
        await("all numbers are told").atMost(Duration.ofMinutes(2)).until(() -> {
            numbers.run();
            return jdbc.sql("select not exists (select from supervision_due where next_at <= now())"
                            + " and not exists (select from supervision_change)")
                    .query(Boolean.class)
                    .single();
        });
    }

    /** Set-based: late since 1 to 30 days, unevenly over the bureaus; ended ones for the chart. */
    private void clocks(List<String> tenants) {
        jdbc.sql("""
                        insert into clock (case_no, subject_id, tenant, kind, sequence, citation, started_at, unit, amount,
                                           due_at, half_at, four_fifths_at, state, provisional, calendar_version,
                                           explanation, title, missed_at, fired_at, ended_at)
                        select case_no, case_no || '-R1', tenant, kind, 1, citation, started_at, 'WORKING_DAYS', 15, due_at,
                               started_at + (due_at - started_at) / 2, started_at + (due_at - started_at) * 0.8, state, false,
                               '2026-1', '测试期限', title, case when state = 'MISSED' then due_at end,
                               case when state = 'MISSED' then due_at end,
                               case when n > 1300 then least(due_at + (n % 3 - 1) * interval '1 day', now()) end
                          from (
                            select n, t.code as tenant, t.code || '-2026-9' || lpad(n::text, 5, '0') as case_no,
                                   k.kind, k.title, k.citation,
                                   d.due_at - interval '21 days' - n %% 5 * interval '1 day' as started_at, d.due_at,
                                   case when n <= 900 or (n > 1300 and n %% 3 = 2) then 'MISSED'
                                        when n > 1300 then 'MET' else 'RUNNING' end as state
                              from generate_series(1, 2000) n
                              join unnest(string_to_array(:tenants, ',')) with ordinality t(code, i)
                                on t.i = 1 + (n * n + n / 7) %% 50
                              join (values (0, 'STATUTORY_REPLY', '法定答复', '程序规定第四十五条'),
                                           (1, 'AGREEMENT_REPLY', '约定答复', '协作约定'),
                                           (2, 'ACKNOWLEDGEMENT', '签收', '协作约定'),
                                           (3, 'TRADE_RECORDS', '交易记录', '平台协作备忘录'),
                                           (4, 'PUBLICITY', '处置公示', '网络交易监督管理办法第三十条')) k(i, kind, title, citation)
                                on k.i = n %% 5
                              cross join lateral (select date_trunc('day', now()) + interval '23:59:59'
                                   - case when n <= 1000 or n > 1300 then 1 + n %% 30 else -(n %% 2) end * interval '1 day') d(due_at)
                          ) c
                        """.replace("%%", "%"))
                .param("tenants", String.join(",", tenants))
                .update();
    }

    /**
     * Yuhang asked Taobao fourteen times: two answers came in time and one late, one more long ago, one was refused; one was withdrawn
     * when it was late, one before; four are awaited, one of them since yesterday; one was never approved. Three of all it asked only when
     * their time was up: one was answered since, one withdrawn, one is awaited. Rows that nothing works on, until {@link #askNothing()}.
     */
    public void askPlatform(Instant now) {
        jdbc.sql("""
                        insert into platform_request (request_no, request_id, case_no, tenant, platform, dataset, content, status,
                                                      due_at, answered_at, created_at, submitted_at, approved_at, overdue_at)
                        select '330110-2026-900000-R' || n || '-ITEM', '330110-2026-900000-R' || n, '330110-2026-900000', '330110', 'taobao',
                               'ITEM', '{}', status, :now + due * interval '1 day', :now + answered * interval '1 day', :now,
                               :now + asked * interval '1 day', :now + approved * interval '1 day', :now + overdue * interval '1 day'
                          from (values (1, 'ANSWERED', 1, 0, -2, -2, null), (2, 'NO_RECORD', 1, 0, -2, -2, null), (3, 'PARTIAL', -1, 0, -2, -2, -1),
                                       (4, 'REFUSED', -1, 0, -2, -2, -1), (5, 'SUBMITTED', 1, null, -2, -2, null),
                                       (6, 'LIAISON', -1, null, null, -2, -1), (7, 'LIAISON', null, null, null, -2, null),
                                       (8, 'WITHDRAWN', 1, 0, -2, -2, null), (9, 'DECLINED', null, null, null, null, null),
                                       (10, 'ANSWERED', 1, -40, -42, -42, null), (11, 'WITHDRAWN', -1, 0, -2, -2, -1),
                                       (12, 'ANSWERED', -2, 0, -1, -1, -1), (13, 'WITHDRAWN', -2, 0, null, -1, -1),
                                       (14, 'SUBMITTED', -2, null, -1, -1, -1)) r (n, status, due, answered, asked, approved, overdue)
                        """).param("now", Rows.timestamp(now)).update();
    }

    /** None of these rows is left. */
    public void askNothing() {
        jdbc.sql("delete from platform_request where case_no = '330110-2026-900000'")
                .update();
    }

    /** As before: rows, people, but not the tenants, which other tests do not mind. */
    public void close() {
        jdbc.sql("delete from supervision_reminder where case_no like '%-2026-9%'")
                .update();
        jdbc.sql("delete from clock where case_no like '%-2026-9%'").update();
        askNothing();
        people.dismissAll();
    }
}
