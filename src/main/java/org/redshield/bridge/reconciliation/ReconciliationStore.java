package org.redshield.bridge.reconciliation;

import static org.redshield.bridge.Rows.instant;
import static org.redshield.bridge.Rows.instantIfAny;
import static org.redshield.bridge.Rows.textIfAny;
import static org.redshield.bridge.Rows.texts;
import static org.redshield.bridge.Rows.timestamp;

import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import lombok.RequiredArgsConstructor;
import org.redshield.bridge.Json;
import org.redshield.bridge.Rows;
import org.redshield.bridge.reconciliation.MatchedShop.Possible;
import org.redshield.bridge.reconciliation.Reconciliation.State;
import org.redshield.bridge.reconciliation.Reconciliation.Told;
import org.redshield.bridge.reconciliation.match.Discrepancy;
import org.redshield.bridge.reconciliation.match.Level;
import org.redshield.bridge.reconciliation.match.Shop;
import org.redshield.bridge.reconciliation.match.Trade;
import org.redshield.bridge.reconciliation.table.RefusedRow;
import org.redshield.bridge.reconciliation.turnover.Turnovers;
import org.redshield.bridge.reconciliation.turnover.Turnovers.Sold;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** What is kept of reconciliations. Rows are written many at once. */
@Component
@RequiredArgsConstructor
class ReconciliationStore {

    private final JdbcClient jdbc;
    private final Turnovers turnovers;

    /**
     * The tables of a reconciliation, by the SHA-256 under which they lie.
     *
     * @param base the one whose register {@code registry} changes; absent: it is the register
     */
    record Files(Shops shops, String registry, Optional<UUID> base) {}

    /**
     * @param caseNo case out of whose records it was written; absent: it was brought
     * @param answers numbers of their requests
     */
    record Shops(String sha256, Optional<String> caseNo, List<String> answers) {

        static Shops brought(String sha256) {
            return new Shops(sha256, Optional.empty(), List.of());
        }
    }

    /** Begins one, with the part that reads the tables. @param weights version of those by which it is matched */
    void begin(UUID id, String tenant, String user, Files files, int weights, Instant now) {
        jdbc.sql("""
                        insert into reconciliation (id, tenant, state, started_by, started_at, shops_file, shops_case, shops_answers,
                                                    registry_file, base, weights)
                        values (?, ?, 'RUNNING', ?, ?, ?, ?, ?, ?, ?, ?)
                        """)
                .params(id, tenant, user, timestamp(now), files.shops().sha256())
                .param(files.shops().caseNo().orElse(null))
                .param(files.shops().answers().toArray(String[]::new))
                .params(files.registry(), files.base().orElse(null), weights)
                .update();
        parts(id, "select 0, 0", Map.of(), now);
    }

    /** A node of the release before knows neither bases nor weights, nor permits and lists: parts that have some never come due for it. */
    private void parts(UUID id, String parts, Map<String, ?> values, Instant now) {
        jdbc.sql("""
                        insert into reconciliation_part (reconciliation_id, part, shops, next_at, due_at)
                        select r.id, p.part, p.shops,
                               case when r.weights = 1 and r.base is null and r.told is null then :now else timestamptz '9999-12-31 00:00:00+00' end, :now
                          from reconciliation r cross join (%s) as p (part, shops) where r.id = :id
                        """.formatted(parts))
                .params(values)
                .param("id", id)
                .param("now", timestamp(now))
                .update();
    }

    Optional<Reconciliation> find(String tenant, UUID id) {
        return jdbc.sql(STATES + " where tenant = ? and id = ?")
                .params(tenant, id)
                .query((row, number) -> reconciliation(row))
                .optional();
    }

    /** Of whatever bureau. */
    Optional<Reconciliation> find(UUID id) {
        return jdbc.sql(STATES + " where id = ?")
                .param(id)
                .query((row, number) -> reconciliation(row))
                .optional();
    }

