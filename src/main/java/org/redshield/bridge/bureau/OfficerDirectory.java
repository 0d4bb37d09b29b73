package org.redshield.bridge.bureau;

import static org.redshield.bridge.Rows.dateIfAny;
import static org.redshield.bridge.Rows.textIfAny;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import lombok.RequiredArgsConstructor;
import org.redshield.bridge.Refusal;
import org.springframework.context.annotation.DependsOn;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;

/** The officers of every bureau on this bridge, with their certificates. */
@Service
@DependsOn("directoryLoader")
@RequiredArgsConstructor
public final class OfficerDirectory {

    private static final String SELECT = """
            select certificate_no, bureau_code, user_id, name, unit, phone, certificate_expires_on, left_on from officer
            """;

    private final JdbcClient db;

    /** All officers of the bureau who have not left, also those whose certificate has expired, by certificate number. */
    public List<Officer> of(String bureauCode) {
        return db.sql(SELECT + "where bureau_code = ? and left_on is null order by certificate_no")
                .param(bureauCode)
                .query(OfficerDirectory::map)
                .list();
    }

    public Optional<Officer> byCertificate(String certificateNo) {
        return db.sql(SELECT + "where certificate_no = ?")
                .param(certificateNo)
                .query(OfficerDirectory::map)
                .optional();
    }

    public Optional<Officer> byUser(String userId) {
        return db.sql(SELECT + "where user_id = ?")
                .param(userId)
                .query(OfficerDirectory::map)
                .optional();
    }

    /** Whoever has not left, of all bureaus. */
    public List<Officer> present() {
        return db.sql(SELECT + "where left_on is null order by bureau_code, certificate_no")
                .query(OfficerDirectory::map)
                .list();
    }

    /** Those who have one of these certificates or one of these accounts, also who has left. */
    public List<Officer> among(Collection<String> certificates, Collection<String> users) {
        return db.sql(SELECT + "where certificate_no = any(:certificates) or user_id = any(:users)")
                .param("certificates", certificates.toArray(String[]::new))
                .param("users", users.toArray(String[]::new))
                .query(OfficerDirectory::map)
                .list();
    }

    /**
     * Adds or changes them, in the caller's transaction. Whose account another officer had takes it over: a person has one
     * certificate, and that of before is a leaver's.
     */
    public void store(Collection<Officer> changed, LocalDate today) {
        String[] certificates = column(changed, Officer::certificateNo);
        String[] users = column(changed, officer -> officer.userId().orElse(null));
        free(certificates, users, today);
        db.sql("""
                        insert into officer
                            (certificate_no, bureau_code, user_id, name, unit, phone, certificate_expires_on, left_on)
                        select * from unnest(:certificates, :bureaus, :users, :names, :units, :phones,
                            cast(:expire as date[]), cast(:left as date[]))
                        on conflict (certificate_no) do update set
                            bureau_code = excluded.bureau_code, user_id = excluded.user_id, name = excluded.name,
                            unit = excluded.unit, phone = excluded.phone,
                            certificate_expires_on = excluded.certificate_expires_on, left_on = excluded.left_on
                        """)
                .param("certificates", certificates)
                .param("bureaus", column(changed, Officer::bureauCode))
                .param("users", users)
                .param("names", column(changed, Officer::name))
                .param("units", column(changed, Officer::unit))
                .param("phones", column(changed, Officer::phone))
                .param("expire", column(changed, officer -> officer.certificateExpiresOn()
                        .toString()))
                .param("left", column(changed, officer -> officer.leftOn()
                        .map(LocalDate::toString)
                        .orElse(null)))
                .update();
    }

    /** Takes these accounts from whoever has them, who has left then, unless he is among these himself. */
    void free(String[] certificates, String[] users, LocalDate today) {
        db.sql("""
                        update officer set user_id = null,
                               left_on = case when certificate_no = any(:certificates) then left_on else :today end
                         where user_id = any(:users)
                        """)
                .param("certificates", certificates)
                .param("users", users)
                .param("today", today)
                .update();
    }

    private static String[] column(Collection<Officer> officers, Function<Officer, String> value) {
        return officers.stream().map(value).toArray(String[]::new);
    }

    /** Names by user, of those who are officers. */
    public Map<String, String> names(Collection<String> users) {
        return users.isEmpty()
                ? Map.of()
                : db
                        .sql(SELECT + "where user_id in (:users)")
                        .param("users", users)
                        .query(OfficerDirectory::map)
                        .list()
                        .stream()
                        .collect(Collectors.toMap(officer -> officer.userId().orElseThrow(), Officer::name));
    }

    /**
     * What these are called in that, in their order; whoever is no officer, by his account.
     *
     * @throws PersonLacks where the directory does not say it of one
     */
    public List<String> namesIn(Naming act, List<String> users) {
        Map<String, Officer> known = new HashMap<>();
        among(List.of(), users).forEach(officer -> known.put(officer.userId().orElseThrow(), officer));
        return users.stream()
                .map(user ->
                        known.containsKey(user) ? known.get(user).named(act).name() : user)
                .toList();
    }

    /**
     * The officer, if allowed to investigate for the bureau on that day (程序规定 art. 19, 处罚法 art. 42: persons with
     * an enforcement certificate).
     *
     * @throws Refusal {@code bureau.officer-unknown}, {@code bureau.officer-of-other-bureau},
     *     {@code bureau.officer-left}, {@code bureau.officer-certificate-expired}
     */
    public Officer requireValid(String certificateNo, String bureauCode, LocalDate on) {
        Officer officer =
                byCertificate(certificateNo).orElseThrow(() -> new Refusal("bureau.officer-unknown", certificateNo));
        if (!officer.bureauCode().equals(bureauCode)) {
            throw new Refusal("bureau.officer-of-other-bureau", certificateNo);
        }
        if (officer.leftOn().isPresent()) {
            throw new Refusal(
                    "bureau.officer-left", officer.name(), officer.leftOn().get());
        }
        if (!officer.validOn(on)) {
            throw new Refusal(
                    "bureau.officer-certificate-expired",
                    officer.name(),
                    certificateNo,
                    officer.certificateExpiresOn().toString());
        }
        return officer;
    }

    private static Officer map(ResultSet row, int index) throws SQLException {
        return new Officer(
                row.getString("certificate_no"),
                row.getString("bureau_code"),
                textIfAny(row, "user_id"),
                row.getString("name"),
                row.getString("unit"),
                row.getString("phone"),
                row.getObject("certificate_expires_on", LocalDate.class),
                dateIfAny(row, "left_on"));
    }
}
