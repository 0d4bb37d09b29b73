package org.redshield.bridge.numbers;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.redshield.bridge.operations.Requirement;
import org.springframework.core.env.Environment;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A place outside the database for how far the numbers have gone. */
class NumberRequirement implements Requirement {

    @Override
    public List<Lack> lacking(Environment settings, Optional<JdbcClient> database) {
        Path folder = Path.of(settings.getProperty("bridge.numbers.directory", "data/numbers"));
        return Files.isDirectory(folder) && Files.isWritable(folder)
                ? List.of()
                : List.of(Lack.needed(
                        "编号记录目录 " + folder
                                + "（bridge.numbers.directory）不存在或者不能写入，请先建好并交给运行节点的账号，各节点要用同一个目录，与数据库不在同一块磁盘上",
                        "the directory of numbers " + folder
                                + " (bridge.numbers.directory) is not there or cannot be written; make it for the account that runs"
                                + " the nodes, on another disk than the database; all nodes share one"));
    }
}