    /** Of whatever bureau, and not over; the oldest first. */
    List<Reconciliation> running(int limit) {
        return jdbc.sql(STATES + " where state = 'RUNNING' order by started_at limit ?")
                .param(limit)
                .query((row, number) -> reconciliation(row))
                .list();
    }

    boolean isRunning(UUID id) {
        return jdbc.sql("select exists (select from reconciliation where id = ? and state = 'RUNNING')")
                .param(id)
                .query(Boolean.class)
                .single();
    }

    /** The newest first. */
    List<Reconciliation> newest(String tenant, int limit) {
        return jdbc.sql(STATES + " where tenant = ? order by started_at desc limit ?")
                .params(tenant, limit)
                .query((row, number) -> reconciliation(row))
                .list();
    }

    private static final String STATES = """
            select *, (select coalesce(sum(shops), 0) from reconciliation_part where reconciliation_id = id) as left_over,
                   (select min(fault) from reconciliation_part
                     where reconciliation_id = id and lease_owner is null and due_at > now()) as waits_for,
                   (select count(*) from reconciliation_review where reconciliation_id = id and state <> 'SETTLED' and rows_gone = 0) as to_review
              from reconciliation
            """;

    private static Reconciliation reconciliation(ResultSet row) throws SQLException {
        Map<Level, Long> levels = new EnumMap<>(Level.class);
        for (Level level : Level.values()) {
            levels.put(level, row.getLong(level.name().toLowerCase(Locale.ROOT)));
        }
        return new Reconciliation(
                row.getObject("id", UUID.class),
                State.valueOf(row.getString("state")).reviewed(row.getLong("to_review")),
                instant(row, "started_at"),
                instantIfAny(row, "ended_at"),
                row.getLong("shops"),
                row.getLong("entries"),
                row.getLong("shops") - row.getLong("left_over"),
                row.getLong("refusals"),
                row.getLong("to_review"),
                levels,
                row.getString("started_by"),
                row.getInt("weights"),
                Rows.idIfAny(row, "base"),
                textIfAny(row, "shops_case"),
                texts(row, "shops_answers"),
                textIfAny(row, "waits_for"),
                textIfAny(row, "failure"),
                textIfAny(row, "told").map(json -> Json.read(json, Told.class)).orElse(Told.NOTHING),
                row.getLong("rows_gone") > 0,
                row.getString("tenant"),
                false);
    }

    /** The one before with shops of this one, while its rows are there. */
    Optional<UUID> previous(UUID id) {
        return jdbc.sql(
                        "select p.id from reconciliation r join reconciliation p on p.id = r.previous where r.id = ? and p.rows_gone = 0")
                .param(id)
                .query(UUID.class)
                .optional();
    }

    /** Whose it is. */
    String bureau(UUID id) {
        return jdbc.sql("select tenant from reconciliation where id = ?")
                .param(id)
                .query(String.class)
                .single();
    }

    Files files(UUID id) {
        return jdbc.sql("select * from reconciliation where id = ?")
                .param(id)
                .query((row, number) -> new Files(
                        new Shops(
                                row.getString("shops_file"), textIfAny(row, "shops_case"), texts(row, "shops_answers")),
                        row.getString("registry_file"),
                        Rows.idIfAny(row, "base")))
                .single();
    }

    /** The register's extract and what changed it, in that order, the reconciliation's own table last. */
    List<String> registers(UUID id) {
        return jdbc.sql("""
                        with recursive bases (id, registry_file, base, back) as (
                            select id, registry_file, base, 0 from reconciliation where id = ?
                             union all
                            select r.id, r.registry_file, r.base, b.back + 1 from reconciliation r join bases b on r.id = b.base)
                        select registry_file from bases order by back desc
                        """).param(id).query(String.class).list();
    }

    /** Whether one changes the register of {@code base} already; nobody else begins one until the caller's transaction ends. */
    boolean isFollowed(UUID base) {
        jdbc.sql("select id from reconciliation where id = ? for no key update")
                .param(base)
                .query(UUID.class)
                .single();
        return jdbc.sql(
                        "select exists (select from reconciliation where base = ? and state not in ('FAILED', 'SET_ASIDE', 'CANCELLED'))")
                .param(base)
                .query(Boolean.class)
                .single();
    }

