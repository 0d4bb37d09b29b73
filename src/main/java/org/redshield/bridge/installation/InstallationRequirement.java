package org.redshield.bridge.installation;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.redshield.bridge.installation.Difference.Outcome;
import org.redshield.bridge.operations.requirement.Demand;
import org.redshield.bridge.operations.requirement.Demand.Weight;
import org.redshield.bridge.operations.requirement.Requirement;
import org.springframework.core.env.Environment;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What a start would refuse or hold for, by the same comparison. {@link InstallationCheck} refuses, by the first of them. */
class InstallationRequirement implements Requirement {

    /** How its sentences begin and end says {@link InstallationComparison}, of each pair that it holds against each other. */
    private static final Demand SAME = Demand.stops(
            "数据库、编号记录目录、证据存放处和设置是同一个安装的；不是的，逐项说明（docs/operations/install.md）",
            "database, numbers, evidence and settings are of one installation; where not, each pair is said"
                    + " (docs/operations/install.md)");

    private static final Demand COMPLETE = Demand.needed(
            "编号记录齐全；不齐全的，节点能启动，但暂停向平台发送",
            "the record of numbers is whole; where not, a node starts and nothing is sent to platforms");

    @Override
    public String about() {
        return "The installation's record";
    }

    @Override
    public List<Demand> demands() {
        return List.of(SAME, COMPLETE);
    }

    @Override
    public List<Lack> lacking(Environment settings, Optional<JdbcClient> database) {
        return database.stream()
                .flatMap(there -> Stream.concat(
                        HalfUpgrade.unfinished(there).stream(), InstallationComparison.of(settings, there).stream()))
                .map(one -> new Lack(
                        one.outcome() == Outcome.HELD ? Weight.NEEDED : Weight.STOPS, one.chinese(), one.english()))
                .toList();
    }
}
