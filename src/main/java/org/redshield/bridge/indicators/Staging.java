package org.redshield.bridge.indicators;

import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import lombok.RequiredArgsConstructor;
import org.redshield.bridge.ChinaTime;
import org.redshield.bridge.bureau.Divisions;
import org.redshield.bridge.platform.dataset.Dataset;
import org.redshield.bridge.platform.dataset.TargetType;
import org.redshield.bridge.platform.request.DataRequest;
import org.redshield.bridge.platform.request.HeldRecords;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The records of a case as the indicators read them: a table of each kind, in the first one row an order, which are gone with the
 * transaction. Platforms write what they know; what cannot be read is left empty, and numbers with stars in them are nobody's.
 */
@RequiredArgsConstructor
final class Staging {

    /** The time of a trace: what looks like one may still name a day that never was. */
    private static final String TIME = """
            case when %1$s ~ '^[0-9]{4}-[0-9]{2}-[0-9]{2} [0-9]{2}:[0-9]{2}:[0-9]{2}$' and pg_input_is_valid(%1$s, 'timestamp')
                 then (%1$s)::timestamp end
            """;
    /** At most twelve digits: a longer number is no number of clicks. */
    private static final String CLICKS = "'点击 ?([0-9]{1,12})(?![0-9])'";

    /** Whether the buyer of a row paid; where the platform does not say how it stands, by what it says of the payment. */
    private static final String PAID = """
            case when t.status <> '' then t.status not in ('WAIT_BUYER_PAY', 'TRADE_NO_CREATE_PAY', 'PAY_PENDING', 'TRADE_CLOSED_BY_TAOBAO')
                 else t.payment is not null or t.pay_time is not null end
            """;

    /** One row an order: of which shop, of which rows {@code t}, and what is joined to them. */
    static final String ORDERS = ("""
            select t.tid, coalesce(min(%s), '') as shop, min(t.request_no) as request_no, min(t.num_iid) as item,
                   min(t.price) as price, sum(t.payment) filter (where {paid}) as payment, bool_or({paid}) as is_paid, min(t.created) as created,
                   max(t.end_time) as ended, min(t.buyer_open_uid) as buyer, min(t.receiver_state) as state,
                   regexp_replace(min(t.receiver_city), '市$', '') as city, min(t.receiver_district) as district,
                   min(t.receiver_mobile) filter (where t.receiver_mobile ~ '^[+]?[0-9][0-9 -]*$'
                                                    and length(ltrim(t.receiver_mobile, '+')) between 7 and 21) as phone,
                   min(concat_ws(' ', t.receiver_state, t.receiver_city, t.receiver_district, t.receiver_address))
                       filter (where t.receiver_address ~ '^[^*＊]+$') as address,
                   min(t.seller_memo) as memo
              from %s t %s
             where t.tid <> '' group by t.tid
            """).replace("{paid}", PAID);

    private final JdbcClient jdbc;
    private final HeldRecords held;
    private final Divisions divisions;
    private final List<DataRequest> answers;

    private String rows(Dataset dataset) {
        return held.rows(answers, dataset);
    }

    /** Which shop the records of an answer are of, and when they were given, stands in its request, and not in them. */
    private static final String SHOP = "(select request_no, shop, nullif(taken, '')::timestamp as taken"
            + " from unnest(:requests::text[], :shops::text[], :taken::text[]) a (request_no, shop, taken)) as s";

    private static String shop(DataRequest answer) {
        return answer.scope().targetType() == TargetType.SHOP ? answer.scope().targetId() : "";
    }

    /** In the time that platforms write. */
    private static String taken(DataRequest answer) {
        return answer.times()
                .answeredAt()
                .map(at -> at.atZone(ChinaTime.ZONE).toLocalDateTime().toString())
                .orElse("");
    }

    /** Where what was read of a kind of records is. */
    String table(Dataset dataset) {
        return switch (dataset) {
            case TRADE -> "brushing_order";
            // Only those that succeeded are staged.
            case REFUND -> rows(dataset);
            case LOGISTICS -> "brushing_parcel";
            default -> "brushing_" + dataset.name().toLowerCase(Locale.ROOT);
        };
    }

    /** For a transaction that goes through all orders of a case or a campaign. */
    static void prepare(JdbcClient jdbc) {
        jdbc.sql("set local work_mem = '64MB'").update();
        // Of a million traces and receivers hardly one comes twice: remembering them costs a fifth of the staging and
        // saves nothing.
        jdbc.sql("set local enable_memoize = off").update();
    }

