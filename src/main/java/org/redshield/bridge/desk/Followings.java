package org.redshield.bridge.desk;

import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.redshield.bridge.Refusal;
import org.redshield.bridge.access.Caller;
import org.redshield.bridge.access.NotFound;
import org.redshield.bridge.cases.CaseAccess;
import org.redshield.bridge.engine.ProcessContracts;
import org.redshield.bridge.engine.view.FollowedCases;
import org.redshield.bridge.engine.view.OpenTasks;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * 关注: who follows which case. Whoever has one of the tasks of a case that are only for following it follows it without a word,
 * until he says that he does not.
 */
@Service
class Followings implements FollowedCases {

    /** What a list of the engine may be narrowed to. */
    static final int MOST = 300;

    private final JdbcClient jdbc;
    private final OpenTasks tasks;
    private final CaseAccess access;
    private final Set<String> tracking;

    Followings(JdbcClient jdbc, OpenTasks tasks, CaseAccess access, ProcessContracts contracts) {
        this.jdbc = jdbc;
        this.tasks = tasks;
        this.access = access;
        this.tracking = contracts.tracking();
    }

    private record Said(String caseNo, boolean following) {}

    @Override
    public List<String> instances(String user, Collection<String> tenants) {
        return tasks.instancesOf(of(user, tenants), tenants);
    }

    List<String> of(String user, Collection<String> tenants) {
        Set<String> followed = new LinkedHashSet<>();
        Set<String> left = new LinkedHashSet<>();
        jdbc.sql("""
                        select case_no, following from case_following
                         where user_id = :user and tenant = any(:tenants) order by said_at desc
                        """)
                .param("user", user)
                .param("tenants", tenants.toArray(String[]::new))
                .query((row, n) -> new Said(row.getString("case_no"), row.getBoolean("following")))
                .list()
                .forEach(said -> (said.following() ? followed : left).add(said.caseNo()));
        followed.addAll(tasks.casesOf(user, tenants, tracking));
        followed.removeAll(left);
        return followed.stream().limit(MOST).toList();
    }

    /** @throws NotFound casefile.unknown-case, also for a case that the person may only look at */
    boolean follows(Caller caller, String caseNo) {
        access.require(caller, caseNo);
        if (caller.looksOn()) {
            throw new NotFound("casefile.unknown-case", caseNo);
        }
        return of(caller.userId(), caller.tenants()).contains(caseNo);
    }

    /**
     * @throws org.redshield.bridge.access.NotFound casefile.unknown-case
     * @throws Refusal desk.too-many-followed
     */
    @Transactional
    boolean follow(Caller caller, String caseNo, boolean following) {
        access.require(caller, caseNo);
        List<String> followed = of(caller.userId(), caller.tenants());
        if (following && followed.size() >= MOST && !followed.contains(caseNo)) {
            throw new Refusal("desk.too-many-followed", MOST);
        }
        jdbc.sql("""
                        insert into case_following (user_id, tenant, case_no, following)
                        values (:user, :tenant, :caseNo, :following)
                        on conflict (user_id, tenant, case_no)
                        do update set following = excluded.following, said_at = now()
                        """)
                .param("user", caller.userId())
                .param("tenant", caller.tenant())
                .param("caseNo", caseNo)
                .param("following", following)
                .update();
        return following;
    }
}
