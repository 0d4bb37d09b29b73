package org.redshield.bridge.cases.act;

import static org.redshield.bridge.Rows.timestamp;

import java.time.InstantSource;
import java.util.Optional;
import java.util.Set;
import lombok.RequiredArgsConstructor;
import org.redshield.bridge.engine.FormSubmission;
import org.redshield.bridge.engine.Outgoing;
import org.redshield.bridge.engine.form.DecidedUpon;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * What heads have decided, each over one content: what a letter is to say, and not its number, date, seal and layout. A decision is used
 * once, by the act whose content it is.
 */
@Repository
@RequiredArgsConstructor
public class Decisions implements DecidedUpon {

    /** Over what is no letter: it covers what follows from it, and nothing goes out on it alone. */
    private static final byte[] NO_LETTER = {};

    private final JdbcClient db;
    private final InstantSource time;

    /** Whoever agreed on a form has decided over what lay beside it; its use case has checked that he may. */
    @Override
    @Transactional(propagation = Propagation.MANDATORY)
    public void agreed(FormSubmission form, Optional<? extends Outgoing> content) {
        if (content.isPresent()) {
            decided(form.form(), form.user(), content.get());
        } else {
            insert(form.caseNo().orElseThrow(), form.tenant(), form.subject(), form.form(), NO_LETTER, form.user());
        }
    }

    /**
     * The same of what was decided without a form of its own, as many requests by one decision.
     *
     * @param form the name under which the table of approvals knows the decision
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public void decided(String form, String user, Outgoing content) {
        insert(content.caseNo(), content.sender(), content.subjectId(), form, content.digest(), user);
    }

    private void insert(String caseNo, String tenant, String subjectId, String form, byte[] content, String user) {
        db.sql("""
                        insert into decision (case_no, tenant, subject_id, form, content, decided_by, decided_at)
                        values (?, ?, ?, ?, ?, ?, ?)
                        """)
                .params(caseNo, tenant, subjectId, form, content, user, timestamp(time.instant()))
                .update();
    }

    /** @throws NoGround */
    void use(Effect effect, Ground.Decision ground) {
        int used = db.sql("""
                        update decision set used_by = :key, used_at = :now
                         where id = (select id from decision d
                                      where case_no = :case and tenant = :tenant and subject_id = :subject
                                        and (form = any(:forms) and content = :content
                                             or content is null and formerly = any(:formerly) and not exists (
                                                select 1 from case_event e
                                                 where e.case_no = d.case_no and e.tenant = d.tenant
                                                   and e.subject_id = d.subject_id and e.id > d.event_id and e.actor <> 'system'))
                                        and (used_by is null or used_by = :key)
                                      order by id desc limit 1)
                        """)
                .param("key", effect.key())
                .param("now", timestamp(time.instant()))
                .param("case", effect.caseNo())
                .param("subject", effect.subjectId())
                .param("tenant", effect.sender())
                .param("forms", array(ground.forms()))
                .param("content", effect.digest())
                .param("formerly", array(ground.formerly()))
                .update();
        if (used == 0) {
            if (isFormer(effect, ground)) {
                throw NoGround.former(effect, ground);
            }
            throw last(effect, ground).map(known -> refused(effect, known)).orElseGet(() -> NoGround.undecided(effect));
        }
    }

    /**
     * Whether what was decided last, was decided in a release before this one, which kept no content: its decision came by the migration,
     * or there is only the approval on record. On this release each has its decision in the same transaction, by the same person.
     */
    private boolean isFormer(Effect effect, Ground.Decision ground) {
        return db.sql("""
                        select exists (select 1 from case_event e
                         where e.id = (select max(id) from case_event
                                        where case_no = :case and tenant = :tenant and subject_id = :subject
                                          and what = any(:formerly))
                           and not exists (select 1 from decision d
                                            where d.case_no = e.case_no and d.tenant = e.tenant and d.subject_id = e.subject_id
                                              and d.form is not null and d.decided_by = e.actor
                                              and d.decided_at between e.at and e.at + interval '1 minute'))
                            or coalesce((select content is null from decision
                                          where case_no = :case and tenant = :tenant and subject_id = :subject
                                            and (form = any(:forms) or formerly = any(:formerly))
                                          order by id desc limit 1), false)
                        """)
                .param("case", effect.caseNo())
                .param("tenant", effect.sender())
                .param("subject", effect.subjectId())
                .param("formerly", array(ground.formerly()))
                .param("forms", array(ground.forms()))
                .query(Boolean.class)
                .single();
    }

    /** It was decided before this release, and nobody can tell over what: it has to be decided again, and counts no more. */
    void forget(Effect effect, Ground.Decision ground) {
        db.sql("""
                        delete from decision
                         where case_no = ? and tenant = ? and subject_id = ? and content is null and formerly = any(?)
                        """)
                .params(effect.caseNo(), effect.sender(), effect.subjectId(), array(ground.formerly()))
                .update();
    }

    private record Known(boolean sameContent) {}

    private static NoGround refused(Effect effect, Known known) {
        return known.sameContent() ? NoGround.used(effect) : NoGround.decidedOtherwise(effect);
    }

    private Optional<Known> last(Effect effect, Ground.Decision ground) {
        return db.sql("""
                        select content is not distinct from :content as same_content from decision
                         where case_no = :case and tenant = :tenant and subject_id = :subject
                           and (form = any(:forms) or formerly = any(:formerly))
                         order by id desc limit 1
                        """)
                .param("case", effect.caseNo())
                .param("subject", effect.subjectId())
                .param("tenant", effect.sender())
                .param("forms", array(ground.forms()))
                .param("content", effect.digest())
                .param("formerly", array(ground.formerly()))
                .query(Known.class)
                .optional();
    }

    /**
     * Whether the organisation has taken such a decision in the case, over whatever content.
     *
     * @param widely whatever it was about; else about the same as the effect
     */
    boolean covers(Effect effect, Ground.Decision ground, boolean widely) {
        return db.sql("""
                        select exists (select 1 from decision
                         where case_no = :case and tenant = :tenant and (:widely or subject_id = :subject)
                           and (form = any(:forms) or formerly = any(:formerly)))
                        """)
                .param("case", effect.caseNo())
                .param("tenant", effect.sender())
                .param("widely", widely)
                .param("subject", effect.subjectId())
                .param("forms", array(ground.forms()))
                .param("formerly", array(ground.formerly()))
                .query(Boolean.class)
                .single();
    }

    private static String[] array(Set<String> names) {
        return names.toArray(String[]::new);
    }
}
