package org.redshield.bridge.ops;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;

/** A disk that a test may fill, for which one must be root. */
final class SmallDisk {

    private SmallDisk() {}

    /** @return whether one may */
    static boolean mount(Path at, String size) throws IOException, InterruptedException {
        Files.createDirectories(at);
        return new ProcessBuilder("mount", "-t", "tmpfs", "-o", "size=" + size, "none", at.toString())
                        .redirectErrorStream(true)
                        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                        .start()
                        .waitFor()
                == 0;
    }

    static void unmount(Path at) throws IOException, InterruptedException {
        new ProcessBuilder("umount", "-l", at.toString()).start().waitFor();
    }

    /** With one file, to the last byte. */
    static void fill(Path file) throws IOException {
        FileStore disk = Files.getFileStore(file.getParent());
        try (var out = Files.newOutputStream(file)) {
            byte[] block = new byte[64 * 1024];
            while (disk.getUsableSpace() > 0) {
                out.write(block, 0, (int) Math.min(block.length, disk.getUsableSpace()));
            }
        } catch (IOException full) {
            assertThat(disk.getUsableSpace()).isZero();
        }
    }
}
