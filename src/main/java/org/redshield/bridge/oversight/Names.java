package org.redshield.bridge.oversight;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import lombok.RequiredArgsConstructor;
import org.redshield.bridge.bureau.OfficerDirectory;
import org.redshield.bridge.bureau.Organisations;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** How organisations and people are called in lists, a page at a time. */
@Component
@RequiredArgsConstructor
public class Names {

    private final Organisations organisations;
    private final OfficerDirectory officers;
    private final JdbcClient jdbc;

    /** By code; one that is in no directory is not among them. */
    public Map<String, String> ofOrganisations(Collection<String> codes) {
        return organisations.names(codes);
    }

    /** By account: the name that the directory has, else the account's; an account without either is not among them. */
    public Map<String, String> ofPeople(Collection<String> users) {
        if (users.isEmpty()) {
            return Map.of();
        }
        Map<String, String> names = new HashMap<>();
        jdbc.sql("select id_, concat(last_, first_) as name from act_id_user where id_ in (:users)"
                        + " and concat(last_, first_) <> ''")
                .param("users", users)
                .query(row -> {
                    names.put(row.getString("id_"), row.getString("name"));
                });
        names.putAll(officers.names(users));
        return names;
    }
}
