package org.redshield.bridge.platform.answer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.redshield.bridge.platform.FakeGateway;
import org.redshield.bridge.platform.gateway.Download;
import org.redshield.bridge.platform.gateway.PlatformBusy;
import org.redshield.bridge.platform.gateway.PlatformUnavailable;

/** One file over several connections. */
class ResumingDownloadTest {

    private static final byte[] FILE = "0123456789".getBytes(StandardCharsets.US_ASCII);

    /** What the platform does with each call for the file, in this order. */
    private final Deque<UnaryOperator<Download>> calls = new ArrayDeque<>();

    private final FakeGateway gateway = new FakeGateway() {
        @Override
        public Download open(String url, long offset) {
            InputStream rest = new ByteArrayInputStream(FILE, (int) offset, FILE.length - (int) offset);
            return calls.remove().apply(new Download(rest, offset));
        }
    };

    private static final class Broken extends InputStream {
        @Override
        public int read() throws IOException {
            throw new IOException("reset");
        }
    }

    private static UnaryOperator<Download> breakingAfter(int bytes) {
        return download -> {
            try {
                InputStream some = new ByteArrayInputStream(download.body().readNBytes(bytes));
                return new Download(new SequenceInputStream(some, new Broken()), download.offset());
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
        };
    }

    private static UnaryOperator<Download> busy() {
        return download -> {
            throw new PlatformBusy("taobao", "it has enough to do", Instant.EPOCH, Instant.EPOCH);
        };
    }

    private byte[] load() throws IOException {
        try (ResumingDownload download = new ResumingDownload(gateway, "u", FILE.length, url -> url)) {
            return download.readAllBytes();
        }
    }

    @Test
    void aConnectionThatBreaksAfterTheLastByteHasBroughtTheFile() throws IOException {
        calls.add(breakingAfter(4));
        calls.add(breakingAfter(6));
        assertThat(load()).isEqualTo(FILE);
    }

    @Test
    void aTurnThatHasNotComeIsNoConnection() throws IOException {
        calls.add(breakingAfter(4));
        IntStream.range(0, 120).forEach(each -> calls.add(busy()));
        calls.add(UnaryOperator.identity());
        assertThat(load()).isEqualTo(FILE);
    }

    @Test
    void aFileThatBreaksAgainAndAgainIsGivenUp() {
        IntStream.range(0, 3).forEach(each -> calls.add(breakingAfter(0)));
        assertThatThrownBy(this::load).isInstanceOf(PlatformUnavailable.class);
    }
}
