package org.redshield.bridge.operations.requirement;

import java.util.List;
import org.redshield.bridge.BridgeApplication;
import org.redshield.bridge.operations.requirement.Demand.Weight;
import org.redshield.bridge.operations.requirement.Requirement.Lack;
import org.springframework.boot.context.event.ApplicationPreparedEvent;
import org.springframework.context.ApplicationListener;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;

/**
 * {@code --check}: says in Chinese and English what stops the start, and what else is missing before real cases may be worked on, and
 * ends: with 0 where nothing is.
 * Nothing is started and nothing is written.
 */
@Order(Ordered.HIGHEST_PRECEDENCE)
public final class ProductionCheck implements ApplicationListener<ApplicationPreparedEvent> {

    static final String ARGUMENT = "--check";

    @Override
    public void onApplicationEvent(ApplicationPreparedEvent event) {
        if (List.of(event.getArgs()).contains(ARGUMENT)) {
            List<Lack> lacks =
                    Requirements.lacking(event.getApplicationContext().getEnvironment());
            BridgeApplication.answer(report(lacks));
            System.exit(lacks.stream().anyMatch(Lack::needed) ? 1 : 0);
        }
    }

    static String report(List<Lack> lacks) {
        long needed = lacks.stream().filter(Lack::needed).count();
        StringBuilder report = new StringBuilder("\n红盾云桥生产环境检查 Redshield Bridge, check for production\n");
        list(report, "\n节点不能启动 No node starts\n", lacks, Weight.STOPS);
        list(report, "\n缺少 Missing\n", lacks, Weight.NEEDED);
        list(report, "\n建议 Advised\n", lacks, Weight.ADVISED);
        return report.append(
                        needed == 0
                                ? "\n需要的都已具备。Nothing is missing.\n"
                                : "\n缺少 %1$d 项，补齐后再检查一遍。%1$d missing; check again when they are there.\n"
                                        .formatted(needed))
                .toString();
    }

    private static void list(StringBuilder report, String title, List<Lack> all, Weight weight) {
        List<Lack> lacks = all.stream().filter(lack -> lack.weight() == weight).toList();
        if (lacks.isEmpty()) {
            return;
        }
        report.append(title);
        for (int i = 0; i < lacks.size(); i++) {
            Lack lack = lacks.get(i);
            report.append("%3d. %s。%n     %s.%n".formatted(i + 1, lack.chinese(), lack.english()));
        }
    }
}
