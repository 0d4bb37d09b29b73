package org.redshield.bridge.clues.intake;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.redshield.bridge.WrongSetting;
import org.redshield.bridge.clues.Report;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * What is imported in bulk, and how the files of each source are read.
 *
 * @param maxBytes largest file
 * @param maxRows most rows of a file; what comes after them is not imported, and the import says so
 * @param atOnce how many imports one node works on at a time
 * @param sources by the key that {@code ?source=} names
 */
@ConfigurationProperties(prefix = "bridge.clue-imports", ignoreUnknownFields = false)
record IntakeSettings(
        @DefaultValue("200MB") DataSize maxBytes,
        @DefaultValue("1000000") int maxRows,
        @DefaultValue("2") int atOnce,
        Map<String, Source> sources) {

    IntakeSettings {
        WrongSetting.unlessAtLeast(1, "max-bytes", maxBytes.toBytes());
        WrongSetting.unlessAtLeast(1, "max-rows", maxRows);
        WrongSetting.unlessAtLeast(1, "at-once", atOnce);
        sources = sources == null ? Map.of() : Map.copyOf(sources);
    }

    /**
     * One source of files.
     *
     * @param title as people know it
     * @param channel of rows that name none
     * @param channels by channel, what else its files call it; its name and its title always are known
     * @param cause 案由 of rows that name none
     * @param columns by our code of a column, the headings under which it may stand; the code itself always may
     * @param optional codes of the columns that its files need not have
     */
    record Source(
            String title,
            Report.Channel channel,
            Map<Report.Channel, List<String>> channels,
            String cause,
            Map<String, List<String>> columns,
            Set<String> optional) {

        Source {
            channels = channels == null ? Map.of() : Map.copyOf(channels);
            columns = columns == null ? Map.of() : Map.copyOf(columns);
            optional = optional == null ? Set.of() : Set.copyOf(optional);
            for (Set<String> named : List.of(columns.keySet(), optional)) {
                named.stream()
                        .filter(code -> ClueColumn.of(code).isEmpty())
                        .findFirst()
                        .ifPresent(code -> {
                            throw new WrongSetting("columns", "没有名为“" + code + "”的列", "knows no column " + code);
                        });
            }
        }
    }
}
