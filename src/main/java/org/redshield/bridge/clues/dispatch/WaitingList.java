package org.redshield.bridge.clues.dispatch;

import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import lombok.RequiredArgsConstructor;
import org.redshield.bridge.Rows;
import org.redshield.bridge.clues.Report;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

/** What of a bureau waits to be dispatched, as its index has it: what is due first comes first. */
@Repository
@Transactional(readOnly = true)
@RequiredArgsConstructor
class WaitingList {

    private static final int PREVIEW = 120;
    private static final String WAITS = " where c.tenant = :tenant and c.state = 'RECEIVED' ";
    private static final String RANK = "case c.urgency when 'URGENT' then 0 when 'LOW' then 2 else 1 end";
    private static final String SUSPECTED =
            "exists (select from clue_suspicion s where s.clue_id = c.id and s.state = 'PROPOSED')";

    private final JdbcClient jdbc;
    private final InstantSource time;

    /**
     * What is wanted; what is empty limits nothing.
     *
     * @param shop its id as it is, or a part of its name
     * @param suspected only what may be the same as another
     */
    record Wanted(
            Optional<String> urgency,
            Optional<String> unit,
            Optional<UUID> importId,
            Optional<String> shop,
            boolean suspected) {}

    /** A line that has been shown: the next ones come after it. */
    record Place(Instant dueAt, int rank, String clueId) {}

    @Schema(name = "WaitingClue")
    record Row(
            String clueId,
            String caseNo,
            Optional<String> platform,
            Optional<String> shopId,
            Optional<String> shopName,
            Optional<String> subjectName,
            String cause,

            @Schema(description = "the beginning of what was reported")
            String preview,

            boolean longer,
            String channel,
            Instant receivedAt,
            Optional<String> externalNo,

            @Schema(description = "as the triage proposes") Optional<String> unit,

            @Schema(description = "URGENT, NORMAL or LOW") String urgency,

            Optional<String> triageReason,
            Instant dueAt,
            boolean overdue,
            Optional<UUID> importId,
            Optional<Integer> importLine,

            @Schema(description = "how many of the same shop wait, this one included")
            int ofShop,

            @Schema(description = "the likeliest clue that it may be the same as")
            Optional<String> sameAs,

            @Schema(description = "1 to 100") Optional<Integer> likeness,

            @Schema(hidden = true) int rank) {

        Row {
            channel = Report.Channel.valueOf(channel).title();
        }

        Place place() {
            return new Place(dueAt, rank, clueId);
        }
    }

    List<Row> page(String tenant, Wanted wanted, Optional<Place> after, int limit) {
        return jdbc.sql("""
                        select c.id as clue_id, coalesce(c.urgency, 'NORMAL') as urgency, c.*, c.due_at < :now as overdue,
                               %1$s as rank, left(c.content, %2$d) as preview, length(c.content) > %2$d as longer,
                               r.channel, r.received_at, r.external_no, s.other_id as same_as, s.score as likeness,
                               (select greatest(count(*), 1) from clue same
                                 where same.tenant = c.tenant and same.state = 'RECEIVED'
                                   and same.platform = c.platform and same.shop_id = c.shop_id) as of_shop
                          from (select c.* from clue c %3$s %4$s order by c.due_at, %1$s, c.id limit :limit) c
                          join clue_report r on r.id = c.report_id
                          left join lateral (select other_id, score from clue_suspicion
                                              where clue_id = c.id and state = 'PROPOSED'
                                              order by score desc, other_id limit 1) s on true
                         order by c.due_at, rank, c.id
                        """.formatted(RANK, PREVIEW, WAITS, conditions(wanted, after)))
                .params(Rows.params(wanted))
                .params(after.map(Rows::params).orElse(Map.of()))
                .params(Rows.params(Map.of("tenant", tenant, "now", time.instant(), "limit", limit)))
                .query(Rows.as(Row.class))
                .list();
    }

    private static String conditions(Wanted wanted, Optional<Place> after) {
        return (wanted.urgency().isPresent() ? " and coalesce(c.urgency, 'NORMAL') = :urgency" : "")
                + (wanted.unit().isPresent() ? " and coalesce(c.unit, '') = :unit" : "")
                + (wanted.importId().isPresent() ? " and c.import_id = :importId" : "")
                + (wanted.shop().isPresent()
                        ? " and (c.shop_id = :shop or position(:shop in coalesce(c.shop_name, c.subject_name)) > 0)"
                        : "")
                + (wanted.suspected() ? " and " + SUSPECTED : "")
                + (after.isPresent()
                        ? " and c.due_at >= :dueAt and (c.due_at, " + RANK + ", c.id) > (:dueAt, :rank, :clueId)"
                        : "");
    }

    @Schema(name = "WaitingCount")
    record Count(int waiting, int overdue) {}

    Count count(String tenant) {
        return jdbc.sql("select count(*) as waiting, count(*) filter (where c.due_at < :now) as overdue from clue c"
                        + WAITS)
                .params(Rows.params(Map.of("tenant", tenant, "now", time.instant())))
                .query(Rows.as(Count.class))
                .single();
    }

    /** What can be chosen. @param value empty where it has none */
    @Schema(name = "WaitingChoice")
    record Choice(String value, int waiting, Optional<Instant> since) {}

    @Schema(name = "WaitingOverview")
    record Overview(
            int waiting,
            int overdue,
            int suspected,
            List<Choice> urgencies,
            List<Choice> units,

            @Schema(description = "by id, with the instant of the first line")
            List<Choice> imports) {}

    Overview overview(String tenant) {
        Count count = count(tenant);
        int suspected = jdbc.sql("select count(*) from clue c" + WAITS + " and " + SUSPECTED)
                .param("tenant", tenant)
                .query(Integer.class)
                .single();
        return new Overview(
                count.waiting(),
                count.overdue(),
                suspected,
                choices(tenant, "coalesce(c.urgency, 'NORMAL')"),
                choices(tenant, "coalesce(c.unit, '')"),
                choices(tenant, "c.import_id::text"));
    }

    private List<Choice> choices(String tenant, String of) {
        return jdbc.sql("""
                        select %1$s as value, count(*) as waiting, min(c.registered_at) as since
                          from clue c %2$s and %1$s is not null group by 1 order by since desc, value limit 100
                        """.formatted(of, WAITS))
                .param("tenant", tenant)
                .query(Rows.as(Choice.class))
                .list();
    }
}
