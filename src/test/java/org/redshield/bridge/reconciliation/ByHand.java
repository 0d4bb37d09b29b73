package org.redshield.bridge.reconciliation;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.redshield.bridge.reconciliation.Market.Made;

/**
 * A second, simple way to score and level of a match, from what the page is given and nothing else. Beside that it looks whether
 * the page is given what is so: the register as it was made, and the table of weights.
 */
final class ByHand {

    private static final int UNSEEN = 131_072;

    private final int entries;
    private final Map<String, Map<String, Long>> counts;
    private final Map<String, Integer> weights;

    ByHand(Market market) {
        this.entries = market.register().size();
        this.counts = Map.of(
                "NAME", Market.counted(market.register().stream().map(Made::trade)),
                "LINE", Market.counted(market.register().stream().map(Made::line)),
                "ROAD", Market.counted(market.register().stream().map(Made::road)));
        try {
            this.weights = Files.readAllLines(Path.of("docs/adr/0084-reconciliation.md")).stream()
                    .filter(line -> line.matches("\\| [A-Z]+ \\| [A-Z]+ \\| -?\\d+ \\|"))
                    .map(line -> line.split(" *\\| *"))
                    .collect(Collectors.toMap(cells -> cells[1] + " " + cells[2], cells -> Integer.valueOf(cells[3])));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** With the weights of a version, as the page is given them. */
    ByHand with(JsonNode learned) {
        learned.forEach(one -> weights.put(
                one.path("field").asText() + " " + one.path("agreement").asText(),
                one.path("learned").asInt()));
        return this;
    }

    void check(JsonNode match) {
        for (JsonNode candidate : match.path("candidates")) {
            assertThat(candidate.path("score").asInt()).isEqualTo(sum(candidate));
        }
        assertThat(match.path("level").asText()).as(match.toString()).isEqualTo(level(match));
    }

    /** Whether so many entries have the values as it says. A few invented names and addresses can be read in two ways. */
    void checkRegister(JsonNode match) {
        match.path("candidates")
                .forEach(candidate -> candidate.path("contributions").forEach(line -> {
                    String field = line.path("field").asText();
                    long having = line.path("having").asLong();
                    if (having > 0 && counts.containsKey(field)) {
                        assertThat(counts.get(field)
                                        .getOrDefault(line.path("value").asText(), 0L))
                                .as(line.toString())
                                .isEqualTo(having);
                    }
                }));
    }

    private int sum(JsonNode candidate) {
        int sum = 0;
        for (JsonNode line : candidate.path("contributions")) {
            String field = line.path("field").asText();
            int having = line.path("having").asInt();
            double among = line.path("among").asDouble();
            int rarity = having == 0 ? 0 : (int) Math.round(10 * Math.log(among / having) / Math.log(2));
            int weight = line.path("weight").asInt();
            int tenths = weight + (field.equals("PRIOR") ? -rarity : rarity);
            assertThat(line.path("tenths").asInt()).as(line.toString()).isEqualTo(tenths);
            sum += tenths;

            assertThat(among - entries)
                    .isEqualTo(List.of("NAME", "PERSON", "PHONE").contains(field) ? UNSEEN : 1);
            assertThat(weight)
                    .isEqualTo(weights.getOrDefault(
                            field + " " + line.path("agreement").asText(), 0));
        }
        return sum;
    }

    private String level(JsonNode match) {
        JsonNode why = match.path("why");
        boolean validCode = match.path("validCode").asBoolean();
        List<JsonNode> likely = new ArrayList<>();
        String registrant = "";
        for (JsonNode candidate : match.path("candidates")) {
            if (says(candidate, "CODE EQUAL") && says(candidate, "NAME DIFFERENT")) {
                registrant = candidate.path("uscc").asText();
            } else if (sum(candidate) >= why.path("weakFrom").asInt()) {
                likely.add(candidate);
            }
        }
        assertThat(why.path("registrant").asText("")).isEqualTo(registrant);
        assertThat(why.path("score").isNumber()).isEqualTo(!likely.isEmpty());
        assertThat(why.path("ahead").isNumber()).isEqualTo(likely.size() > 1);
        if (likely.isEmpty()) {
            return registrant.isEmpty() ? "NONE" : "WEAK";
        }
        JsonNode best = likely.get(0);
        int score = sum(best);
        boolean isAlone = likely.size() == 1
                || score - sum(likely.get(1)) >= why.path("margin").asInt();
        boolean byAddress = says(best, "ROAD EQUAL")
                && (says(best, "NAME EQUAL") && !says(best, "NUMBER DIFFERENT")
                        || says(best, "NAME CLOSE", "NAME LOOSE") && says(best, "NUMBER EQUAL"));
        boolean sameName = best.path("sameName").asBoolean();
        boolean byOthers = says(best, "CODE EQUAL", "CODE CLOSE", "PERSON EQUAL", "PHONE EQUAL")
                || says(best, "NAME EQUAL") && (sameName || says(best, "DIVISION EQUAL", "ROAD EQUAL"));
        boolean isBorneOut = byAddress || byOthers && !(validCode && says(best, "CODE DIFFERENT"));
        boolean isWhole = validCode && sameName && says(best, "CODE EQUAL");
        assertThat(why.path("score").asInt()).isEqualTo(score);
        if (likely.size() > 1) {
            assertThat(why.path("ahead").asInt()).isEqualTo(score - sum(likely.get(1)));
        }
        assertThat(why.path("bearers").isEmpty()).isEqualTo(!isBorneOut);
        assertThat(why.path("whole").asBoolean()).isEqualTo(isWhole);
        if (score < why.path("strongFrom").asInt() || !isAlone || !isBorneOut) {
            return "WEAK";
        }
        return isWhole ? "EXACT" : "STRONG";
    }

    private static boolean says(JsonNode candidate, String... agreements) {
        for (JsonNode line : candidate.path("contributions")) {
            String said =
                    line.path("field").asText() + " " + line.path("agreement").asText();
            if (List.of(agreements).contains(said)) {
                return true;
            }
        }
        return false;
    }
}
