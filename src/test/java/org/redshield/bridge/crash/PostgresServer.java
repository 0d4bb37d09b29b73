package org.redshield.bridge.crash;

import static org.assertj.core.api.Assertions.assertThat;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/** A PostgreSQL of the tests' binaries that is started and stopped in every way that pg_ctl knows, and in none. */
public final class PostgresServer implements AutoCloseable {

    private final Path programs;
    private final Path data;
    private final Optional<Machine> machine;
    private final int port;

    private PostgresServer(Path programs, Path data, Optional<Machine> machine) throws IOException {
        this.programs = programs;
        this.data = data;
        this.machine = machine;
        try (ServerSocket socket = new ServerSocket(0)) {
            this.port = socket.getLocalPort();
        }
    }

    /**
     * A new one that streams to standbys. It does not run yet.
     *
     * @param data a directory that is empty or not there
     * @param machine where it runs; this one if empty
     */
    public static PostgresServer create(Path data, Optional<Machine> machine) throws IOException {
        Path programs;
        try (EmbeddedPostgres once = EmbeddedPostgres.builder()
                .setDataDirectory(data)
                .setCleanDataDirectory(false)
                .setRegisterShutdownHook(false)
                .start()) {
            programs =
                    Files.readSymbolicLink(Path.of("/proc", pid(data), "exe")).getParent();
        }
        PostgresServer server = new PostgresServer(programs, data, machine);
        if (machine.isPresent()) {
            Files.writeString(
                    data.resolve("pg_hba.conf"),
                    "host all,replication all samenet trust%n".formatted(),
                    StandardOpenOption.APPEND);
        }
        server.set("""
                listen_addresses = '*'
                max_connections = 200
                log_error_verbosity = terse
                max_wal_size = 256MB
                wal_keep_size = 512MB
                """);
        return server;
    }

    /** A standby of this one, which must run. It does not run yet. */
    public PostgresServer standby(Path at) throws IOException, SQLException {
        BaseBackup.make(dataSource(), data, at);
        PostgresServer standby = new PostgresServer(programs, at, Optional.empty());
        Files.createFile(at.resolve("standby.signal"));
        standby.set("primary_conninfo = 'host=%s port=%d user=postgres'%n".formatted(host(), port));
        return standby;
    }

    /** A server of a base backup of this one, which may be gone, that reads WAL first. It does not run yet. */
    public PostgresServer recovered(Path backup, String settings) throws IOException {
        PostgresServer recovered = new PostgresServer(programs, backup, Optional.empty());
        Files.createFile(backup.resolve("recovery.signal"));
        recovered.set(settings);
        return recovered;
    }

    /** From here on what is committed is at a standby too. */
    public void waitForStandbys() {
        JdbcClient jdbc = JdbcClient.create(dataSource());
        jdbc.sql("alter system set synchronous_standby_names = '*'").update();
        jdbc.sql("select pg_reload_conf()").query(Boolean.class).single();
    }

    /** From its next start on. */
    public void set(String settings) throws IOException {
        Files.writeString(
                data.resolve("postgresql.auto.conf"), settings, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }

    public void start() throws IOException {
        assertThat(control(
                        "start",
                        "-o",
                        "-p " + port,
                        "-l",
                        data.resolveSibling(data.getFileName() + ".log").toString()))
                .as("PostgreSQL starts, see " + data + ".log")
                .isZero();
    }

    /** @param mode {@code fast}, or {@code immediate}, which is as a failed machine */
    public void stop(String mode) throws IOException {
        control("stop", "-m", mode);
    }

    /** SIGKILL; its children end when they see it. */
    public void kill() throws IOException {
        ProcessHandle.of(Long.parseLong(pid(data))).ifPresent(ProcessHandle::destroyForcibly);
    }

    public void promote() throws IOException {
        assertThat(control("promote")).as("the standby is promoted").isZero();
    }

    public boolean isRunning() throws IOException {
        return control("status") == 0;
    }

    public String hostAndPort() {
        return host() + ":" + port;
    }

    private String host() {
        return machine.map(Machine::address).orElse("127.0.0.1");
    }

    public DataSource dataSource() {
        return new DriverManagerDataSource("jdbc:postgresql://" + hostAndPort() + "/postgres", "postgres", "postgres");
    }

    private int control(String... words) throws IOException {
        List<String> command = new ArrayList<>(machine.map(Machine::command).orElse(List.of()));
        if (System.getProperty("user.name").equals("root")) {
            // It refuses to run as root.
            command.addAll(List.of("unshare", "-U"));
        }
        command.addAll(List.of(programs.resolve("pg_ctl").toString(), "-D", data.toString(), "-w"));
        command.addAll(List.of(words));
        try {
            Process process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            return process.waitFor(90, TimeUnit.SECONDS) ? process.exitValue() : -1;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static String pid(Path data) throws IOException {
        return Files.readAllLines(data.resolve("postmaster.pid")).get(0).strip();
    }

    @Override
    public void close() throws IOException {
        stop("immediate");
    }
}
