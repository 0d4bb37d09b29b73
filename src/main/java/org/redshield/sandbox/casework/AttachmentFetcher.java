package org.redshield.sandbox.casework;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.HexFormat;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.redshield.sandbox.files.Hashes;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.stereotype.Component;

/** The clerk who fetches the files of a letter and compares their hashes; the bytes are not kept. */
@Component
class AttachmentFetcher implements DisposableBean {

    private static final int TRIES = 3;
    private static final Duration PAUSE = Duration.ofSeconds(2);
    private static final Duration LONGEST = Duration.ofSeconds(30);

    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();
    private final ScheduledExecutorService clerk = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "sandbox-attachments");
        thread.setDaemon(true);
        return thread;
    });

    /** Fetches later, and says what came of it, once. */
    void fetch(DataRequest.Attachment attachment, Consumer<AttachmentState> done) {
        if (attachment.url() == null) {
            done.accept(state(attachment, "NO_ADDRESS", null, null));
        } else {
            clerk.execute(() -> attempt(attachment, 1, done));
        }
    }

    private void attempt(DataRequest.Attachment attachment, int number, Consumer<AttachmentState> done) {
        try {
            done.accept(download(attachment));
        } catch (IOException | IllegalArgumentException e) {
            if (number < TRIES) {
                clerk.schedule(() -> attempt(attachment, number + 1, done), PAUSE.toMillis(), TimeUnit.MILLISECONDS);
            } else {
                done.accept(state(attachment, "UNREACHABLE", null, e.getMessage()));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private AttachmentState download(DataRequest.Attachment attachment) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(attachment.url()))
                .timeout(LONGEST)
                .build();
        HttpResponse<InputStream> response = http.send(request, HttpResponse.BodyHandlers.ofInputStream());
        MessageDigest digest = Hashes.sha256();
        try (InputStream body = new DigestInputStream(response.body(), digest)) {
            if (response.statusCode() != 200) {
                throw new IOException("HTTP status " + response.statusCode());
            }
            long bytes = body.transferTo(OutputStream.nullOutputStream());
            boolean same = HexFormat.of().formatHex(digest.digest()).equals(attachment.sha256());
            return state(attachment, same ? "VERIFIED" : "MISMATCH", bytes, null);
        }
    }

    private static AttachmentState state(DataRequest.Attachment attachment, String state, Long bytes, String detail) {
        return new AttachmentState(attachment.name(), attachment.sha256(), state, bytes, detail);
    }

    @Override
    public void destroy() {
        clerk.shutdownNow();
    }
}
