package org.redshield.bridge.ops;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.util.List;

/** Knows one name, whatever it is asked for: as Docker's DNS answers for a service, IPv4 alone. */
final class NameServer implements AutoCloseable {

    private static final int HEADER = 12;
    private static final short TYPE_A = 1;
    private static final short CLASS_IN = 1;

    private final DatagramSocket socket = new DatagramSocket(0, InetAddress.getLoopbackAddress());
    private volatile List<String> addresses = List.of();

    NameServer() throws IOException {
        Thread thread = new Thread(this::answer, "name server");
        thread.setDaemon(true);
        thread.start();
    }

    int port() {
        return socket.getLocalPort();
    }

    void say(String... now) {
        addresses = List.of(now);
    }

    private void answer() {
        DatagramPacket packet = new DatagramPacket(new byte[4096], 4096);
        while (!socket.isClosed()) {
            try {
                packet.setLength(4096);
                socket.receive(packet);
                byte[] answer = answerTo(ByteBuffer.wrap(packet.getData(), 0, packet.getLength()));
                socket.send(new DatagramPacket(answer, answer.length, packet.getSocketAddress()));
            } catch (IOException e) {
                // Closed, or a packet that nobody wants: it is asked again.
                Thread.onSpinWait();
            }
        }
    }

    /** One question a packet; its name ends with an empty label. */
    private byte[] answerTo(ByteBuffer question) throws IOException {
        int end = HEADER;
        while (question.get(end) != 0) {
            end += question.get(end) + 1;
        }
        short type = question.getShort(end + 1);
        List<String> said = type == TYPE_A ? addresses : List.of();
        ByteBuffer answer = ByteBuffer.allocate(4096);
        answer.putShort(question.getShort(0)).putShort((short) 0x8580);
        answer.putShort((short) 1).putShort((short) said.size()).putInt(0);
        answer.put(question.array(), HEADER, end + 5 - HEADER);
        for (String address : said) {
            // The name as it stands in the question.
            answer.putShort((short) (0xc000 | HEADER));
            answer.putShort(TYPE_A).putShort(CLASS_IN).putInt(1).putShort((short) 4);
            answer.put(InetAddress.getByName(address).getAddress());
        }
        byte[] bytes = new byte[answer.position()];
        answer.flip().get(bytes);
        return bytes;
    }

    @Override
    public void close() {
        socket.close();
    }
}
