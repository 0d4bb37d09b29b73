package org.redshield.bridge.engine;

import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import lombok.RequiredArgsConstructor;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Which processes work on which cases; for whoever holds the cases against them. */
@Component
@RequiredArgsConstructor
public class RunningCases {

    private static final int PAGE = 2_000;

    private final JdbcClient jdbc;
    private final ProcessContracts contracts;

    /** Of these cases those on which a process of the organisation works. */
    public Set<String> among(String tenant, Collection<String> caseNos) {
        return new HashSet<>(jdbc.sql("""
                        select business_key_ from act_ru_execution
                         where business_key_ = any(:cases) and tenant_id_ = :tenant
                        """)
                .param("cases", caseNos.toArray(String[]::new))
                .param("tenant", tenant)
                .query(String.class)
                .list());
    }

    private record Instance(String id, String caseNo) {}

    /**
     * The cases on which processes of an organisation work that nobody called, a portion at a time; a case may come again. What outlives a
     * case, and where only a task beside the way is left, is not among them.
     */
    public void each(String tenant, Consumer<Set<String>> portion) {
        List<Instance> page = page(tenant, "");
        while (!page.isEmpty()) {
            portion.accept(page.stream().map(Instance::caseNo).collect(Collectors.toSet()));
            page = page(tenant, page.get(page.size() - 1).id());
        }
    }

    private List<Instance> page(String tenant, String after) {
        return jdbc.sql("""
                        select e.id_, e.business_key_ from act_ru_execution e
                         where e.tenant_id_ = :tenant and e.id_ > :after and e.business_key_ is not null and e.super_exec_ is null
                           and split_part(e.proc_def_id_, ':', 1) <> all(:outliving)
                           and exists (select from act_ru_execution at
                                        where at.proc_inst_id_ = e.proc_inst_id_ and at.is_active_ and at.act_id_ <> all(:aside))
                         order by e.id_ limit :page
                        """)
                .param(
                        "outliving",
                        contracts.all().stream()
                                .filter(ProcessContract::outlivesItsCase)
                                .map(ProcessContract::key)
                                .toArray(String[]::new))
                .param("aside", contracts.aside().toArray(String[]::new))
                .param("tenant", tenant)
                .param("after", after)
                .param("page", PAGE)
                .query((row, number) -> new Instance(row.getString(1), row.getString(2)))
                .list();
    }
}
