package org.redshield.bridge.restoreguard;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.redshield.bridge.operations.requirement.Demand;
import org.redshield.bridge.operations.requirement.Requirement;
import org.springframework.core.env.Environment;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A place outside the database for how far the numbers have gone. */
class NumberRequirement implements Requirement {

    static final String DIRECTORY = "bridge.numbers.directory";

    static final Demand USABLE = Demand.stops(
            "不能读写编号记录目录 %s，它由 {} 指定，请交给运行节点的账号",
            "the directory of numbers %s of {} cannot be read or written; give it to the account that runs the nodes",
            DIRECTORY);

    private static final Demand THERE = Demand.needed(
            "编号记录目录 %s 由 {} 指定，它不存在，请先建好并交给运行节点的账号，各节点要用同一个目录，与数据库不在同一块磁盘上",
            "the directory of numbers %s of {} is not there; make it for the account that runs the nodes, on another disk than the"
                    + " database; all nodes share one",
            DIRECTORY);

    @Override
    public String about() {
        return "Numbers";
    }

    @Override
    public List<Demand> demands() {
        return List.of(USABLE, THERE);
    }

    private static Path folder(Environment settings) {
        return Path.of(settings.getProperty(DIRECTORY, "data/numbers"));
    }

    @Override
    public List<Lack> hindering(Environment settings, Optional<JdbcClient> database) {
        Path folder = folder(settings);
        return Requirement.isWritable(folder) ? List.of() : List.of(USABLE.lacking(folder));
    }

    @Override
    public List<Lack> lacking(Environment settings, Optional<JdbcClient> database) {
        Path folder = folder(settings);
        return Files.exists(folder) ? List.of() : List.of(THERE.lacking(folder));
    }
}