    /** @param first position of the first of them */
    void insertShops(UUID id, long first, List<Shop> shops) {
        jdbc.sql("""
                        insert into reconciliation_shop (reconciliation_id, position, shop_id, platform, name, code, address, person,
                                                         phone, turnover, last_order_on, category, permit, needs_permit)
                        select :id, :first + s.n - 1, s.shop_id, s.platform, s.name, s.code, s.address, s.person, s.phone, s.turnover, s.day,
                               s.category, s.permit, s.needs_permit
                          from unnest(:ids, :platforms, :names, :codes, :addresses, :persons, :phones, :turnovers::numeric[], :days::date[],
                                      :categories, :permits, cast(:needs as boolean[]))
                               with ordinality as s (shop_id, platform, name, code, address, person, phone, turnover, day, category, permit,
                                                     needs_permit, n)
                        """)
                .param("id", id)
                .param("first", first)
                .param("ids", each(shops, Shop::id))
                .param("platforms", each(shops, Shop::platform))
                .param("names", each(shops, Shop::name))
                .param("codes", each(shops, Shop::code))
                .param("addresses", each(shops, Shop::address))
                .param("persons", each(shops, Shop::person))
                .param("phones", each(shops, Shop::phone))
                .param("turnovers", each(shops, shop -> shop.turnover()
                        .map(BigDecimal::toPlainString)
                        .orElse(null)))
                .param("days", each(shops, shop -> shop.lastOrderOn()
                        .map(LocalDate::toString)
                        .orElse(null)))
                .param("categories", each(shops, Shop::category))
                .param("permits", each(shops, Shop::permit))
                .param(
                        "needs",
                        each(
                                shops,
                                shop -> String.valueOf(
                                        !Trade.of(shop.category()).isEmpty())))
                .update();
    }

    private static <T> String[] each(List<T> rows, Function<T, String> text) {
        return rows.stream().map(text).toArray(String[]::new);
    }

    /** @param first position of the first of them */
    void insertRefusals(UUID id, long first, List<RefusedRow> refusals) {
        jdbc.sql("""
                        insert into reconciliation_refusal (reconciliation_id, position, file, line, field, reason)
                        select :id, :first + r.n - 1, r.file, r.line, r.field, r.reason
                          from unnest(:files, :lines, :fields, :reasons) with ordinality as r (file, line, field, reason, n)
                        """)
                .param("id", id)
                .param("first", first)
                .param("files", each(refusals, RefusedRow::file))
                .param("lines", refusals.stream().map(RefusedRow::line).toArray(Long[]::new))
                .param("fields", each(refusals, RefusedRow::field))
                .param("reasons", each(refusals, RefusedRow::reason))
                .update();
    }

    /** What the tables say beside the least; before {@link #plan}. */
    void tell(UUID id, Told told) {
        jdbc.sql("update reconciliation set told = ?::jsonb where id = ?")
                .params(told.equals(Told.NOTHING) ? null : Json.write(told), id)
                .update();
    }

    /** The tables are read: parts of so many shops each are to be matched. */
    void plan(UUID id, long shops, long entries, long refusals, int size, Instant now) {
        jdbc.sql("update reconciliation set shops = ?, entries = ?, refusals = ? where id = ?")
                .params(shops, entries, refusals, id)
                .update();
        parts(
                id,
                "select n, least(:size, :shops - (n - 1) * :size) from generate_series(1, (:shops + :size - 1) / :size) as n",
                Map.of("size", (long) size, "shops", shops),
                now);
    }

    /** What nobody works on waits until then, and says why. */
    void postpone(UUID id, Instant until, String fault) {
        jdbc.sql("""
                        update reconciliation_part set next_at = greatest(next_at, :until), due_at = :until, fault = :fault
                         where reconciliation_id = :id and lease_owner is null
                        """)
                .param("until", timestamp(until))
                .param("fault", fault)
                .param("id", id)
                .update();
    }