    /**
     * Makes the tables.
     *
     * @return how many orders nobody paid: they are no sales, and in none of the tables
     */
    int make() {
        prepare(jdbc);
        table(
                "brushing_order",
                ORDERS.formatted("s.shop", rows(Dataset.TRADE), "left join " + SHOP + " using (request_no)"));
        int unpaid = jdbc.sql("delete from brushing_order where not is_paid").update();
        // Of what several answers tell the last stands. With an offset each is computed once a row, else anew wherever
        // it
        // is named: the traces were read some twenty times.
        table("brushing_parcel", """
                select distinct on (tid collate "C", waybill collate "C") *
                  from (
                select l.tid, l.out_sid as waybill,
                       case when l.weight ~ '^[0-9]{1,9}([.][0-9]{1,9})?$' then l.weight::numeric end as weight,
                       e.began, case when e.steps > 0 then e.place end as place,
                       case when e.steps > 0 then strpos(l.trace_list, '派送') > 0 or strpos(l.trace_list, 'SENT_SCAN') > 0
                                               or strpos(l.trace_list, 'SENT_CITY') > 0 end as is_delivered,
                       case when e.action = 'SIGNED' then e.reached end as signed, e.reached, s.taken
                  from %s l left join %s using (request_no)
                 cross join lateral (select case when l.trace_list ~ '^\\s*\\[' and pg_input_is_valid(l.trace_list, 'jsonb')
                                             then l.trace_list::jsonb end as list offset 0) t
                 cross join lateral (
                     select jsonb_array_length(t.list) as steps, least(a.at, z.at) as began, greatest(a.at, z.at) as reached,
                            case when a.at > z.at then t.list -> 0 else t.list -> -1 end ->> 'status_desc' as place,
                            case when a.at > z.at then t.list -> 0 else t.list -> -1 end ->> 'action' as action
                       from (select %s as at offset 0) a, (select %s as at offset 0) z offset 0) e
                 where l.tid <> '') p
                 order by tid collate "C", waybill collate "C", reached desc nulls last, taken desc nulls last, weight, place, is_delivered
                """.formatted(
                        rows(Dataset.LOGISTICS),
                        SHOP,
                        TIME.formatted("t.list -> 0 ->> 'status_time'"),
                        TIME.formatted("t.list -> -1 ->> 'status_time'")));
        // What the platform writes where a buyer wrote nothing is nobody's text.
        table("brushing_review", """
                select distinct on (tid collate "C", created, content collate "C") tid, result, created,
                       case when content not like '评价方未及时做出评价%%' and content not like '此用户没有填写评%%' then content end as content
                  from %s r left join %s using (request_no) where tid <> ''
                 order by tid collate "C", created, content collate "C", taken desc nulls last, result
                """.formatted(rows(Dataset.REVIEW), SHOP));
        table("brushing_refund", """
                select tid, bool_or(nullif(has_good_return, '') = 'true' or coalesce(sid, '') <> '') as is_returned from %s r
                 where status = 'SUCCESS' and tid <> '' group by tid
                """.formatted(rows(Dataset.REFUND)));
        table("brushing_payment", """
                select tid, kind, payer_account as payer, payee_account as payee, amount, pay_time as at,
                       case when kind = 'PAY' then tid end as paid_tid, case when kind = 'PAY' then pay_time end as paid_at,
                       coalesce(tid, '') = ''
                       and (payer_account ~ '^[^*＊]+$' and payee_account ~ '^[^*＊]+$') is not true as is_nobodys
                  from %s p
                """.formatted(rows(Dataset.PAYMENT)));
        table("brushing_promo", """
                select coalesce(s.shop, '') as shop, p.start_time::date as day,
                       sum(substring(p.plan_name from %s)::bigint) as clicks
                  from %s p left join %s using (request_no) where p.plan_name ~ %s group by 1, 2
                """.formatted(CLICKS, rows(Dataset.PROMO), SHOP, CLICKS));
        days();
        Cities.make(jdbc, divisions);
        return unpaid;
    }

    /** Of which days all of a shop's records were asked for and given: a day without any is a day with none. */
    private void days() {
        List<DataRequest> whole = answers.stream()
                .filter(answer ->
                        answer.scope().targetType() == TargetType.SHOP && answer.status() != DataRequest.Status.PARTIAL)
                .filter(answer ->
                        answer.scope().from().isPresent() && answer.scope().to().isPresent())
                .toList();
        jdbc.sql("""
                        create temporary table brushing_day on commit drop as
                        select distinct kind, shop, d::date as day
                          from unnest(:kinds::text[], :shops::text[], :first::text[], :last::text[]) a (kind, shop, first, last)
                         cross join lateral generate_series(first::date, last::date, interval '1 day') d
                        """)
                .param("kinds", texts(whole, answer -> answer.dataset().name()))
                .param("shops", texts(whole, Staging::shop))
                .param("first", texts(whole, answer -> answer.scope()
                        .from()
                        .orElseThrow()
                        .toString()))
                .param(
                        "last",
                        texts(whole, answer -> answer.scope().to().orElseThrow().toString()))
                .update();
        jdbc.sql("analyze brushing_day").update();
    }

    private static String[] texts(List<DataRequest> answers, Function<DataRequest, String> text) {
        return answers.stream().map(text).toArray(String[]::new);
    }

    private void table(String name, String select) {
        JdbcClient.StatementSpec made = jdbc.sql("create temporary table " + name + " on commit drop as " + select);
        if (select.contains(":requests")) {
            made = made.param("requests", texts(answers, DataRequest::requestNo))
                    .param("shops", texts(answers, Staging::shop))
                    .param("taken", texts(answers, Staging::taken));
        }
        made.update();
        jdbc.sql("analyze " + name).update();
    }
}
