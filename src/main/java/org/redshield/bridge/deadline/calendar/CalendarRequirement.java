package org.redshield.bridge.deadline.calendar;

import java.time.InstantSource;
import java.time.LocalDate;
import java.time.Month;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.redshield.bridge.ChinaTime;
import org.redshield.bridge.operations.requirement.Demand;
import org.redshield.bridge.operations.requirement.Requirement;
import org.springframework.core.env.Environment;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The days off of this year, and from December on of the next. */
class CalendarRequirement implements Requirement {

    private static final Demand LOADED = Demand.needed(
            "没有 %s 年的节假日安排，期限只能按平常的星期计算，请载入",
            "the days off of %s are not loaded; deadlines are counted by plain weeks");

    @Override
    public String about() {
        return "Days off";
    }

    @Override
    public List<Demand> demands() {
        return List.of(LOADED);
    }

    @Override
    public List<Lack> lacking(Environment settings, Optional<JdbcClient> database) {
        LocalDate today = ChinaTime.day(InstantSource.system().instant());
        return database.map(there -> Stream.of(today.getYear(), today.getYear() + 1)
                        .filter(year -> year == today.getYear() || today.getMonth() == Month.DECEMBER)
                        .filter(year -> there.sql("select count(*) from calendar_version where year = ?")
                                        .param(year)
                                        .query(Integer.class)
                                        .single()
                                == 0)
                        .map(year -> LOADED.lacking(String.valueOf(year)))
                        .toList())
                .orElse(List.of());
    }
}
