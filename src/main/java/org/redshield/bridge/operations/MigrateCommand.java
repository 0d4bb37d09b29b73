package org.redshield.bridge.operations;

import java.util.Map;
import liquibase.integration.spring.SpringLiquibase;
import org.redshield.bridge.BridgeApplication;
import org.redshield.bridge.CannotStart;
import org.redshield.bridge.operations.requirement.StartCheck;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;

/**
 * {@code --migrate}: brings the database to this release with the owner's account, and ends: with 0 where it is there, with 1 where it
 * is not. Nodes may then do without that account ({@code spring.liquibase.enabled=false}). It may come twice, and beside nodes.
 */
@Order(Ordered.HIGHEST_PRECEDENCE)
public final class MigrateCommand extends Command {

    static final String ARGUMENT = "--migrate";

    public MigrateCommand() {
        super(ARGUMENT);
    }

    @Override
    protected int run(ConfigurableApplicationContext context) {
        try {
            OnlyWhatIsAskedFor.of(context, Map.of("spring.liquibase.enabled", "true"));
            StartCheck.checkDatabase(context.getEnvironment());
            context.refresh();
            context.getBean(SpringLiquibase.class);
            BridgeApplication.answer("\n数据库已经是这一版。The database is as this release needs it.\n");
            return 0;
        } catch (RuntimeException | Error e) {
            CannotStart why = CannotStart.of(e);
            BridgeApplication.answer(
                    "\n数据库没有升级完：%s。已完成的步骤保留，改正后再运行一遍，从中断处继续。The database is not migrated: %s. What is done stays; run it again when that is mended.\n"
                            .formatted(why.chinese(), why.english()));
            return 1;
        }
    }
}
