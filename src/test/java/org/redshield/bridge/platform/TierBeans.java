package org.redshield.bridge.platform;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.redshield.bridge.platform.process.DataTierTable;
import org.redshield.bridge.platform.request.TierRules;
import org.redshield.bridge.platform.request.Tiers;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;

/** The data tiers' beans for tests that build their own small context. The table is the packaged one. */
@Import(Tiers.class)
public class TierBeans {

    /** The table as it lies in this repository. */
    public static DataTierTable table() {
        try {
            return DataTierTable.read(Files.readAllBytes(Path.of("processes/data-tiers.dmn")));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Bean
    TierRules tierRules() {
        DataTierTable table = table();
        return (dataset, level, ground) -> table.decide(dataset, level, ground).ofVersion("dataTiers:1:packaged");
    }
}
