package org.redshield.verifier;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * {@code Witness --port 8095 --directory heads --log-certificate C}: somebody who keeps the newest signed head of a log and takes
 * another one only as its continuation, so that a log that is cut off or replaced shows. {@code C} as for {@link Verify}; only
 * what such a certificate signed is kept. docs/evidence.md has the protocol.
 */
public final class Witness {

    private static final Pattern PATH =
            Pattern.compile("/(?:.*/)?([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})(/numbers)?");
    private static final int LARGEST = 8 * 1024 * 1024;

    private final Path directory;
    private final Trust logs;

    Witness(Path directory, Trust logs) {
        this.directory = directory;
        this.logs = logs;
    }

    public static void main(String[] arguments) throws IOException {
        int port = 8095;
        Path directory = Path.of("heads");
        List<String> certificates = new ArrayList<>();
        for (int i = 0; i + 1 < arguments.length; i += 2) {
            switch (arguments[i]) {
                case "--port" -> port = Integer.parseInt(arguments[i + 1]);
                case "--directory" -> directory = Path.of(arguments[i + 1]);
                case "--log-certificate" -> certificates.add(arguments[i + 1]);
                default -> throw new IllegalArgumentException(arguments[i]);
            }
        }
        start(port, directory, certificates);
    }

    /** @return already started */
    public static HttpServer start(int port, Path directory, List<String> certificates) throws IOException {
        Trust logs = new Trust();
        for (String certificate : certificates) {
            try {
                logs.add(certificate);
            } catch (Wrong e) {
                throw new IOException(e.getMessage(), e);
            }
        }
        Files.createDirectories(directory);
        HttpServer server = HttpServer.create(new InetSocketAddress(port), 0);
        server.createContext("/", new Witness(directory, logs)::handle);
        server.setExecutor(Executors.newSingleThreadExecutor());
        server.start();
        return server;
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            Matcher log = PATH.matcher(exchange.getRequestURI().getPath());
            byte[] answer = new byte[0];
            int status = 404;
            if (log.matches()) {
                boolean numbers = log.group(2) != null;
                Path file = directory.resolve(log.group(1) + (numbers ? ".numbers.json" : ".json"));
                if (exchange.getRequestMethod().equals("PUT")) {
                    byte[] copy = exchange.getRequestBody().readNBytes(LARGEST);
                    status = numbers ? keepNumbers(log.group(1), file, copy) : keep(log.group(1), file, copy);
                } else if (Files.exists(file)) {
                    answer = Files.readAllBytes(file);
                    status = 200;
                }
            }
            exchange.sendResponseHeaders(status, answer.length == 0 ? -1 : answer.length);
            if (answer.length > 0) {
                exchange.getResponseBody().write(answer);
            }
        }
    }

    /** @return 204 when it was taken, 409 when it is no continuation of what was known, 400 when it does not hold in itself */
    private int keep(String log, Path file, byte[] copy) throws IOException {
        try {
            Fields sent = Fields.of("head", copy);
            Fields head = head(sent);
            X509Certificate signer = Trust.certificate(HexFormat.of().parseHex(sent.text("certificate")));
            boolean holds = head.text("log").equals(log)
                    && Trust.fingerprint(signer).equals(head.text("certificate"))
                    && logs.holds(signer)
                    && Head.isSigned(
                            signer,
                            sent.text("head").getBytes(StandardCharsets.UTF_8),
                            HexFormat.of().parseHex(sent.text("signature")));
            if (!holds) {
                return 400;
            }
            if (Files.exists(file) && !isContinuation(head(Fields.of("head", Files.readAllBytes(file))), head, sent)) {
                return 409;
            }
        } catch (Wrong | GeneralSecurityException | IllegalArgumentException e) {
            return 400;
        }
        return write(file, copy);
    }

    private int write(Path file, byte[] copy) throws IOException {
        Path temporary = Files.createTempFile(directory, ".head", "");
        Files.write(temporary, copy);
        Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE);
        return 204;
    }

    /** How far an installation's numbers have gone. @return as {@link #keep}; 409 when one would go back */
    private int keepNumbers(String log, Path file, byte[] copy) throws IOException {
        try {
            Fields sent = Fields.of("numbers", copy);
            X509Certificate signer = Trust.certificate(HexFormat.of().parseHex(sent.text("certificate")));
            byte[] signed = (log + "\n" + sent.text("numbers")).getBytes(StandardCharsets.UTF_8);
            if (!logs.holds(signer)
                    || !Head.isSigned(signer, signed, HexFormat.of().parseHex(sent.text("signature")))) {
                return 400;
            }
            Map<String, Long> marks = marks(sent);
            boolean goesBack = Files.exists(file)
                    && marks(Fields.of("numbers", Files.readAllBytes(file))).entrySet().stream()
                            .anyMatch(known -> marks.getOrDefault(known.getKey(), 0L) < known.getValue());
            return goesBack ? 409 : write(file, copy);
        } catch (Wrong | GeneralSecurityException | IllegalArgumentException e) {
            return 400;
        }
    }

    /** Each line is a name and, after the last tab, a number. */
    private static Map<String, Long> marks(Fields sent) throws Wrong {
        return sent.text("numbers")
                .lines()
                .collect(Collectors.toMap(
                        line -> line.substring(0, line.lastIndexOf('\t')),
                        line -> Long.valueOf(line.substring(line.lastIndexOf('\t') + 1)),
                        Math::max));
    }

    private static Fields head(Fields copy) throws Wrong {
        return Fields.of("head", copy.text("head").getBytes(StandardCharsets.UTF_8));
    }

    private static boolean isContinuation(Fields known, Fields head, Fields sent) throws Wrong {
        if (known.number("size") == head.number("size")) {
            return Arrays.equals(known.hash("root"), head.hash("root"));
        }
        return sent.number("from") == known.number("size")
                && Tree.extendsTo(
                        known.hash("root"),
                        known.number("size"),
                        head.hash("root"),
                        head.number("size"),
                        sent.hashes("proof"));
    }
}
