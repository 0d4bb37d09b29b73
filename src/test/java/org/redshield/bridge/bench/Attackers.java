package org.redshield.bridge.bench;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;
import org.redshield.bridge.support.Http;

/**
 * Who besets a node: 500 slow sockets, 50 heavy queries of five people and bodies of 20 MB, each again as soon as it was
 * answered or sent away. A process of its own with the lowest priority, because it shares the processor with the node that is
 * measured: whatever it would do elsewhere must not be counted. Says at its end what it was answered.
 */
final class Attackers {

    private static final int SLOW = 500;
    private static final int HEAVY = 50;
    private static final int LARGE = 4;
    private static final List<String> PEOPLE =
            List.of("officer330110", "officer2330110", "unithead330110", "supervisor330110", "bureauhead330110");

    private final URI address;
    private final Map<String, LongAdder> answers = new ConcurrentHashMap<>();

    private Attackers(URI address) {
        this.address = address;
    }

    /** Begins at once and ends with {@code close} of the process's input. */
    static Process begin(String address) throws IOException {
        return new ProcessBuilder(
                        "nice",
                        "-n",
                        "19",
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx256m",
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+UseSerialGC",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Attackers.class.getName(),
                        address)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }

    public static void main(String[] args) throws IOException {
        Attackers attackers = new Attackers(URI.create(args[0]));
        ExecutorService threads = Executors.newCachedThreadPool();
        threads.submit(attackers::slowly);
        for (int i = 0; i < HEAVY; i++) {
            String person = PEOPLE.get(i % PEOPLE.size());
            threads.submit(() -> attackers.heavily(person));
        }
        byte[] large = ("{\"taskIdIn\":[\"" + "x".repeat(20_000_000)).getBytes(StandardCharsets.US_ASCII);
        for (int i = 0; i < LARGE; i++) {
            threads.submit(() -> attackers.largely(large));
        }
        while (System.in.read() >= 0) {
            // Until the other side closes it.
        }
        System.out.println(new TreeMap<>(attackers.answers) + ", processor time "
                + ProcessHandle.current()
                        .info()
                        .totalCpuDuration()
                        .map(Duration::toSeconds)
                        .orElse(-1L) + " s");
        System.exit(0);
    }

    private void answered(String what) {
        answers.computeIfAbsent(what, key -> new LongAdder()).increment();
    }

    private void heavily(String person) {
        Http http = new Http(address.toString(), person);
        while (true) {
            answered("query "
                    + http.get("/engine-rest/task/count?nameLike=%25x%25&descriptionLike=%25y%25"
                                    + "&processInstanceBusinessKeyLike=%259%25")
                            .status());
        }
    }

    private void largely(byte[] large) {
        while (true) {
            try (Socket socket = open()) {
                try {
                    head(socket, "/engine-rest/task", large.length);
                    socket.getOutputStream().write(large);
                    answered("large body taken");
                } catch (IOException e) {
                    answered("large body refused");
                }
            } catch (IOException e) {
                // Mostly for want of a free port of its own: trying on would only take the processors from both.
                answered("not connected");
                LockSupport.parkNanos(Duration.ofMillis(100).toNanos());
            }
        }
    }

    /** Whoever was sent away comes again. */
    private Void slowly() throws IOException {
        List<Socket> slow = new ArrayList<>();
        while (true) {
            slow.removeIf(socket -> !drip(socket));
            while (slow.size() < SLOW) {
                Socket socket = open();
                slow.add(socket);
                head(socket, "/api/platforms/taobao/events", 1000);
                answered("slow socket");
            }
            LockSupport.parkNanos(Duration.ofSeconds(1).toNanos());
        }
    }

    private static boolean drip(Socket socket) {
        try {
            if (socket.getInputStream().available() == 0) {
                socket.getOutputStream().write('x');
                return true;
            }
            socket.close();
        } catch (IOException e) {
            // It was closed.
        }
        return false;
    }

    /** They come from another address than officers. */
    private Socket open() throws IOException {
        return new Socket(
                InetAddress.getByName(address.getHost()), address.getPort(), InetAddress.getByName("127.0.0.2"), 0);
    }

    private static void head(Socket socket, String path, int length) throws IOException {
        socket.getOutputStream()
                .write(("POST " + path + " HTTP/1.1\r\nHost: bridge\r\nContent-Type: application/json\r\n"
                                + "Content-Length: " + length + "\r\n\r\n")
                        .getBytes(StandardCharsets.US_ASCII));
    }
}
