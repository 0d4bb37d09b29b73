package org.redshield.bridge.installation;

import java.util.List;
import org.redshield.bridge.BridgeApplication;
import org.redshield.bridge.CannotStart;
import org.redshield.bridge.installation.Difference.Outcome;
import org.redshield.bridge.operations.Command;
import org.redshield.bridge.operations.requirement.StartCheck;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * {@code --accept}: says in Chinese and English in what this node's settings differ from the record, writes down that it is meant so, and
 * ends: with 0 where nodes with these settings start now, with 1 where something differs to which nobody can agree; then nothing is written.
 */
@Order(Ordered.HIGHEST_PRECEDENCE)
public final class AcceptCommand extends Command {

    static final String ARGUMENT = "--accept";

    public AcceptCommand() {
        super(ARGUMENT);
    }

    @Override
    protected int run(ConfigurableApplicationContext context) {
        ConfigurableEnvironment settings = context.getEnvironment();
        try {
            StartCheck.hindrance(settings).ifPresent(why -> {
                throw why;
            });
            boolean[] accepted = new boolean[1];
            InstallationCheck.withDatabase(
                    settings,
                    database -> InstallationStart.alone(database, alone -> accepted[0] = accept(settings, alone)));
            return accepted[0] ? 0 : 1;
        } catch (RuntimeException | Error e) {
            CannotStart why = CannotStart.of(e);
            BridgeApplication.answer(
                    "\n没有写下任何改动：%s。Nothing was written: %s.\n".formatted(why.chinese(), why.english()));
            return 1;
        }
    }

    private static boolean accept(ConfigurableEnvironment settings, JdbcClient database) {
        List<Difference> all = InstallationComparison.of(settings, database);
        all.stream().filter(one -> one.outcome() == Outcome.REFUSED).findFirst().ifPresent(one -> {
            throw one.cannotStart();
        });
        List<Difference> accepted = all.stream()
                .filter(one -> one.outcome() == Outcome.TO_BE_ACCEPTED)
                .toList();
        if (accepted.isEmpty()) {
            BridgeApplication.answer("\n与安装记录没有需要认可的差别。Nothing differs that would have to be accepted.\n");
            return true;
        }
        InstallationStart.accept(database, settings);
        StringBuilder said =
                new StringBuilder("\n已认可，安装记录改为本节点的设置 Accepted; on record is now what this node is set to\n");
        accepted.forEach(one -> said.append("  - %s。%n    %s.%n".formatted(one.bothSides(), one.bothSidesInEnglish())));
        BridgeApplication.answer(said.toString());
        return true;
    }
}