    /** Shops in the order of the table, from that position on. */
    List<Shop> shops(UUID id, long first, int limit) {
        return jdbc.sql("""
                        select * from reconciliation_shop
                         where reconciliation_id = ? and position >= ? and position < ? order by position
                        """)
                .params(id, first, first + limit)
                .query((row, number) -> shop(row))
                .list();
    }

    private static Shop shop(ResultSet row) throws SQLException {
        return new Shop(
                row.getString("shop_id"),
                row.getString("platform"),
                row.getString("name"),
                row.getString("code"),
                row.getString("address"),
                row.getString("person"),
                row.getString("phone"),
                Optional.ofNullable(row.getBigDecimal("turnover")),
                Rows.dateIfAny(row, "last_order_on"),
                row.getString("category"),
                row.getString("permit"));
    }

    /** The results of a part. Whoever writes the next waits until the caller's transaction ends: so one of them is the last. */
    void insertMatches(UUID id, long first, List<MatchedShop> matches) {
        Map<Level, Long> levels =
                matches.stream().collect(Collectors.groupingBy(MatchedShop::level, Collectors.counting()));
        jdbc.sql(
                        "update reconciliation set exact = exact + ?, strong = strong + ?, weak = weak + ?, none = none + ? where id = ?")
                .params(
                        levels.getOrDefault(Level.EXACT, 0L),
                        levels.getOrDefault(Level.STRONG, 0L),
                        levels.getOrDefault(Level.WEAK, 0L),
                        levels.getOrDefault(Level.NONE, 0L),
                        id)
                .update();
        jdbc.sql("""
                        insert into reconciliation_match (reconciliation_id, position, shop_id, uscc, level, score, ambiguous, place, candidates,
                                                          discrepancies)
                        select :id, :first + m.n - 1, m.shop_id, m.uscc, m.level, m.score, m.ambiguous, m.place, m.candidates::jsonb,
                               string_to_array(m.discrepancies, ' ')
                          from unnest(:shops, :usccs, :levels, :scores, :ambiguous, :places, :candidates, :discrepancies)
                               with ordinality as m (shop_id, uscc, level, score, ambiguous, place, candidates, discrepancies, n)
                        """)
                .param("id", id)
                .param("first", first)
                .param("shops", each(matches, MatchedShop::shopId))
                .param("usccs", each(matches, MatchedShop::uscc))
                .param("levels", each(matches, match -> match.level().name()))
                .param("scores", matches.stream().map(MatchedShop::score).toArray(Integer[]::new))
                .param("ambiguous", matches.stream().map(MatchedShop::ambiguous).toArray(Boolean[]::new))
                .param("places", each(matches, MatchedShop::place))
                .param("candidates", each(matches, match -> Json.write(match.candidates())))
                .param("discrepancies", each(matches, match -> match.discrepancies().stream()
                        .map(Discrepancy::name)
                        .collect(Collectors.joining(" "))))
                .update();
    }

    boolean isAllDone(UUID id) {
        return jdbc.sql("select not exists (select from reconciliation_part where reconciliation_id = ?)")
                .param(id)
                .query(Boolean.class)
                .single();
    }

    /** So many may be compared each with each, and need not read the whole of tables beside theirs. */
    private static final int FEW = 1_000;

    /**
     * Until the caller's transaction ends. Of rows that were written just now the database knows no number and believes in one: it would
     * compare each with each.
     */
    void expectManyRows(UUID id) {
        jdbc.sql("select set_config('enable_nestloop', 'off', true) from reconciliation where id = ? and shops > ?")
                .params(id, FEW)
                .query(String.class)
                .list();
    }

    void end(UUID id, Instant now) {
        jdbc.sql("update reconciliation set state = 'DONE', ended_at = ? where id = ?")
                .params(timestamp(now), id)
                .update();
    }

