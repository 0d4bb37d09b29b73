package org.redshield.bridge.platform;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.redshield.bridge.platform.dataset.Dataset;
import org.redshield.bridge.platform.gateway.Accepted;
import org.redshield.bridge.platform.gateway.DialogueGateway;
import org.redshield.bridge.platform.gateway.DispositionOrder;
import org.redshield.bridge.platform.gateway.DispositionReceipt;
import org.redshield.bridge.platform.gateway.DispositionStatus;
import org.redshield.bridge.platform.gateway.Download;
import org.redshield.bridge.platform.gateway.DownloadExpired;
import org.redshield.bridge.platform.gateway.Manifest;
import org.redshield.bridge.platform.gateway.PlatformBusy;
import org.redshield.bridge.platform.gateway.PlatformGateway;
import org.redshield.bridge.platform.gateway.PlatformRefusal;
import org.redshield.bridge.platform.gateway.RequestStatus;
import org.redshield.bridge.platform.gateway.Submission;
import org.redshield.bridge.platform.gateway.Withdrawal;

/** A platform in memory that does what a test tells it. */
public class FakeGateway implements PlatformGateway {

    public final List<Submission> submissions = new CopyOnWriteArrayList<>();
    public final List<List<String>> queries = new CopyOnWriteArrayList<>();
    public final List<String> withdrawals = new CopyOnWriteArrayList<>();
    public final List<Long> offsets = new CopyOnWriteArrayList<>();
    public final Map<String, RequestStatus> statuses = new ConcurrentHashMap<>();
    public final Map<String, DispositionStatus> dispositions = new ConcurrentHashMap<>();

    private final Map<String, byte[]> files = new HashMap<>();
    private final List<Manifest.DataFile> listed = new ArrayList<>();
    private final Deque<Integer> cuts = new ArrayDeque<>();
    private Manifest.ReplyLetter letter;
    private String dataset = "TRADE";
    public int expiredAddresses;
    /** That many withdrawals are heard and not yet confirmed. */
    public volatile int unconfirmed;

    public int manifests;
    public boolean knowsRanges = true;
    public volatile Optional<DialogueGateway> dialogue = Optional.empty();
    public volatile RuntimeException down;
    /** The next that wants the rest of a file is told to wait. */
    public volatile PlatformBusy busyWithTheRest;
    /** Thrown to questions about requests only. */
    public volatile RuntimeException silent;

    /** Of these it will not say anything, and of whoever is asked about with them neither. */
    public final Set<String> secrets = ConcurrentHashMap.newKeySet();
    /** What it says to a withdrawal. */
    public volatile PlatformRefusal unwilling;

    public volatile Error kill;

    void reset() {
        List.of(submissions, queries, withdrawals, offsets).forEach(List::clear);
        statuses.clear();
        dispositions.clear();
        files.clear();
        listed.clear();
        cuts.clear();
        letter = null;
        dataset = "TRADE";
        expiredAddresses = 0;
        unconfirmed = 0;
        manifests = 0;
        knowsRanges = true;
        dialogue = Optional.empty();
        down = null;
        silent = null;
        busyWithTheRest = null;
        kill = null;
        secrets.clear();
        unwilling = null;
    }

    public void status(String requestNo, String status) {
        statuses.put(
                "P-" + requestNo,
                new RequestStatus("P-" + requestNo, status, Optional.empty(), Optional.empty(), Optional.empty()));
    }

    public void answers(Dataset dataset) {
        this.dataset = dataset.name();
        listed.clear();
    }

    public void file(String name, String content, long rows) {
        byte[] bytes = content.getBytes(StandardCharsets.UTF_8);
        file(name, bytes, rows, sha256(bytes), "UTF-8");
    }

    public void file(String name, byte[] bytes, long rows, String sha256, String charset) {
        files.put(name, bytes);
        listed.removeIf(file -> file.name().equals(name));
        listed.add(new Manifest.DataFile(name, name, bytes.length, rows, List.of(), sha256, charset));
    }

    /** Its list says that the file is so long. */
    public void announced(String name, long bytes) {
        listed.replaceAll(file -> file.name().equals(name)
                ? new Manifest.DataFile(
                        name, file.url(), bytes, file.rows(), file.columns(), file.sha256(), file.charset())
                : file);
    }

    public void letter(String name, String content) {
        byte[] bytes = content.getBytes(StandardCharsets.UTF_8);
        files.put(name, bytes);
        letter = new Manifest.ReplyLetter(name, name, bytes.length, sha256(bytes));
    }

    /** The next connection breaks after that many bytes. */
    public void cutAfter(int bytes) {
        cuts.add(bytes);
    }

    @Override
    public Optional<DialogueGateway> dialogue() {
        return dialogue;
    }

    @Override
    public Accepted submit(Submission submission) {
        submissions.add(submission);
        fail();
        return new Accepted("P-" + submission.order().requestNo(), "ACCEPTED");
    }

    @Override
    public List<RequestStatus> query(List<String> platformRequestIds) {
        queries.add(List.copyOf(platformRequestIds));
        fail();
        if (silent != null) {
            throw silent;
        }
        if (platformRequestIds.stream().anyMatch(secrets::contains)) {
            throw new PlatformRefusal("2", "不予查询");
        }
        return platformRequestIds.stream()
                .filter(statuses::containsKey)
                .map(statuses::get)
                .toList();
    }

    @Override
    public Manifest manifest(String platformRequestId) {
        manifests++;
        fail();
        return new Manifest(
                dataset, List.copyOf(listed), Optional.ofNullable(letter), Optional.empty(), Optional.empty());
    }

    @Override
    public Withdrawal withdraw(String requestNo, String reason) {
        fail();
        if (unwilling != null) {
            throw unwilling;
        }
        withdrawals.add(requestNo);
        return withdrawals.size() <= unconfirmed ? Withdrawal.PENDING : Withdrawal.CONFIRMED;
    }

    @Override
    public Download open(String url, long offset) {
        fail();
        if (expiredAddresses > 0) {
            expiredAddresses--;
            throw new DownloadExpired("expired");
        }
        if (offset > 0 && busyWithTheRest != null) {
            PlatformBusy busy = busyWithTheRest;
            busyWithTheRest = null;
            throw busy;
        }
        offsets.add(offset);
        int start = knowsRanges ? (int) offset : 0;
        byte[] bytes = files.get(url);
        InputStream rest = new ByteArrayInputStream(bytes, start, bytes.length - start);
        return new Download(cuts.isEmpty() ? rest : broken(rest, cuts.poll()), start);
    }

    private static InputStream broken(InputStream body, int after) {
        return new InputStream() {
            private int left = after;

            @Override
            public int read() throws IOException {
                if (left-- <= 0) {
                    throw new IOException("connection reset");
                }
                return body.read();
            }
        };
    }

    @Override
    public DispositionReceipt dispose(DispositionOrder order) {
        fail();
        return new DispositionReceipt(Optional.of("T-" + order.docName()), false);
    }

    @Override
    public List<DispositionStatus> dispositions(List<String> keys) {
        fail();
        return keys.stream()
                .filter(dispositions::containsKey)
                .map(dispositions::get)
                .toList();
    }

    private void fail() {
        if (kill != null) {
            throw kill;
        }
        if (down != null) {
            throw down;
        }
    }

    public static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
