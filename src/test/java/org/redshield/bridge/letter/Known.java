package org.redshield.bridge.letter;

import java.util.List;
import org.redshield.bridge.bureau.OfficerDirectory;
import org.redshield.bridge.bureau.Organisations;
import org.redshield.bridge.cases.ShopNames;
import org.redshield.bridge.model.Contracts;
import org.springframework.context.annotation.Bean;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What directories say, where there are no features that know shops. No annotation makes it a configuration of all tests. */
public class Known {

    @Bean
    static Backgrounds backgrounds(JdbcClient jdbc, Organisations organisations) {
        return of(jdbc, organisations);
    }

    public static Backgrounds of(JdbcClient jdbc, Organisations organisations) {
        return new Backgrounds(
                organisations,
                new OfficerDirectory(jdbc),
                new ShopNames(jdbc, List.of()),
                Contracts.letterKinds(),
                jdbc);
    }
}
