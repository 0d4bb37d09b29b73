package org.redshield.bridge.cases;

import static org.redshield.bridge.Rows.instant;
import static org.redshield.bridge.Rows.textIfAny;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/**
 * The cases of an organisation, by what features say of who stands in them. A case in which it has no row does not exist
 * for it. Lists are one statement, put together from the features' parts: each names its own tables only.
 */
@Repository
public class Involvements {

    private final JdbcClient jdbc;
    private final Map<String, Standing> standings;
    private final String all;
    private final String listed;

    Involvements(JdbcClient jdbc, List<Standing> standings, List<FoundBy> searches) {
        this.jdbc = jdbc;
        this.standings = standings.stream().collect(Collectors.toMap(Standing::role, Function.identity()));
        this.all = union(standings, standing -> "");
        this.listed = "select w.* from ("
                + union(standings, standing -> " where b.listed" + unlessSpokenFor(standing, standings))
                + ") w" + wanted(searches);
    }

    /** Of another organisation's work there is nothing here: every part names the tenant. */
    private static String union(List<Standing> standings, Function<Standing, String> condition) {
        return standings.stream()
                .map(standing ->
                        """
                        select b.case_no, b.subject_id, '%s' as role, %d as weight, %b as single, b.state, b.platform,
                               b.counterpart, b.shop_id, b.cause, b.source_no, b.since, b.changed_at
                          from (%s) b
                        """.formatted(standing.role(), standing.weight().ordinal(), standing.single(), standing.rows())
                                + condition.apply(standing))
                .collect(Collectors.joining(" union all "));
    }

    /**
     * Looked up row by row: as an anti-join the database, which guesses that hardly a row is left after the first, has read
     * whole tables for each row of the next.
     */
    private static String unlessSpokenFor(Standing standing, List<Standing> standings) {
        return standings.stream()
                .filter(other -> standing.weight().yieldsTo(other.weight()))
                .map(Standing::table)
                .distinct()
                .map(table -> " and (select true from " + table
                        + " x where x.tenant = :tenant and x.case_no = b.case_no limit 1) is null")
                .collect(Collectors.joining());
    }

    /** An organisation finds its case by the number of anything in it; what is single is found by itself. */
    private static String wanted(List<FoundBy> searches) {
        return """
                 where (cast(:state as text) is null or w.state = :state)
                   and (cast(:text as text) is null or strpos(w.case_no, :text) > 0 or starts_with(w.subject_id, :text)
                        or not w.single and starts_with(:text, w.case_no || '-')
                        or w.shop_id = :text or w.source_no = :text%s)
                """.formatted(
                searches.stream().map(search -> " or " + search.condition()).collect(Collectors.joining()));
    }

    /**
     * What the list shows, newest first: one line for each case, and for each thing that is single.
     *
     * @param db where to ask
     * @param state exactly, or empty for all
     * @param text part of a case number; or, whole, the number of anything of the case, of the shop, or of the clue or
     *     the bureau's own case; empty for all
     */
    public List<Involvement> page(
            JdbcClient db, String tenant, Optional<String> state, Optional<String> text, int offset, int limit) {
        String sql = listed + " order by w.since desc, w.subject_id desc limit :limit offset :offset";
        return search(db, sql, tenant, state, text)
                .param("limit", limit)
                .param("offset", offset)
                .query(this::involvement)
                .list();
    }

    /** How many the list has on all its pages, counted no further than {@code most}. */
    public int count(JdbcClient db, String tenant, Optional<String> state, Optional<String> text, int most) {
        return search(db, "select count(*) from (" + listed + " limit :most) m", tenant, state, text)
                .param("most", most)
                .query(Integer.class)
                .single();
    }

    private static JdbcClient.StatementSpec search(
            JdbcClient db, String sql, String tenant, Optional<String> state, Optional<String> text) {
        return db.sql(sql)
                .param("tenant", tenant)
                .param("state", state.orElse(null))
                .param("text", text.orElse(null));
    }

