package org.redshield.bridge.bureau;

import static org.redshield.bridge.Rows.dateIfAny;
import static org.redshield.bridge.Rows.textIfAny;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import lombok.RequiredArgsConstructor;
import org.springframework.context.annotation.DependsOn;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;

/** Agreements in force. Where several cover the same day, the newest counts. */
@Service
@DependsOn("directoryLoader")
@RequiredArgsConstructor
public final class Agreements {

    /** Held by whoever brings some in: from a file at the start, or while the bridge runs. */
    public static final long LOCK = 0x6272_6964_6765_4F52L;

    private static final String ALL =
            "select id, party_a, party_b, dataset, kind, amount, unit, citation, valid_from, valid_to from agreement";

    private static final String SELECT = ALL + " where valid_from <= :on and (valid_to is null or valid_to >= :on)";

    private static final String NEWEST = " order by valid_from desc, id desc limit 1";

    private final JdbcClient db;

    /** The time limit that two bureaus agreed on for answers, whichever of them asks. */
    public Optional<Agreement> reply(String bureauA, String bureauB, LocalDate on) {
        return db.sql(SELECT + " and kind = 'REPLY' and (party_a, party_b) in ((:a, :b), (:b, :a))" + NEWEST)
                .param("on", on)
                .param("a", bureauA)
                .param("b", bureauB)
                .query(Agreements::map)
                .optional();
    }

    /** The time limit that a bureau and a platform agreed on for a dataset. */
    public Optional<Agreement> data(String bureau, String platform, String datasetName, LocalDate on) {
        return db.sql(SELECT
                        + " and kind = 'DATA' and party_a = :bureau and party_b = :platform and dataset = :dataset"
                        + NEWEST)
                .param("on", on)
                .param("bureau", bureau)
                .param("platform", platform)
                .param("dataset", datasetName)
                .query(Agreements::map)
                .optional();
    }

    /** The agreement by which the bureau may ask the platform without the bureau of the platform's seat. */
    public Optional<Agreement> direct(String bureau, String platform, LocalDate on) {
        return db.sql(SELECT + " and kind = 'DIRECT' and party_a = :bureau and party_b = :platform" + NEWEST)
                .param("on", on)
                .param("bureau", bureau)
                .param("platform", platform)
                .query(Agreements::map)
                .optional();
    }

    public boolean allowsDirect(String bureau, String platform, LocalDate on) {
        return direct(bureau, platform, on).isPresent();
    }

    /** All that there ever were, by their parties. */
    public List<Agreement> all() {
        return db.sql(ALL + " order by party_a, party_b, kind, dataset, valid_from")
                .query(Agreements::map)
                .list();
    }

    /** Adds it, or changes the one that is known by the same key. */
    public void store(Agreement agreement) {
        db.sql("""
                        insert into agreement
                            (party_a, party_b, kind, dataset, amount, unit, citation, valid_from, valid_to)
                        values (:partyA, :partyB, :kind, :dataset, :amount, :unit, :citation, :validFrom, :validTo)
                        on conflict (party_a, party_b, kind, dataset, valid_from) do update set
                            amount = excluded.amount, unit = excluded.unit, citation = excluded.citation,
                            valid_to = excluded.valid_to
                        """)
                .param("partyA", agreement.partyA())
                .param("partyB", agreement.partyB())
                .param("kind", agreement.kind().name())
                .param("dataset", agreement.dataset().orElse(null), Types.VARCHAR)
                .param("amount", agreement.amount())
                .param("unit", agreement.unit())
                .param("citation", agreement.citation())
                .param("validFrom", agreement.validFrom())
                .param("validTo", agreement.validTo().orElse(null), Types.DATE)
                .update();
    }

    private static Agreement map(ResultSet row, int index) throws SQLException {
        return new Agreement(
                row.getLong("id"),
                row.getString("party_a"),
                row.getString("party_b"),
                textIfAny(row, "dataset"),
                Agreement.Kind.valueOf(row.getString("kind")),
                row.getInt("amount"),
                row.getString("unit"),
                row.getString("citation"),
                row.getObject("valid_from", LocalDate.class),
                dateIfAny(row, "valid_to"));
    }
}
