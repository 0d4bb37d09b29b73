package org.redshield.bridge.indicators;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.redshield.bridge.platform.dataset.Dataset;
import org.redshield.bridge.platform.dataset.TargetType;
import org.redshield.bridge.platform.request.DataRequest;
import org.redshield.bridge.platform.request.HeldRecords;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The records of a case as the indicators read them: a table of each kind, in the first one row an order, which are gone with the
 * transaction. Platforms write what they know; what cannot be read is left empty, and numbers with stars in them are nobody's.
 */
final class Staging {

    private static final String TIME = "'^[0-9]{4}-[0-9]{2}-[0-9]{2} [0-9]{2}:[0-9]{2}:[0-9]{2}$'";

    /** One row an order: of which shop, of which rows {@code t}, and what is joined to them. */
    static final String ORDERS = """
            select t.tid, coalesce(min(%s), '') as shop, min(t.request_no) as request_no, min(t.num_iid) as item,
                   min(t.price) as price, sum(t.payment) as payment, min(t.status) as status, min(t.created) as created,
                   max(t.end_time) as ended, min(t.buyer_open_uid) as buyer, min(t.receiver_state) as state,
                   regexp_replace(min(t.receiver_city), '市$', '') as city,
                   min(t.receiver_mobile) filter (where t.receiver_mobile ~ '^[+]?[0-9][0-9 -]*$'
                                                    and length(ltrim(t.receiver_mobile, '+')) between 7 and 21) as phone,
                   min(concat_ws(' ', t.receiver_state, t.receiver_city, t.receiver_district, t.receiver_address))
                       filter (where t.receiver_address !~ '[*＊]') as address,
                   min(t.seller_memo) as memo
              from %s t %s
             where t.tid <> '' group by t.tid
            """;

    private final JdbcClient jdbc;
    private final HeldRecords held;
    private final List<DataRequest> answers;

    Staging(JdbcClient jdbc, HeldRecords held, List<DataRequest> answers) {
        this.jdbc = jdbc;
        this.held = held;
        this.answers = answers;
    }

    private String rows(Dataset dataset) {
        return held.rows(answers, dataset);
    }

    /** Which shop the records of an answer are of stands in its request, and not in them. */
    private static final String SHOP = "unnest(:requests::text[], :shops::text[]) as s (request_no, shop)";

    private String[] requests() {
        return answers.stream().map(DataRequest::requestNo).toArray(String[]::new);
    }

    private String[] shops() {
        return answers.stream()
                .map(answer -> answer.scope().targetType() == TargetType.SHOP
                        ? answer.scope().targetId()
                        : "")
                .toArray(String[]::new);
    }

    /** Columns that nobody filled, or whose kind of records the bureau does not hold. */
    Map<Indicator, List<Indicator.Need>> missing() {
        Set<Dataset> needed = EnumSet.noneOf(Dataset.class);
        Map<Indicator, List<Indicator.Need>> missing = new EnumMap<>(Indicator.class);
        for (Indicator indicator : Indicator.values()) {
            indicator.needs().forEach(need -> needed.add(need.dataset()));
        }
        Set<Indicator.Need> filled =
                needed.stream().flatMap(dataset -> filled(dataset).stream()).collect(Collectors.toSet());
        for (Indicator indicator : Indicator.values()) {
            missing.put(
                    indicator,
                    indicator.needs().stream()
                            .filter(need -> !filled.contains(need))
                            .toList());
        }
        return missing;
    }

    private List<Indicator.Need> filled(Dataset dataset) {
        List<Indicator.Need> asked = Stream.of(Indicator.values())
                .flatMap(indicator -> indicator.needs().stream())
                .filter(need -> need.dataset() == dataset)
                .distinct()
                .toList();
        String exists = asked.stream()
                .map(need -> "exists (select from %s x where x.%s::text <> ''%s)"
                        .formatted(
                                rows(dataset),
                                need.column(),
                                // Visitors are told within the name of a plan, if at all.
                                dataset == Dataset.PROMO ? " and x.plan_name ~ '点击 ?[0-9]+'" : ""))
                .collect(Collectors.joining(", "));
        return jdbc.sql("select " + exists)
                .query((row, number) -> {
                    List<Indicator.Need> found = new ArrayList<>();
                    for (int i = 0; i < asked.size(); i++) {
                        if (row.getBoolean(i + 1)) {
                            found.add(asked.get(i));
                        }
                    }
                    return found;
                })
                .single();
    }

