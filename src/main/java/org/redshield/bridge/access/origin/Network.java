package org.redshield.bridge.access.origin;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A network of addresses, or one address.
 *
 * @param first any address in it
 * @param bits how many of its first bits all addresses of the network share
 */
public record Network(InetAddress first, int bits) {

    /** One bureau's office, or one subscriber, has at least so much: whoever may change his address within it is still one. */
    private static final int OF_ONE_V4 = 24;

    private static final int OF_ONE_V6 = 64;

    private static final Pattern V4 = Pattern.compile("(\\d{1,3})\\.(\\d{1,3})\\.(\\d{1,3})\\.(\\d{1,3})");
    private static final Pattern V6 = Pattern.compile("[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*");

    /**
     * The network of a text such as {@code 10.1.0.0/16}, {@code 2001:db8::/32} or {@code 10.1.2.3}.
     *
     * @return empty where it is neither: it may be a name
     * @throws IllegalArgumentException more bits than the address has
     */
    static Optional<Network> parse(String text) {
        String[] parts = text.split("/", -1);
        Optional<InetAddress> address = address(parts[0]);
        if (address.isEmpty() || parts.length == 1) {
            return address.map(one -> new Network(one, bitsOf(one)));
        }
        boolean readable = parts.length == 2 && parts[1].matches("\\d{1,3}");
        int bits = readable ? Integer.parseInt(parts[1]) : -1;
        if (bits < 0 || bits > bitsOf(address.get())) {
            throw new IllegalArgumentException(text + " is no network of addresses");
        }
        return address.map(one -> new Network(one, bits));
    }

    /** An address that is written out; no name is ever looked up. */
    static Optional<InetAddress> address(String text) {
        try {
            Matcher parts = V4.matcher(text);
            if (parts.matches()) {
                byte[] bytes = new byte[4];
                for (int i = 0; i < bytes.length; i++) {
                    int part = Integer.parseInt(parts.group(i + 1));
                    if (part > 0xff) {
                        return Optional.empty();
                    }
                    bytes[i] = (byte) part;
                }
                return Optional.of(InetAddress.getByAddress(bytes));
            }
            // In brackets it is an address or nothing.
            return V6.matcher(text).matches() ? Optional.of(InetAddress.getByName("[" + text + "]")) : Optional.empty();
        } catch (UnknownHostException e) {
            return Optional.empty();
        }
    }

    private static int bitsOf(InetAddress address) {
        return address.getAddress().length * Byte.SIZE;
    }

    boolean holds(InetAddress address) {
        byte[] mine = first.getAddress();
        byte[] its = address.getAddress();
        if (mine.length != its.length) {
            return false;
        }
        for (int bit = 0; bit < bits; bit++) {
            int mask = 0x80 >> bit % Byte.SIZE;
            if (((mine[bit / Byte.SIZE] ^ its[bit / Byte.SIZE]) & mask) != 0) {
                return false;
            }
        }
        return true;
    }

    /**
     * The network by which rates are counted: {@code 10.1.2.0/24}, {@code 2001:db8:0:7:0:0:0:0/64}. What is no address stands
     * for itself.
     */
    public static String of(String address) {
        return address(address.replaceFirst("%.*", ""))
                .map(one -> {
                    int bits = one.getAddress().length == 4 ? OF_ONE_V4 : OF_ONE_V6;
                    byte[] bytes = one.getAddress();
                    for (int i = bits / Byte.SIZE; i < bytes.length; i++) {
                        bytes[i] = 0;
                    }
                    try {
                        return InetAddress.getByAddress(bytes).getHostAddress() + "/" + bits;
                    } catch (UnknownHostException e) {
                        throw new IllegalStateException(e);
                    }
                })
                .orElse(address);
    }
}
