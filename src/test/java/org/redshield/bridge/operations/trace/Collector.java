package org.redshield.bridge.operations.trace;

import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.zip.GZIPInputStream;

/** Takes spans as any collector of OTLP over HTTP does, and reads of the protocol what a test asks for. */
final class Collector implements AutoCloseable {

    /** One span. @param parent empty for the first of its trace */
    record Told(
            String trace,
            String id,
            String parent,
            String name,
            long kind,
            Map<String, String> attributes,
            boolean failed,
            String everything) {}

    private final HttpServer server;
    private final List<Told> spans = new CopyOnWriteArrayList<>();

    Collector() throws IOException {
        server = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
        server.setExecutor(Executors.newSingleThreadExecutor(piece -> {
            Thread thread = new Thread(piece, "collector");
            thread.setDaemon(true);
            return thread;
        }));
        server.createContext("/v1/traces", exchange -> {
            byte[] body = exchange.getRequestBody().readAllBytes();
            if ("gzip".equals(exchange.getRequestHeaders().getFirst("Content-Encoding"))) {
                body = new GZIPInputStream(new ByteArrayInputStream(body)).readAllBytes();
            }
            for (byte[] resource : fields(body, 1)) {
                for (byte[] scope : fields(resource, 2)) {
                    fields(scope, 2).forEach(span -> spans.add(told(span)));
                }
            }
            exchange.sendResponseHeaders(200, -1);
            exchange.close();
        });
        server.start();
    }

    String address() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/v1/traces";
    }

    List<Told> spans() {
        return spans;
    }

    private static Told told(byte[] span) {
        Map<String, String> attributes = new TreeMap<>();
        for (byte[] pair : fields(span, 9)) {
            attributes.put(text(pair, 1), text(fields(pair, 2).get(0), 1));
        }
        List<byte[]> status = fields(span, 15);
        return new Told(
                HexFormat.of().formatHex(fields(span, 1).get(0)),
                HexFormat.of().formatHex(fields(span, 2).get(0)),
                fields(span, 4).stream()
                        .findFirst()
                        .map(HexFormat.of()::formatHex)
                        .orElse(""),
                text(span, 5),
                ByteBuffer.wrap(fields(span, 6).get(0)).getLong(),
                attributes,
                !status.isEmpty() && !fields(status.get(0), 3).isEmpty(),
                new String(span, StandardCharsets.UTF_8));
    }

    private static String text(byte[] message, int field) {
        return fields(message, field).stream()
                .findFirst()
                .map(bytes -> new String(bytes, StandardCharsets.UTF_8))
                .orElse("");
    }

    /** The values of that field, in their order; numbers as eight bytes. */
    private static List<byte[]> fields(byte[] message, int wanted) {
        List<byte[]> found = new ArrayList<>();
        ByteBuffer in = ByteBuffer.wrap(message).order(ByteOrder.LITTLE_ENDIAN);
        while (in.hasRemaining()) {
            long key = number(in);
            byte[] value =
                    switch ((int) (key & 7)) {
                        case 0 -> ByteBuffer.allocate(8).putLong(number(in)).array();
                        case 1 -> bytes(in, 8);
                        case 2 -> bytes(in, (int) number(in));
                        case 5 -> bytes(in, 4);
                        default -> throw new IllegalArgumentException("No field of protobuf: " + key);
                    };
            if (key >>> 3 == wanted) {
                found.add(value);
            }
        }
        return found;
    }

    private static byte[] bytes(ByteBuffer in, int length) {
        byte[] bytes = new byte[length];
        in.get(bytes);
        return bytes;
    }

    private static long number(ByteBuffer in) {
        long number = 0;
        for (int shift = 0; ; shift += 7) {
            byte next = in.get();
            number |= (long) (next & 0x7f) << shift;
            if (next >= 0) {
                return number;
            }
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
