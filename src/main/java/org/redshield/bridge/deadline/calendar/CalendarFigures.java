package org.redshield.bridge.deadline.calendar;

import org.redshield.bridge.operations.Figures;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Whether the days off of next year are there when deadlines begin to reach into it. */
@Configuration(proxyBeanMethods = false)
class CalendarFigures {

    @Bean
    Figures figuresOfCalendar() {
        return Figures.of("bridge.calendar", """
                        select case when date_part('month', today) = 12
                                     and not exists (select from calendar_version
                                                      where year = date_part('year', today) + 1)
                                    then 1 else 0 end as missing
                          from (select :now at time zone 'Asia/Shanghai' as today) as china
                        """)
                .count("missing", "1 in December while the arrangement of next year is not loaded");
    }
}