    /**
     * Nothing of it is done any more: whoever works on a part has lost it.
     *
     * @param as how it ends
     * @param why as it is read: what happened, what was kept, what to do
     * @return whether it was not over yet
     */
    boolean stop(UUID id, State as, String why, Instant now) {
        // First the parts, as whoever ends one holds it when he changes the reconciliation.
        jdbc.sql("delete from reconciliation_part where reconciliation_id = ?")
                .param(id)
                .update();
        return jdbc.sql("""
                        update reconciliation set state = ?, failure = ?, ended_at = ? where id = ? and state = 'RUNNING'
                        """).params(as.name(), why, timestamp(now), id).update() == 1;
    }

    /** @param position in the table */
    record MatchRow(long position, String shopId, String uscc, String level, int score, List<String> discrepancies) {}

    /** Results in the order of the table, behind that position. */
    List<MatchRow> matches(UUID id, long after, int limit) {
        return jdbc.sql("""
                        select position, shop_id, uscc, level, score, discrepancies from reconciliation_match
                         where reconciliation_id = ? and position > ? order by position limit ?
                        """)
                .params(id, after, limit)
                .query((row, number) -> new MatchRow(
                        row.getLong("position"),
                        row.getString("shop_id"),
                        row.getString("uscc"),
                        row.getString("level"),
                        row.getInt("score"),
                        texts(row, "discrepancies")))
                .list();
    }

    /**
     * A result with the shop as it is shown and all that it was found by.
     *
     * @param sameCode a shop of an unrelated operator that shows the same code
     * @param turnovers of the same trader, where the shop shows no code
     */
    record Explained(long position, Shop shop, MatchedShop match, Optional<String> sameCode, List<Sold> turnovers) {}

    /** Of the first shop with that id. */
    Optional<Explained> explained(UUID id, String shopId) {
        return jdbc
                .sql("select min(position) from reconciliation_shop where reconciliation_id = ? and shop_id = ?")
                .params(id, shopId)
                .query(Long.class)
                .list()
                .stream()
                .filter(Objects::nonNull)
                .flatMap(position -> explained(id, List.of(position)).stream())
                .findFirst();
    }

    /** Of shops by their positions, in that order; what is not there is left out. */
    List<Explained> explained(UUID id, List<Long> positions) {
        Map<Long, List<Sold>> told = turnovers.of(id, positions);
        Map<Long, Explained> found = jdbc
                .sql(EXPLAINED + " where s.reconciliation_id = ? and s.position = any(?)")
                .params(id, positions.toArray(Long[]::new))
                .query((row, number) -> explained(row, told.getOrDefault(row.getLong("position"), List.of())))
                .list()
                .stream()
                .collect(Collectors.toMap(Explained::position, one -> one));
        return positions.stream().map(found::get).filter(Objects::nonNull).toList();
    }

    private static final String EXPLAINED = """
            select s.*, m.uscc, m.level, m.score, m.ambiguous, m.place, m.candidates, m.discrepancies, b.shop_id as same_code
              from reconciliation_shop s join reconciliation_match m using (reconciliation_id, position)
              left join reconciliation_shop b on b.reconciliation_id = m.reconciliation_id and b.position = m.code_beside
            """;

    private static Explained explained(ResultSet row, List<Sold> turnovers) throws SQLException {
        return new Explained(
                row.getLong("position"),
                shop(row),
                new MatchedShop(
                        row.getString("shop_id"),
                        row.getString("uscc"),
                        Level.valueOf(row.getString("level")),
                        row.getInt("score"),
                        row.getBoolean("ambiguous"),
                        row.getString("place"),
                        Stream.of(Json.read(row.getString("candidates"), Possible[].class))
                                .toList(),
                        texts(row, "discrepancies").stream()
                                .map(Discrepancy::valueOf)
                                .toList()),
                textIfAny(row, "same_code"),
                turnovers);
    }

    /** In the order of the tables, behind that position. */
    List<RefusedRow> refusals(UUID id, long after, int limit) {
        return jdbc.sql("""
                        select * from reconciliation_refusal where reconciliation_id = ? and position > ? order by position limit ?
                        """)
                .params(id, after, limit)
                .query((row, number) -> new RefusedRow(
                        row.getString("file"), row.getLong("line"), row.getString("field"), row.getString("reason")))
                .list();
    }
}
