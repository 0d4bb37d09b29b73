package org.redshield.bridge.access.origin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.net.URI;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whose word counts on where a request comes from. */
class ProxiesTest {

    private static final List<String> OURS = List.of("10.0.0.0/8", "192.168.7.9", "2001:db8:1::/48");

    @ParameterizedTest
    @CsvSource(nullValues = "-", textBlock = """
            203.0.113.5, 198.51.100.1, 203.0.113.5
            127.0.0.1, 198.51.100.1, 127.0.0.1
            10.1.2.3, -, 10.1.2.3
            10.1.2.3, 198.51.100.1, 198.51.100.1
            192.168.7.9, 198.51.100.1, 198.51.100.1
            192.168.7.10, 198.51.100.1, 192.168.7.10
            10.1.2.3, '1.1.1.1, 198.51.100.1', 198.51.100.1
            10.1.2.3, '1.1.1.1, 198.51.100.1, 10.9.9.9', 198.51.100.1
            10.1.2.3, '1.1.1.1, 198.51.100.1|10.9.9.9', 198.51.100.1
            10.1.2.3, '1.1.1.1|198.51.100.1', 198.51.100.1
            10.1.2.3, '10.4.4.4, 10.9.9.9', 10.4.4.4
            10.1.2.3, 'rubbish, 198.51.100.1', 198.51.100.1
            2001:db8:1:0:0:0:0:1, 2001:db8:2::5, 2001:db8:2:0:0:0:0:5
            2001:db8:2:0:0:0:0:1, 2001:db8:3::5, 2001:db8:2:0:0:0:0:1
            """)
    void theLastAddressThatIsNoProxyOfOursIsTheClients(String peer, String forwarded, String client) {
        assertThat(client(peer, forwarded)).isEqualTo(client);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "rubbish",
                "",
                " ",
                ",",
                "198.51.100.1,",
                "198.51.100.1, rubbish",
                "198.51.100.1, rubbish, 10.9.9.9",
                "unknown",
                "_hidden",
                "localhost",
                "198.51.100.256",
                "198.51.100",
                "3325256705",
                "0x7f.1",
                "198.51.100.1:443",
                "[2001:db8::1]",
                "2001:db8::1::2",
                "fe80::1%eth0",
                "198.51.100.1\t198.51.100.2",
                "for=198.51.100.1",
                "１９８.51.100.1"
            })
    void whatIsNoAddressIsNotBelieved(String forwarded) {
        assertThat(client("10.1.2.3", forwarded)).isEqualTo("10.1.2.3");
    }

    @Test
    void withoutProxiesNobodyIsBelieved() {
        for (String peer : List.of("127.0.0.1", "10.1.2.3", "0:0:0:0:0:0:0:1", "172.17.0.1", "192.168.0.1")) {
            assertThat(new Proxies(List.of()).client(peer, List.of("198.51.100.1")))
                    .isEqualTo(peer);
        }
    }

    @Test
    void aProxyMayHaveAName() {
        Proxies named = new Proxies(List.of("localhost", "not-there.invalid"));
        assertThat(named.client("127.0.0.1", List.of("198.51.100.1"))).isEqualTo("198.51.100.1");
        assertThat(named.client("127.0.0.2", List.of("198.51.100.1"))).isEqualTo("127.0.0.2");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "10.0.0.0/33",
                "10.0.0.0/",
                "10.0.0.0/8/8",
                "10.0.0.0/x",
                "2001:db8::/129",
                "10.0.0.256",
                "a b",
                "*"
            })
    void whatIsNoNetworkStopsTheStart(String network) {
        assertThatIllegalArgumentException().isThrownBy(() -> new Proxies(List.of(network)));
    }

    @ParameterizedTest
    @CsvSource({
        "10.1.2.3, 10.1.2.0/24",
        "10.1.2.255, 10.1.2.0/24",
        "2001:db8:0:7:1:2:3:4, 2001:db8:0:7:0:0:0:0/64",
        "fe80:0:0:0:1:2:3:4%eth0, fe80:0:0:0:0:0:0:0/64",
        "local, local"
    })
    void ratesAreCountedByNetwork(String address, String network) {
        assertThat(Network.of(address)).isEqualTo(network);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "bridge.example",
                "ftp://bridge.example",
                "https://bridge.example/path",
                "https://who@bridge.example",
                "https:///",
                "https://bridge.example?x=1"
            })
    void anAddressIsASchemeAndAHost(String address) {
        assertThatIllegalArgumentException().isThrownBy(() -> new OriginSettings(null, URI.create(address)));
    }

    @Test
    void anAddressHasItsSchemesPort() {
        OriginSettings https = new OriginSettings(null, URI.create("https://bridge.example/"));
        assertThat(https.port()).isEqualTo(443);
        assertThat(https.base()).hasValue("https://bridge.example");
        assertThat(new OriginSettings(null, URI.create("http://bridge.example:8080")).port())
                .isEqualTo(8080);
        assertThat(new OriginSettings(null, URI.create("")).base()).isEmpty();
    }

    /** @param forwarded several headers stand with a bar between them */
    private static String client(String peer, String forwarded) {
        return new Proxies(OURS).client(peer, forwarded == null ? List.of() : List.of(forwarded.split("\\|", -1)));
    }
}
