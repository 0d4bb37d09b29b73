package org.redshield.bridge;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.springframework.util.FileSystemUtils;

/** What processes leave on the disk: that of the living stays, that of the dead is swept. */
class ScratchTest {

    /** Another node, until it is killed: it says where its file is, and waits. */
    static final class Node {

        public static void main(String[] args) throws IOException {
            Path file = Scratch.file("test", ".upload");
            Files.writeString(file, "举报人王某");
            System.out.println(file);
            System.in.read();
        }
    }

    @Test
    void whatAKilledProcessLeftIsSweptAndWhatTheLivingHaveIsNot() throws Exception {
        Path mine = Scratch.file("test", ".upload");
        Process node = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Node.class.getName())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try {
            Path theirs = Path.of(node.inputReader()
                    .lines()
                    .filter(line -> line.endsWith(".upload"))
                    .findFirst()
                    .orElseThrow());
            Scratch.sweep();
            assertThat(theirs).exists();
            node.destroyForcibly().waitFor(30, TimeUnit.SECONDS);
            assertThat(theirs).as("nobody tidied up when it was killed").exists();
            assertThat(Scratch.sweep()).isPositive();
            assertThat(theirs.getParent()).doesNotExist();
            assertThat(theirs.getParent().resolveSibling(theirs.getParent().getFileName() + ".lock"))
                    .doesNotExist();
        } finally {
            node.destroyForcibly();
        }
        assertThat(mine).exists();
        Files.delete(mine);
    }

    @Test
    void aFolderThatSomebodyTidiedAwayIsMadeAgain() throws IOException {
        Path before = Scratch.folder();
        FileSystemUtils.deleteRecursively(before);
        Path file = Scratch.file("test", ".upload");
        assertThat(file).exists();
        assertThat(file.getParent()).isNotEqualTo(before);
        Files.delete(file);
    }
}
