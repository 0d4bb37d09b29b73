package org.redshield.bridge.platform.records;

import java.sql.SQLException;
import javax.sql.DataSource;
import org.redshield.bridge.ReadOnlyConnections;
import org.redshield.bridge.platform.answer.RecordSettings;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Wires what queries on records need. */
@Configuration(proxyBeanMethods = false)
class RecordConfiguration {

    @Bean
    RecordDatabase recordDatabase(DataSource main, RecordSettings settings) throws SQLException {
        return new RecordDatabase(
                ReadOnlyConnections.beside(main, "records", settings.connections(), settings.timeout()));
    }
}
