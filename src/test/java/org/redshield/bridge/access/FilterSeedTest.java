package org.redshield.bridge.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.camunda.bpm.engine.FilterService;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.filter.Filter;
import org.camunda.bpm.engine.impl.persistence.entity.FilterEntity;
import org.junit.jupiter.api.Test;
import org.redshield.bridge.support.BridgeTest;
import org.springframework.beans.factory.annotation.Autowired;

@BridgeTest
class FilterSeedTest {

    private static final String NAME = "本岗位待认领";

    @Autowired
    private FilterSeed seed;

    @Autowired
    private FilterService filters;

    @Autowired
    private TaskService tasks;

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

    private Filter filter() {
        return filters.createFilterQuery().filterName(NAME).singleResult();
    }

    private static String definition(Filter filter) {
        return ((FilterEntity) filter).getQueryInternal();
    }
}
