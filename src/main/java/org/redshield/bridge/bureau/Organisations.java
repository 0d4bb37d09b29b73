package org.redshield.bridge.bureau;

import static org.redshield.bridge.Rows.textIfAny;

import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import lombok.RequiredArgsConstructor;
import org.redshield.bridge.Refusal;
import org.redshield.bridge.bureau.Organisation.Kind;
import org.springframework.context.annotation.DependsOn;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;

/** The organisations of the whole country and the platforms, as loaded at the start. */
@Service
@DependsOn("directoryLoader")
@RequiredArgsConstructor
public final class Organisations {

    private static final String COLUMNS =
            "o.code, o.kind, o.name, o.letter_prefix, o.level, o.parent_code, o.connected, o.address";

    private final JdbcClient db;
    /** What was looked up since this node's start. */
    private final Map<String, Organisation> known = new ConcurrentHashMap<>();

    /** @throws Refusal {@code bureau.unknown} */
    public Organisation get(String code) {
        return find(code).orElseThrow(() -> new Refusal("bureau.unknown", code));
    }

    /** @throws Refusal {@code bureau.unknown} */
    public String name(String code) {
        return get(code).name();
    }

    public Optional<Organisation> find(String code) {
        Organisation before = known.get(code);
        if (before != null) {
            return Optional.of(before);
        }
        Optional<Organisation> found = db.sql("select " + COLUMNS + " from organisation o where o.code = ?")
                .param(code)
                .query(Organisations::map)
                .optional();
        found.ifPresent(organisation -> known.put(code, organisation));
        return found;
    }

    /** Its name; of one that is not known its code. */
    public String nameOf(String code) {
        return find(code).map(Organisation::name).orElse(code);
    }

    /** The names of those organisations that are known, by code. */
    public Map<String, String> names(Collection<String> codes) {
        if (codes.isEmpty()) {
            return Map.of();
        }
        return db
                .sql("select code, name from organisation where code in (:codes)")
                .param("codes", codes)
                .query((row, index) -> Map.entry(row.getString("code"), row.getString("name")))
                .list()
                .stream()
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    /** Who works on this bridge: the bureaus by code, then the platforms by key. */
    public List<Organisation> connected() {
        return db.sql("select " + COLUMNS + " from organisation o where o.connected order by o.kind, o.code")
                .query(Organisations::map)
                .list();
    }

    /** The bureaus that work on this bridge, by code. */
    public List<Organisation> connectedBureaus() {
        return db.sql("select " + COLUMNS + " from organisation o"
                        + " where o.connected and o.kind = 'BUREAU' order by o.code")
                .query(Organisations::map)
                .list();
    }

    /** The platforms that work on this bridge, by key. */
    public List<Organisation> platforms() {
        return db.sql("select " + COLUMNS + " from organisation o"
                        + " where o.connected and o.kind = 'PLATFORM' order by o.code")
                .query(Organisations::map)
                .list();
    }

    /**
     * The police or the procuratorate of that name, as officers of a bureau call it. No directory of these is kept: who is named
     * for the first time is written down.
     */
    public Organisation organ(Kind kind, String bureau, String name) {
        String code = (kind == Kind.POLICE ? "GA" : "JC") + bureau + "-"
                + UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8))
                        .toString()
                        .substring(0, 8);
        db.sql("""
                        insert into organisation (code, kind, name, letter_prefix, level, connected)
                        values (:code, :kind, :name, :code, :level, false)
                        on conflict do nothing
                        """)
                .param("code", code)
                .param("kind", kind.name())
                .param("name", name)
                .param("level", get(bureau).level().name())
                .update();
        return get(code);
    }

    /** Every bureau and platform, by code; more than 3,000. */
    public List<Organisation> all() {
        return db.sql("select " + COLUMNS
                        + " from organisation o where o.kind in ('BUREAU', 'PLATFORM') order by o.code")
                .query(Organisations::map)
                .list();
    }

    /** The codes of all bureaus by their names. */
    public Map<String, String> bureausByName() {
        return all().stream()
                .filter(one -> one.kind() == Kind.BUREAU)
                .collect(Collectors.toMap(Organisation::name, Organisation::code, (one, same) -> one));
    }

    /**
     * The common superior 共同的上一级 (程序规定 art. 13): the nearest bureau that is above both. Neither of the two is
     * ever the answer, because nobody decides a dispute of its own; for bureaus of two provinces it is SAMR.
     *
     * @throws Refusal {@code bureau.unknown}; {@code bureau.no-common-superior} for SAMR itself and for platforms
     */
    public Organisation commonSuperior(String a, String b) {
        Organisation first = get(a);
        Organisation second = get(b);
        return db.sql("""
                        with recursive above_a(code, distance) as (
                            select parent_code, 1 from organisation where code = :a
                            union all
                            select o.parent_code, distance + 1 from organisation o join above_a on o.code = above_a.code
                        ), above_b(code) as (
                            select parent_code from organisation where code = :b
                            union all
                            select o.parent_code from organisation o join above_b on o.code = above_b.code
                        )
                        select %s from above_a join above_b using (code) join organisation o using (code)
                        order by above_a.distance limit 1
                        """.formatted(COLUMNS))
                .param("a", a)
                .param("b", b)
                .query(Organisations::map)
                .optional()
                .orElseThrow(() -> new Refusal("bureau.no-common-superior", first.name(), second.name()));
    }

    /**
     * The bureau of the platform's seat.
     *
     * @throws Refusal {@code bureau.platform-unknown}
     */
    public Organisation homeBureauOf(String platformKey) {
        return db.sql("select " + COLUMNS + " from organisation p join organisation o on o.code = p.home_bureau_code"
                        + " where p.code = ?")
                .param(platformKey)
                .query(Organisations::map)
                .optional()
                .orElseThrow(() -> new Refusal("bureau.platform-unknown", platformKey));
    }

    private static Organisation map(ResultSet row, int index) throws SQLException {
        return new Organisation(
                row.getString("code"),
                Organisation.Kind.valueOf(row.getString("kind")),
                row.getString("name"),
                row.getString("letter_prefix"),
                Organisation.Level.valueOf(row.getString("level")),
                textIfAny(row, "parent_code"),
                row.getBoolean("connected"),
                textIfAny(row, "address"));
    }
}
