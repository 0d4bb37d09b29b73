package org.redshield.bridge.campaign;

import java.time.LocalDate;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.redshield.bridge.campaign.checks.CheckItem;
import org.redshield.bridge.letter.LetterDraft;

/**
 * The numbers of a campaign, each counted from the rows that stand behind it.
 *
 * @param subjects shops
 * @param operators who runs them: several shops of one operator are one here; a shop whose operator nobody knows is one, too
 * @param claimed subjects that belong to a bureau
 * @param rows by bureau and platform
 * @param kinds how far the subjects are that their holder found not in order, by what was looked at; one that is not in order in several
 *     is in several
 * @param weeks how many reached a stage in a week, by its Monday: a subject reaches a stage once, so that weeks add up to all
 */
public record CampaignCounts(
        int subjects,
        int operators,
        int claimed,
        List<Row> rows,
        Map<CheckItem, Map<SubjectStage, Integer>> kinds,
        Map<LocalDate, Map<SubjectStage, Integer>> weeks) {

    /**
     * @param holder empty for what nobody has claimed
     * @param failed how many subjects are not in order, by what was looked at
     */
    public record Row(
            Optional<String> holder,
            String platform,
            int subjects,
            Map<SubjectStage, Integer> stages,
            Map<CheckItem, Integer> failed) {}

    /** Writes the numbers into the letter that tells of a campaign's end. */
    public interface InLetters {

        /** @param members of whatever state */
        UnaryOperator<LetterDraft> of(Campaign campaign, CampaignCounts counts, List<Member> members);
    }

    /** 检查对象 40 个；已核查 12，发现问题 5 … */
    public String told() {
        return "检查对象 " + subjects + " 个；"
                + stages().entrySet().stream()
                        .map(one -> one.getKey().title() + " " + one.getValue())
                        .collect(Collectors.joining("，"));
    }

    /** Of all bureaus and platforms. */
    public Map<SubjectStage, Integer> stages() {
        return sum(rows);
    }

    /** The same. */
    public Map<CheckItem, Integer> failed() {
        return failed(rows);
    }

    /** Of some rows, how many subjects are not in order. */
    public static Map<CheckItem, Integer> failed(List<Row> rows) {
        Map<CheckItem, Integer> sums = new EnumMap<>(CheckItem.class);
        rows.forEach(row -> row.failed().forEach((item, count) -> sums.merge(item, count, Integer::sum)));
        return sums;
    }

    /** Of some rows, by every stage. */
    public static Map<SubjectStage, Integer> sum(List<Row> rows) {
        Map<SubjectStage, Integer> sums = new EnumMap<>(SubjectStage.class);
        for (SubjectStage stage : SubjectStage.values()) {
            sums.put(
                    stage,
                    rows.stream()
                            .mapToInt(row -> row.stages().getOrDefault(stage, 0))
                            .sum());
        }
        return sums;
    }
}
