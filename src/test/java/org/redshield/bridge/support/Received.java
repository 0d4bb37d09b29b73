package org.redshield.bridge.support;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Clues that came in bulk and wait to be dispatched, as an import leaves them. */
public final class Received {

    private final JdbcClient jdbc;

    public Received(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** @return the case number */
    public String clue(String tenant, String caseNo, String shop, String content, Instant receivedAt, Instant dueAt) {
        UUID report = UUID.randomUUID();
        jdbc.sql("""
                        with report as (
                            insert into clue_report (id, tenant, source, channel, received_at, external_no, registered_by, registered_at)
                            values (:report, :tenant, 'REPORT', 'PLATFORM_12315', :receivedAt, 'W' || :caseNo, 'officer' || :tenant, now())),
                        registered as (
                            insert into enforcement_case (case_no, tenant, cause, source_no, opened_by, opened_at)
                            values (:caseNo, :tenant, '涉嫌虚假宣传', 'W' || :caseNo, 'officer' || :tenant, now())),
                        told as (
                            insert into case_event (case_no, tenant, at, actor, feature, what, subject_id, detail)
                            values (:caseNo, :tenant, now(), 'officer' || :tenant, 'clues', 'CLUE_REGISTERED', :caseNo || '-C1', '{}'))
                        insert into clue (id, tenant, case_no, report_id, state, platform, shop_id, shop_name, cause, content,
                               registered_by, registered_at, changed_at, import_line, unit, urgency, triage_reason, due_at)
                        values (:caseNo || '-C1', :tenant, :caseNo, :report, 'RECEIVED', 'taobao', :shop, '清茗茶庄', '涉嫌虚假宣传', :content,
                               'officer' || :tenant, now(), now(), 1, '网监科', 'NORMAL', '网络交易类举报，按平台分流到网监科。', :dueAt)
                        """)
                .param("report", report)
                .param("tenant", tenant)
                .param("caseNo", caseNo)
                .param("shop", shop)
                .param("content", content)
                .param("receivedAt", receivedAt.atOffset(ZoneOffset.UTC))
                .param("dueAt", dueAt.atOffset(ZoneOffset.UTC))
                .update();
        hears("clue-suspicions");
        return caseNo;
    }

    /** Says that there is work of that kind, which rows written past the bridge do not say. */
    public void hears(String kind) {
        jdbc.sql("select pg_notify('bridge_work', ?)").param(kind).query().listOfRows();
    }

    /** That many, of a hundred shops, some urgent, some overdue, in two imports. */
    public void many(String tenant, int clues) {
        jdbc.sql("""
                        with line as (
                            select n, gen_random_uuid() as report, :tenant || '-2026-' || (700000 + n) as case_no,
                                   now() - (n % 20) * interval '1 day' as received_at,
                                   date_trunc('day', now() at time zone 'Asia/Shanghai' + (n % 20 - 2) * interval '1 day')
                                       at time zone 'Asia/Shanghai' - interval '1 ms' as due_at
                              from generate_series(1, :clues) n),
                        report as (
                            insert into clue_report (id, tenant, source, channel, received_at, external_no, registered_by, registered_at)
                            select report, :tenant, 'REPORT', 'PLATFORM_12315', received_at, '12315-' || n, 'officer' || :tenant, now()
                              from line),
                        registered as (
                            insert into enforcement_case (case_no, tenant, cause, source_no, opened_by, opened_at)
                            select case_no, :tenant, '涉嫌虚假宣传', '12315-' || n, 'officer' || :tenant, now() from line)
                        insert into clue (id, tenant, case_no, report_id, state, platform, shop_id, shop_name, cause, content,
                               registered_by, registered_at, changed_at, import_id, import_line, unit, urgency, triage_reason, due_at)
                        select case_no || '-C1', :tenant, case_no, report, 'RECEIVED', 'taobao', 'S7' || lpad((n % 100)::text, 5, '0'),
                               (array['清茗茶庄', '优选母婴专营店', '暖冬服饰旗舰店', '车品之家', '鲜活水产铺'])[n % 5 + 1],
                               (array['涉嫌虚假宣传', '涉嫌销售过期食品', '涉嫌冒用认证标志', '涉嫌虚构原价'])[n % 4 + 1],
                               '消费者反映：' || (n % 12 + 1) || '月' || (n % 28 + 1) || '日在该店购买' ||
                               (array['明前龙井茶叶', '进口婴儿奶粉', '羊绒大衣', '车载净化器', '大闸蟹礼券'])[n % 5 + 1] || '，花了' ||
                               (n % 900 + 20) || '元，' || (array['包装上没有生产日期和厂名厂址', '宣称有降压降糖的功效，使用一个月毫无效果',
                               '检测报告与详情页所写的成分完全不符', '划线原价从来没有成交过'])[n % 4 + 1] || '。多次联系客服协商未果，请求依法查处并予以答复，'
                               || '附有订单截图、商品照片和聊天记录为证。',
                               'officer' || :tenant, now(), now(),
                               case when n % 3 = 0 then cast('00000000-0000-7000-8000-000000000001' as uuid)
                                    else cast('00000000-0000-7000-8000-000000000002' as uuid) end,
                               n, (array['网监科', '食品科', '价监科'])[n % 3 + 1],
                               (array['URGENT', 'NORMAL', 'NORMAL', 'NORMAL', 'LOW'])[n % 5 + 1],
                               (array['网络交易类举报，按平台分流到网监科。', '涉及食品，按案由分流到食品科。', '涉及价格，按案由分流到价监科。'])[n % 3 + 1],
                               due_at
                          from line
                        """).param("tenant", tenant).param("clues", clues).update();
    }

    /** Takes away what waits there, and what hangs on it, once nobody compares it at this moment. */
    public void gone(String tenant) {
        jdbc.sql("""
                        do $$
                        begin
                            lock table clue in exclusive mode;
                            create temporary table going on commit drop as
                                select id, case_no, state from clue where tenant = '%s' and import_line is not null;
                            delete from clue_suspicion where clue_id in (select id from going) or other_id in (select id from going);
                            delete from clue_sample where clue_id in (select id from going);
                            update clue set linked_to = null where linked_to in (select id from going);
                            delete from clue_import_key where clue_id in (select id from going where state = 'RECEIVED');
                            delete from clue where id in (select id from going where state = 'RECEIVED');
                            delete from enforcement_case where case_no in (select case_no from going where state = 'RECEIVED');
                        end
                        $$
                        """.formatted(tenant)).update();
    }
}
