package org.redshield.bridge.access.token;

import static org.redshield.bridge.Rows.instant;
import static org.redshield.bridge.Rows.instantIfAny;
import static org.redshield.bridge.Rows.textIfAny;
import static org.redshield.bridge.Rows.timestamp;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import lombok.RequiredArgsConstructor;
import org.redshield.bridge.RetryLater;
import org.redshield.bridge.access.audit.AuditFilter;
import org.redshield.bridge.operations.Standby;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.stereotype.Repository;

/**
 * Whose an account is at the provider. What a token calls a person ({@code preferred_username}) may be changed there and given to
 * another; his subject never is (OpenID Connect Core, section 5.7). So the first subject that comes under an account's name has it
 * from then on, and no other account. Rows stay; the database holds what is unique, so that of two who come first at once one is.
 */
@Repository
@RequiredArgsConstructor
public class AccountSubjects {

    private final JdbcClient jdbc;
    private final InstantSource clock;
    private final Standby standby;

    /**
     * An account that was or is somebody's.
     *
     * @param releasedAt when an administrator or operator took it from that subject; empty while it is his
     */
    public record Bound(
            String account,
            String issuer,
            String subject,
            Instant boundAt,
            Optional<Instant> releasedAt,
            Optional<String> releasedBy,
            Optional<String> reason) {

        boolean is(String name, String by, String who) {
            return account.equals(name) && issuer.equals(by) && subject.equals(who);
        }
    }

    /**
     * The account is that subject's; where nobody has it yet, and he has no other, it becomes his, in the caller's transaction.
     *
     * @param since when what he brings was given out: from before a release it gives nobody the account again
     * @throws OtherSubject {@code access.account-of-another, .subject-of-another, .binding-released}
     * @throws RetryLater when it would have to be written and cannot be now
     */
    public void require(String account, String issuer, String subject, Instant since) {
        List<Bound> found = inForce(account, issuer, subject);
        if (found.isEmpty()) {
            bind(account, issuer, subject, since);
            found = inForce(account, issuer, subject);
        }
        if (found.isEmpty()) {
            throw new OtherSubject("access.binding-released", account);
        }
        if (found.stream().noneMatch(one -> one.is(account, issuer, subject))) {
            boolean taken = found.stream().anyMatch(one -> one.account().equals(account));
            throw new OtherSubject(taken ? "access.account-of-another" : "access.subject-of-another", account);
        }
    }

    /** The same of whoever brings that token; a refusal is on record under the account's name. */
    public void require(String account, Jwt token) {
        try {
            require(
                    account,
                    token.getClaimAsString("iss"),
                    token.getSubject(),
                    Objects.requireNonNullElse(token.getIssuedAt(), Instant.EPOCH));
        } catch (OtherSubject refused) {
            AuditFilter.refuses(account, refused);
            throw refused;
        }
    }

    private void bind(String account, String issuer, String subject, Instant since) {
        standby.require();
        // Whoever comes at the same moment waits here for the first, and then there is something in the way.
        jdbc.sql("""
                        insert into account_subject (account, issuer, subject, bound_at)
                        select :account, :issuer, :subject, :now
                         where not exists (select from account_subject where account = :account and released_at > :since)
                            on conflict do nothing
                        """)
                .param("account", account)
                .param("issuer", issuer)
                .param("subject", subject)
                .param("now", timestamp(clock.instant()))
                .param("since", timestamp(since))
                .update();
    }

    private List<Bound> inForce(String account, String issuer, String subject) {
        return jdbc.sql("""
                        select * from account_subject
                         where released_at is null and (account = :account or issuer = :issuer and subject = :subject)
                        """)
                .param("account", account)
                .param("issuer", issuer)
                .param("subject", subject)
                .query(AccountSubjects::read)
                .list();
    }

    /** Whose it is and was, the newest first. */
    List<Bound> of(String account) {
        return jdbc.sql("select * from account_subject where account = :account order by bound_at desc, id desc")
                .param("account", account)
                .query(AccountSubjects::read)
                .list();
    }

    /** Takes it from whoever has it: the next who comes under its name gets it. @return whether anybody had it */
    boolean release(String account, String by, String reason) {
        return jdbc.sql("""
                                update account_subject set released_at = :now, released_by = :by, release_reason = :reason
                                 where account = :account and released_at is null
                                """)
                        .param("account", account)
                        .param("now", timestamp(clock.instant()))
                        .param("by", by)
                        .param("reason", reason)
                        .update()
                == 1;
    }

    private static Bound read(ResultSet row, int number) throws SQLException {
        return new Bound(
                row.getString("account"),
                row.getString("issuer"),
                row.getString("subject"),
                instant(row, "bound_at"),
                instantIfAny(row, "released_at"),
                textIfAny(row, "released_by"),
                textIfAny(row, "release_reason"));
    }
}
