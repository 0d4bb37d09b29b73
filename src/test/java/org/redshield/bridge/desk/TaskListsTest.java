package org.redshield.bridge.desk;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.camunda.bpm.engine.AuthorizationService;
import org.camunda.bpm.engine.FilterService;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.authorization.Authorization;
import org.camunda.bpm.engine.authorization.Permissions;
import org.camunda.bpm.engine.authorization.Resources;
import org.camunda.bpm.engine.filter.Filter;
import org.camunda.bpm.engine.impl.persistence.entity.FilterEntity;
import org.junit.jupiter.api.Test;
import org.redshield.bridge.support.BridgeTest;
import org.springframework.beans.factory.annotation.Autowired;

@BridgeTest
class TaskListsTest {

    private static final String NAME = "待认领";

    @Autowired
    private TaskLists seed;

    @Autowired
    private FilterService filters;

    @Autowired
    private TaskService tasks;

    @Autowired
    private AuthorizationService authorizations;

    @Test
    void aListOfAnEarlierReleaseBecomesThatOfThisOne() {
        Filter released = filter();
        long all = filters.createFilterQuery().count();
        filters.saveFilter(filter().setQuery(tasks.createTaskQuery().taskUnassigned())
                .setProperties(Map.of("description", "从前的说明", "priority", 3)));
        assertThat(definition(filter())).isNotEqualTo(definition(released));

        seed.run(null);

        assertThat(filter().getId()).isEqualTo(released.getId());
        assertThat(definition(filter())).isEqualTo(definition(released));
        assertThat(filter().getProperties()).isEqualTo(released.getProperties());
        assertThat(filters.createFilterQuery().count()).isEqualTo(all);
    }

    @Test
    void aListThatThisReleaseDoesNotHaveIsGone() {
        filters.saveFilter(filters.newTaskFilter("我的任务").setQuery(tasks.createTaskQuery()));

        seed.run(null);

        assertThat(filters.createFilterQuery().filterName("我的任务").count()).isZero();
    }

    /** An earlier release granted all lists to every role. */
    @Test
    void onlyTheListsOfItsOwnAreGrantedToARole() {
        Authorization everything = authorizations.createNewAuthorization(Authorization.AUTH_TYPE_GRANT);
        everything.setGroupId("officer");
        everything.setResource(Resources.FILTER);
        everything.setResourceId(Authorization.ANY);
        everything.addPermission(Permissions.READ);
        authorizations.saveAuthorization(everything);

        seed.run(null);

        assertThat(authorizations
                        .createAuthorizationQuery()
                        .resourceType(Resources.FILTER)
                        .groupIdIn("officer")
                        .list())
                .extracting(grant -> filters.getFilter(grant.getResourceId()).getName())
                .containsExactlyInAnyOrder("待签收", "待办", "待认领", "今日到期", "即将到期", "已逾期", "我跟踪的案件");
    }

    private Filter filter() {
        return filters.createFilterQuery().filterName(NAME).singleResult();
    }

    private static String definition(Filter filter) {
        return ((FilterEntity) filter).getQueryInternal();
    }
}