    /** For a transaction that goes through all orders of a case or a campaign. */
    static void prepare(JdbcClient jdbc) {
        jdbc.sql("set local work_mem = '64MB'").update();
        // Of a million traces and receivers hardly one comes twice: remembering them costs a fifth of the staging and
        // saves nothing.
        jdbc.sql("set local enable_memoize = off").update();
    }

    /** Makes the tables. */
    void make() {
        prepare(jdbc);
        table(
                "brushing_order",
                ORDERS.formatted("s.shop", rows(Dataset.TRADE), "left join " + SHOP + " using (request_no)"));
        // With an offset each is computed once a row, else anew wherever it is named: the traces were read some twenty
        // times.
        table("brushing_parcel", """
                select l.tid, l.out_sid as waybill,
                       case when l.weight ~ '^[0-9]+([.][0-9]+)?$' then l.weight::numeric end as weight,
                       e.began, case when e.steps > 0 then e.place end as place,
                       case when e.steps > 0 then strpos(l.trace_list, '派送') > 0 or strpos(l.trace_list, 'SENT_SCAN') > 0
                                               or strpos(l.trace_list, 'SENT_CITY') > 0 end as is_delivered,
                       case when e.action = 'SIGNED' then e.reached end as signed
                  from %s l
                 cross join lateral (select case when l.trace_list is json array then l.trace_list::jsonb end as list offset 0) t
                 cross join lateral (
                     select jsonb_array_length(t.list) as steps, least(a.at, z.at) as began, greatest(a.at, z.at) as reached,
                            case when a.at > z.at then t.list -> 0 else t.list -> -1 end ->> 'status_desc' as place,
                            case when a.at > z.at then t.list -> 0 else t.list -> -1 end ->> 'action' as action
                       from (select case when t.list -> 0 ->> 'status_time' ~ %s
                                         then (t.list -> 0 ->> 'status_time')::timestamp end as at offset 0) a,
                            (select case when t.list -> -1 ->> 'status_time' ~ %s
                                         then (t.list -> -1 ->> 'status_time')::timestamp end as at offset 0) z offset 0) e
                 where l.tid <> ''
                """.formatted(rows(Dataset.LOGISTICS), TIME, TIME));
        table(
                "brushing_review",
                "select tid, result, content, created from %s r where tid <> ''".formatted(rows(Dataset.REVIEW)));
        table("brushing_refund", """
                select tid, bool_or(has_good_return = 'true' or coalesce(sid, '') <> '') as is_returned from %s r
                 where status = 'SUCCESS' and tid <> '' group by tid
                """.formatted(rows(Dataset.REFUND)));
        table("brushing_payment", """
                select tid, kind, payer_account as payer, payee_account as payee, amount, pay_time as at from %s p
                """.formatted(rows(Dataset.PAYMENT)));
        table("brushing_promo", """
                select coalesce(s.shop, '') as shop, p.start_time::date as day,
                       sum(substring(p.plan_name from '点击 ?([0-9]+)')::bigint) as clicks
                  from %s p left join %s using (request_no) where p.plan_name ~ '点击 ?[0-9]{1,12}' group by 1, 2
                """.formatted(rows(Dataset.PROMO), SHOP));
    }

    private void table(String name, String select) {
        JdbcClient.StatementSpec made = jdbc.sql("create temporary table " + name + " on commit drop as " + select);
        if (select.contains(":requests")) {
            made = made.param("requests", requests()).param("shops", shops());
        }
        made.update();
        jdbc.sql("analyze " + name).update();
    }
}
