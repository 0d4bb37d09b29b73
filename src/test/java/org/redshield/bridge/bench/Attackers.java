package org.redshield.bridge.bench;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;
import org.redshield.bridge.scenario.Requests;
import org.redshield.bridge.support.Desk;
import org.redshield.bridge.support.HostileFiles;
import org.redshield.bridge.support.HostileUploads;
import org.redshield.bridge.support.Http;

/**
 * Who besets a node: 500 slow sockets, 50 heavy queries of five people and bodies of 20 MB, each again as soon as it was
 * answered or sent away. A process of its own with the lowest priority, because it shares the processor with the node that is
 * measured: whatever it would do elsewhere must not be counted. Says at its end what it was answered. Which of that it does is the {@link
 * Attack}; those of a single account are the officer's of another bureau than all who are measured.
 */
final class Attackers {

    private static final int SLOW = 500;
    private static final int HEAVY = 50;
    private static final int LARGE = 4;
    private static final int SLOW_OF_ONE = 300;
    private static final String ACCOUNT = "officer330100";
    private static final String TABLES = "multipart/form-data; boundary=b";

    /** What is done. */
    enum Attack {
        /** Slow sockets, heavy queries and large bodies of five people. */
        ALL,
        /** Hostile files of data of one account. */
        UPLOADS,
        /** 300 slow downloads of one account. */
        READERS,
        /** 300 slow senders of one account. */
        WRITERS
    }

    private static final List<String> PEOPLE =
            List.of("officer330110", "officer2330110", "unithead330110", "supervisor330110", "bureauhead330110");

    private final URI address;
    private final Map<String, LongAdder> answers = new ConcurrentHashMap<>();

    private Attackers(URI address) {
        this.address = address;
    }

    /** Begins at once and ends with {@code close} of the process's input. */
    static Process begin(String address, Attack attack) throws IOException {
        return new ProcessBuilder(
                        "nice",
                        "-n",
                        "19",
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx768m",
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+UseSerialGC",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Attackers.class.getName(),
                        address,
                        attack.name())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }

    public static void main(String[] args) throws IOException {
        Attackers attackers = new Attackers(URI.create(args[0]));
        ExecutorService threads = Executors.newCachedThreadPool();
        switch (Attack.valueOf(args[1])) {
            case ALL -> attackers.all(threads);
            case UPLOADS -> threads.submit(attackers::uploads);
            case READERS -> threads.submit(attackers::readers);
            case WRITERS -> threads.submit(attackers::writers);
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

    private void all(ExecutorService threads) {
        threads.submit(this::slowly);
        for (int i = 0; i < HEAVY; i++) {
            String person = PEOPLE.get(i % PEOPLE.size());
            threads.submit(() -> heavily(person));
        }
        byte[] large = ("{\"taskIdIn\":[\"" + "x".repeat(20_000_000)).getBytes(StandardCharsets.US_ASCII);
        for (int i = 0; i < LARGE; i++) {
            threads.submit(() -> largely(large));
        }
    }

    /** One hostile file after the other, as an import of clues and as a table of shops, without waiting for what becomes of it. */
    private Void uploads() {
        Http officer = new Http(address.toString(), ACCOUNT);
        while (true) {
            for (HostileFiles.Hostile file : HostileFiles.all(HostileUploads.CLUES)) {
                answered("upload "
                        + officer.send("POST", "/api/clues/imports?source=12315&preview=true", "text/csv", file.bytes())
                                .status());
            }
            for (HostileFiles.Hostile file : HostileFiles.all(HostileUploads.SHOPS)) {
                answered("upload "
                        + officer.send("POST", "/api/reconciliations", TABLES, tables(file))
                                .status());
            }
        }
    }

    private static byte[] tables(HostileFiles.Hostile file) {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        String head = "--b\r\nContent-Disposition: form-data; name=\"%s\"; filename=\"t.csv\"\r\n\r\n";
        body.writeBytes(head.formatted("shops").getBytes(StandardCharsets.US_ASCII));
        body.writeBytes(file.bytes());
        body.writeBytes(("\r\n" + head.formatted("registry") + "uscc,name,address\r\n\r\n--b--\r\n")
                .getBytes(StandardCharsets.US_ASCII));
        return body.toByteArray();
    }

    /** All download one file of 30 MB of a case of their own, and take a kilobyte a second of it. */
    private Void readers() throws IOException {
        Desk desk = new Desk(address.toString(), Duration.ofSeconds(60));
        String caseNo = desk.raised(ACCOUNT, Requests.question());
        byte[] file = new byte[30_000_000];
        System.arraycopy("%PDF-1.7".getBytes(StandardCharsets.US_ASCII), 0, file, 0, 8);
        String id = new Http(address.toString(), ACCOUNT)
                .upload("/api/cases/" + caseNo + "/evidence", Map.of("note", "附件"), "a.pdf", file)
                .json()
                .path("id")
                .asText();
        String request = "GET /api/evidence/" + id + "/content HTTP/1.1\r\nHost: x\r\n" + authorization() + "\r\n";
        return each(
                socket -> {
                    // Else the system takes what nobody has read yet.
                    socket.setReceiveBufferSize(4_096);
                    socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
                },
                socket -> {
                    byte[] some = new byte[1_024];
                    return socket.getInputStream().available() == 0
                            || socket.getInputStream().read(some) > 0;
                });
    }

    /** Half of them send a body in JSON, half a file; each a byte a second of 100,000. */
    private Void writers() throws IOException {
        AtomicInteger number = new AtomicInteger();
        return each(
                socket -> {
                    String path = number.incrementAndGet() % 2 == 0
                            ? "/engine-rest/task/count HTTP/1.1\r\nContent-Type: application/json"
                            : "/api/clues/imports?source=12315 HTTP/1.1\r\nContent-Type: text/csv";
                    socket.getOutputStream()
                            .write(("POST " + path + "\r\nHost: x\r\nContent-Length: 100000\r\n" + authorization()
                                            + "\r\n")
                                    .getBytes(StandardCharsets.US_ASCII));
                },
                socket -> {
                    if (socket.getInputStream().available() > 0) {
                        byte[] some = new byte[12];
                        answered("answer "
                                + new String(some, 0, socket.getInputStream().read(some), StandardCharsets.US_ASCII));
                        return false;
                    }
                    socket.getOutputStream().write('x');
                    return true;
                });
    }

    private static String authorization() {
        return "Authorization: Basic "
                + Base64.getEncoder().encodeToString((ACCOUNT + ":demo").getBytes(StandardCharsets.US_ASCII)) + "\r\n";
    }

    private interface First {
        void on(Socket socket) throws IOException;
    }

    private interface Again {
        /** @return whether it stays */
        boolean on(Socket socket) throws IOException;
    }

    /** Keeps 300 sockets, each served once a second; one that was closed is opened anew. */
    private Void each(First first, Again again) throws IOException {
        List<Socket> sockets = new ArrayList<>();
        while (true) {
            sockets.removeIf(socket -> {
                try {
                    if (again.on(socket)) {
                        return false;
                    }
                    socket.close();
                } catch (IOException e) {
                    // It was closed.
                }
                return true;
            });
            while (sockets.size() < SLOW_OF_ONE) {
                try {
                    Socket socket = open();
                    sockets.add(socket);
                    first.on(socket);
                    answered("socket");
                } catch (IOException e) {
                    answered("not connected");
                    break;
                }
            }
            LockSupport.parkNanos(Duration.ofSeconds(1).toNanos());
        }
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
