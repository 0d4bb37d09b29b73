package org.redshield.bridge;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EnoughMemoryTest {

    private static final long MUCH = 4 * EnoughMemory.NEEDED;

    @TempDir
    Path system;

    @Test
    void aMachineWithTooLittleIsToldOf() throws IOException {
        machine(684_000L * 1024);

        assertThat(memory().warning()).hasValueSatisfying(sentence -> assertThat(sentence)
                .startsWith("可用内存只有 700 MB，整个系统要用 " + EnoughMemory.NEEDED / 1_000_000 + " MB：")
                .contains("Only 700 MB of memory are available"));
    }

    @Test
    void aMachineWithEnoughIsNot() throws IOException {
        machine(EnoughMemory.NEEDED + 1024);

        assertThat(memory().warning()).isEmpty();
    }

    @Test
    void theLimitOfAContainerCountsWhereItIsLess() throws IOException {
        machine(MUCH);
        write("proc/self/cgroup", "0::/\n");
        write("groups/memory.max", "1500000000\n");
        write("groups/memory.current", "700000000\n");
        write("groups/memory.stat", "anon 600000000\ninactive_file 60000000\nactive_file 40000000\n");

        assertThat(memory().warning())
                .hasValueSatisfying(sentence -> assertThat(sentence).startsWith("可用内存只有 900 MB"));
    }

    @Test
    void soDoesTheLimitOfAGroupAroundIt() throws IOException {
        machine(MUCH);
        write("proc/self/cgroup", "0::/user.slice/shell\n");
        write("groups/user.slice/shell/memory.max", "max\n");
        write("groups/user.slice/shell/memory.current", "1000\n");
        write("groups/user.slice/memory.max", "800000000\n");
        write("groups/user.slice/memory.current", "0\n");

        assertThat(memory().warning())
                .hasValueSatisfying(sentence -> assertThat(sentence).startsWith("可用内存只有 800 MB"));
    }

    @Test
    void soDoesTheLimitOfTheFirstVersionOfGroups() throws IOException {
        machine(MUCH);
        write("proc/self/cgroup", "4:cpu,memory:/docker/1f\n0::/\n");
        // As a container sees it: its group is the root, whatever it is called.
        write("groups/memory/memory.limit_in_bytes", "900000000\n");
        write("groups/memory/memory.usage_in_bytes", "300000000\n");
        write("groups/memory/memory.stat", "total_inactive_file 50000000\ntotal_active_file 0\n");

        assertThat(memory().warning())
                .hasValueSatisfying(sentence -> assertThat(sentence).startsWith("可用内存只有 650 MB"));
    }

    @Test
    void noLimitIsNone() throws IOException {
        machine(MUCH);
        write("proc/self/cgroup", "4:memory:/\n0::/\n");
        write("groups/memory.max", "max\n");
        write("groups/memory.current", "1\n");
        write("groups/memory/memory.limit_in_bytes", "9223372036854771712\n");
        write("groups/memory/memory.usage_in_bytes", "20000000000\n");

        assertThat(memory().warning()).isEmpty();
    }

    @Test
    void aSystemThatDoesNotSayIsNotGuessedAt() {
        assertThat(memory().warning()).isEmpty();
    }

    private EnoughMemory memory() {
        return new EnoughMemory(system.resolve("proc"), system.resolve("groups"));
    }

    private void machine(long available) throws IOException {
        write(
                "proc/meminfo",
                "MemTotal: 90000000 kB\nMemFree: 1 kB\nMemAvailable: %d kB\n".formatted(available / 1024));
    }

    private void write(String file, String text) throws IOException {
        Path path = system.resolve(file);
        Files.createDirectories(path.getParent());
        Files.writeString(path, text);
    }
}
