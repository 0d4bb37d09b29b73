package org.redshield.bridge.access.origin;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.redshield.bridge.WrongSetting;

/**
 * The proxies through which people come, and what they say of where a request comes from. Each proxy adds the address that it
 * saw at the end of {@code X-Forwarded-For}, or puts it in place of what came: read from the right, each entry is believed as long
 * as the one who wrote it is one of ours. What stands to the left of the first stranger he may have made up.
 */
final class Proxies {

    private final List<Network> networks = new ArrayList<>();
    private final List<String> names = new ArrayList<>();

    /** @param configured addresses, networks and names */
    Proxies(List<String> configured) {
        for (String one : configured) {
            try {
                Network.parse(one).ifPresentOrElse(networks::add, () -> names.add(name(one)));
            } catch (IllegalArgumentException e) {
                throw new WrongSetting(
                        "proxies",
                        "“" + one + "”不是地址、网段或者主机名",
                        "names '" + one + "', which is no address, network or name");
            }
        }
    }

    private static String name(String text) {
        if (!text.matches("[A-Za-z0-9]([A-Za-z0-9._-]*[A-Za-z0-9])?") || text.matches("[0-9.]+")) {
            throw new IllegalArgumentException(text + " is no address, network or name");
        }
        return text;
    }

    /**
     * The address of whoever sent a request.
     *
     * @param peer who opened the connection
     * @param forwarded the values of {@code X-Forwarded-For}, in their order
     * @return the last address that is none of our proxies; {@code peer} where he is none of them, or where they say what is no
     *     address
     */
    String client(String peer, List<String> forwarded) {
        if (!isOurs(Network.address(peer))) {
            return peer;
        }
        List<String> entries = forwarded.stream()
                .flatMap(value -> Stream.of(value.split(",", -1)))
                .map(String::strip)
                .toList();
        String client = peer;
        for (int i = entries.size() - 1; i >= 0; i--) {
            Optional<InetAddress> address = Network.address(entries.get(i));
            if (address.isEmpty()) {
                return peer;
            }
            client = address.get().getHostAddress();
            if (!isOurs(address)) {
                return client;
            }
        }
        return client;
    }

    private boolean isOurs(Optional<InetAddress> address) {
        return address.filter(one -> networks.stream().anyMatch(network -> network.holds(one)) || isNamed(one))
                .isPresent();
    }

    /** Looked up each time, for the proxy may come back under another address; the JVM remembers for half a minute. */
    private boolean isNamed(InetAddress address) {
        for (String name : names) {
            try {
                if (List.of(InetAddress.getAllByName(name)).contains(address)) {
                    return true;
                }
            } catch (UnknownHostException e) {
                // It is not there now, and so sends nothing.
            }
        }
        return false;
    }
}
