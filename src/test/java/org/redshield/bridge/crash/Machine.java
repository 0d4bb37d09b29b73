package org.redshield.bridge.crash;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A machine with an address of its own that can be lost: nothing comes back from it then, not even a refusal, which is what a dead
 * process sends. It is a network namespace, for which one must be root.
 */
public final class Machine implements AutoCloseable {

    private final String name = "bridge" + ProcessHandle.current().pid();
    private final String network = "10.213." + ProcessHandle.current().pid() % 250;

    private Machine() {}

    /** Empty where one may not make one. */
    public static Optional<Machine> make() throws IOException {
        Machine machine = new Machine();
        String there = machine.name + "m";
        boolean made = run("ip", "netns", "add", machine.name)
                && run("ip", "link", "add", machine.name, "type", "veth", "peer", "name", there)
                && run("ip", "link", "set", there, "netns", machine.name)
                && run("ip", "addr", "add", machine.network + ".1/30", "dev", machine.name)
                && run("ip", "link", "set", machine.name, "up")
                && machine.inside("ip", "addr", "add", machine.address() + "/30", "dev", there)
                && machine.inside("ip", "link", "set", there, "up")
                && machine.inside("ip", "link", "set", "lo", "up");
        if (!made) {
            machine.close();
        }
        return made ? Optional.of(machine) : Optional.empty();
    }

    String address() {
        return network + ".2";
    }

    /** The beginning of a command that runs there. */
    List<String> command() {
        return List.of("ip", "netns", "exec", name);
    }

    /** Its network goes. What runs there runs on, and does not know it. */
    public void lose() throws IOException {
        if (!inside("ip", "link", "set", name + "m", "down")) {
            throw new IOException("The network of " + name + " stays");
        }
    }

    private boolean inside(String... command) throws IOException {
        List<String> all = new ArrayList<>(command());
        all.addAll(List.of(command));
        return run(all.toArray(String[]::new));
    }

    private static boolean run(String... command) throws IOException {
        try {
            return new ProcessBuilder(command)
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start()
                            .waitFor()
                    == 0;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() throws IOException {
        run("ip", "netns", "del", name);
    }
}
