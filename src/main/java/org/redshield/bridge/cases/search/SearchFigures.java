package org.redshield.bridge.cases.search;

import org.redshield.bridge.operations.Figures;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Cases that were changed and are not told anew for searches. */
@Configuration(proxyBeanMethods = false)
class SearchFigures {

    @Bean
    Figures figuresOfSearch() {
        return Figures.of("bridge.search", "select count(*) as waiting from search_due where not late")
                .count("waiting", "Cases that were changed and cannot be found as they are now");
    }
}
