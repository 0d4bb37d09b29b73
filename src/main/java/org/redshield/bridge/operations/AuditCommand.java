package org.redshield.bridge.operations;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.redshield.bridge.BridgeApplication;
import org.redshield.bridge.CannotStart;
import org.redshield.bridge.operations.requirement.StartCheck;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;

/**
 * {@code --audit}: runs every {@link IntegrityCheck}, says in Chinese and English what is wrong, and ends: with 0 where nothing is, with
 * 1 where something is, with 2 where something could not be verified, whatever else was found. Of the application only what
 * does that is made: nothing is migrated, heard, sent or worked on, and nodes may run beside it.
 */
@Order(Ordered.HIGHEST_PRECEDENCE)
public final class AuditCommand extends Command {

    static final String ARGUMENT = "--audit";

    public AuditCommand() {
        super(ARGUMENT);
    }

    @Override
    protected int run(ConfigurableApplicationContext context) {
        try {
            Optional<CannotStart> hindrance = StartCheck.hindrance(context.getEnvironment());
            if (hindrance.isPresent()) {
                throw hindrance.get();
            }
            OnlyWhatIsAskedFor.of(context, Map.of("spring.liquibase.enabled", "false"));
            context.refresh();
            return audit(
                    context.getBeansOfType(IntegrityCheck.class).values().stream()
                            .toList(),
                    BridgeApplication::answer);
        } catch (RuntimeException | Error e) {
            CannotStart why = CannotStart.of(e);
            BridgeApplication.answer("\n没有核验：%s。Nothing was verified: %s.\n".formatted(why.chinese(), why.english()));
            return 2;
        }
    }

    /** Verifies, and tells what it finds as it goes. @return the code to end with */
    public static int audit(List<IntegrityCheck> all, Consumer<String> out) {
        out.accept("\n红盾云桥数据核验 Redshield Bridge, audit\n");
        Findings findings = new Findings(out);
        all.stream().sorted(Comparator.comparingInt(one -> one.title().order())).forEach(one -> audit(one, findings));
        out.accept(
                findings.wrong + findings.unread == 0
                        ? "\n全部相符。Everything is as it was kept.\n"
                        : "\n发现问题 %1$d 项，未能核验 %2$d 项，处理办法见 docs/operations/backup.md。%1$d wrong, %2$d not verified; docs/operations/backup.md says what to do.\n"
                                .formatted(findings.wrong, findings.unread));
        return findings.unread > 0 ? 2 : findings.wrong > 0 ? 1 : 0;
    }

    private static void audit(IntegrityCheck one, Findings findings) {
        findings.out.accept(
                "\n%s %s\n".formatted(one.title().chinese(), one.title().english()));
        findings.verified = 0;
        try {
            one.audit(findings);
        } catch (RuntimeException e) {
            CannotStart why = CannotStart.of(e);
            findings.unread("没有核验完，" + why.chinese(), "not verified to its end, " + why.english());
        }
        findings.out.accept("  已核验 %1$d 项。%1$d verified.\n".formatted(findings.verified));
    }

    /** Told as they are found: nothing is kept but how many. */
    private static final class Findings implements IntegrityCheck.Report {

        private final Consumer<String> out;
        private long verified;
        private long wrong;
        private long unread;

        Findings(Consumer<String> out) {
            this.out = out;
        }

        @Override
        public void verified(long more) {
            verified += more;
        }

        @Override
        public void wrong(String chinese, String english) {
            wrong++;
            out.accept("  ✗ %s。%n    %s.%n".formatted(chinese, english));
        }

        @Override
        public void unread(String chinese, String english) {
            unread++;
            out.accept("  ? %s。%n    %s.%n".formatted(chinese, english));
        }
    }
}