    /**
     * All that the organisation {@code :tenant} does or did, as a statement with the columns {@code kind} (the role of its
     * {@link Standing}), {@code subject_id, case_no, platform, since} and {@code done_at}, empty while it works on it.
     */
    public String work() {
        return standings.values().stream()
                .map(standing -> """
                        select '%s' as kind, b.subject_id, b.case_no, coalesce(b.platform, '') as platform, b.since,
                               case when b.state not in (%s) then b.changed_at end as done_at
                          from (%s) b
                        """.formatted(standing.role(), names(standing, state -> true), standing.rows()))
                .collect(Collectors.joining(" union all "));
    }

    /** The cases in which a process of the organisation {@code :tenant} must be running, as a statement; a case may come twice. */
    public String processed() {
        return standings.values().stream()
                .map(standing -> "select b.case_no from (" + standing.rows() + ") b where b.state in ("
                        + names(standing, state -> !standing.idle().contains(state.name())) + ")")
                .collect(Collectors.joining(" union all "));
    }

    private static String names(Standing standing, Predicate<Standing.State> which) {
        return standing.states().stream()
                .filter(Standing.State::open)
                .filter(which)
                .map(state -> "'" + state.name() + "'")
                .collect(Collectors.joining(", "))
                .transform(names -> names.isEmpty() ? "''" : names);
    }

    /** The ways of standing in a case, as an officer reads them, by role. */
    public Map<String, String> titles() {
        return standings.values().stream().collect(Collectors.toMap(Standing::role, Standing::title));
    }

    /** Every name that a state can have. */
    public List<String> states() {
        return standings.values().stream()
                .flatMap(standing -> standing.states().stream())
                .map(Standing.State::name)
                .distinct()
                .sorted()
                .toList();
    }

    /**
     * All that the organisation does or did in the case, oldest first, what it keeps for itself after all else; empty where
     * the case is not its business.
     */
    public List<Involvement> ofCase(String caseNo, String tenant) {
        return ofCases(List.of(caseNo), tenant);
    }

    /** The same for several cases at once. */
    public List<Involvement> ofCases(Collection<String> caseNos, String tenant) {
        if (caseNos.isEmpty()) {
            return List.of();
        }
        return jdbc.sql("select * from (" + all + ") w where w.case_no = any(:cases)"
                        + " order by w.weight, w.since, w.subject_id")
                .param("tenant", tenant)
                .param("cases", caseNos.toArray(String[]::new))
                .query(this::involvement)
                .list();
    }

    /**
     * What the organisation does about a shop, on whatever platform; newest first.
     *
     * @param db where to ask
     */
    public List<Involvement> ofShop(JdbcClient db, String tenant, String shopId, int most) {
        return db.sql("select * from (" + all + ") w where w.shop_id = :shop order by w.since desc limit :most")
                .param("tenant", tenant)
                .param("shop", shopId)
                .param("most", most)
                .query(this::involvement)
                .list();
    }

    /** Whether the organisation still works on the case. */
    public boolean open(String caseNo, String tenant) {
        return !open(List.of(caseNo), tenant).isEmpty();
    }

    /** On which of these cases the organisation still works. */
    public Set<String> open(Collection<String> caseNos, String tenant) {
        return ofCases(caseNos, tenant).stream()
                .filter(Involvement::open)
                .map(Involvement::caseNo)
                .collect(Collectors.toSet());
    }

    private Involvement involvement(ResultSet row, int index) throws SQLException {
        Standing standing = standings.get(row.getString("role"));
        return new Involvement(
                row.getString("case_no"),
                row.getString("subject_id"),
                standing,
                standing.state(row.getString("state")),
                textIfAny(row, "platform"),
                textIfAny(row, "counterpart"),
                textIfAny(row, "shop_id"),
                textIfAny(row, "cause"),
                textIfAny(row, "source_no"),
                instant(row, "since"),
                instant(row, "changed_at"));
    }
}
