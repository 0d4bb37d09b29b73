package org.redshield.bridge.breaks;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.redshield.bridge.breaks.Breaks.Break;

/** The list of breaks stays one of this code. */
class BreaksTest {

    private static final Path ROOT = Path.of("");

    @Test
    @DisplayName("there are two hundred breaks, and each has its one place")
    void eachHasItsPlace() throws IOException {
        List<Break> all = Breaks.read(ROOT);
        assertThat(all).hasSizeGreaterThanOrEqualTo(200);
        assertThat(all).extracting(Break::id).doesNotHaveDuplicates();
        assertThat(all).allSatisfy(one -> {
            assertThat(one.places(ROOT)).as(one.id() + " in " + one.file()).isEqualTo(1);
            assertThat(one.to()).as(one.id()).isNotEqualTo(one.from());
            assertThat(one.says()).as(one.id()).isNotBlank();
        });
    }

    @Test
    @DisplayName("forty breaks that one seed draws are of every feature, and the same again")
    void drawnOfEveryFeature() throws IOException {
        List<Break> all = Breaks.read(ROOT);
        List<Break> drawn = Breaks.draw(all, 7, 40);
        assertThat(drawn).hasSize(40).doesNotHaveDuplicates().isEqualTo(Breaks.draw(all, 7, 40));
        assertThat(drawn).isNotEqualTo(Breaks.draw(all, 8, 40));
        assertThat(drawn.stream().map(Break::feature).distinct())
                .hasSameElementsAs(all.stream().map(Break::feature).distinct().toList());
    }
}
