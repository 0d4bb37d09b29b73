package org.redshield.bridge.deadline.registered;

import org.redshield.bridge.cases.act.Act;
import org.redshield.bridge.cases.act.ActsOf;
import org.redshield.bridge.cases.act.Ground;
import org.redshield.bridge.cases.law.Law;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What takes effect on a deadline that an officer has registered; both are in force with what is entered. */
@Configuration(value = "declaredDeadlineActs", proxyBeanMethods = false)
class DeadlineActs {

    static final Act EXTEND = Act.named("EXTEND_DEADLINE", "延长登记的期限")
            .under(
                    Law.PROCEDURE.cite(18),
                    Law.PROCEDURE.cite(38),
                    Law.PROCEDURE.cite(55),
                    Law.PROCEDURE.cite(64),
                    Law.PROCEDURE.cite(72),
                    Law.PENALTY.cite(60),
                    Law.COMPULSION.cite(25),
                    Law.COMPLAINTS.cite(27))
            .resting("没有届满的期限", "理由")
            .on(Ground.decision("approveExtension"));

    static final Act PAUSE = Act.named("PAUSE_DEADLINE", "中止计算登记的期限")
            .under(
                    Law.PROCEDURE.cite(18),
                    Law.PROCEDURE.cite(38),
                    Law.PROCEDURE.cite(64),
                    Law.PENALTY.cite(60),
                    Law.COMPULSION.cite(25),
                    Law.COMPLAINTS.cite(22),
                    Law.COMPLAINTS.cite(23))
            .resting("该期限可以中止的事由", "起始日", "理由")
            .on(Ground.rule("该期限所依据的条款：依法不计入期限的时间，由办案人员登记"));

    @Bean
    static ActsOf actsOfDeadlines() {
        return new ActsOf("登记的期限", EXTEND, PAUSE);
    }
}
