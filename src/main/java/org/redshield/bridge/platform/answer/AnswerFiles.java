package org.redshield.bridge.platform.answer;

import java.io.IOException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.redshield.bridge.evidence.store.Announced;
import org.redshield.bridge.evidence.store.Content;
import org.redshield.bridge.evidence.store.ContentMismatch;
import org.redshield.bridge.evidence.store.EvidenceStore;
import org.redshield.bridge.operations.NoRoom;
import org.redshield.bridge.operations.Space;
import org.redshield.bridge.platform.gateway.Manifest;
import org.redshield.bridge.platform.gateway.PlatformRefusal;
import org.redshield.bridge.platform.gateway.PlatformUnavailable;
import org.redshield.bridge.platform.guard.Gateways;
import org.redshield.bridge.platform.request.DataRequest;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** The files of an answer, on their way from the platform into the store: as its manifest announces them, or not at all. */
@Component
public record AnswerFiles(Gateways gateways, EvidenceStore store, Space space, InstantSource clock) {

    private static final Logger LOG = LoggerFactory.getLogger(AnswerFiles.class);
    private static final Pattern SHA256 = Pattern.compile("[0-9a-f]{64}");

    /** In one answer. */
    public static final int MOST_FILES = 1000;

    /** A file of the answer, in the store. */
    record Fetched(String name, String mediaType, Content content, Announced announced, Instant begunAt) {}

    /** Whether the disk takes more files at all. */
    boolean isRoom() {
        return space.isRoom();
    }

    /** @throws BadAnswer platform.bad-manifest, where it is about another dataset, too long, or without hashes */
    Manifest manifest(DataRequest request) {
        Manifest manifest = gateways.of(request.platform())
                .manifest(request.said().platformRequestId().orElseThrow());
        boolean sane = manifest.files().size() <= MOST_FILES
                && manifest.dataset().equals(request.dataset().name())
                && hashes(manifest).allMatch(hash -> SHA256.matcher(hash).matches());
        if (!sane) {
            throw new BadAnswer("platform.bad-manifest", "");
        }
        return manifest;
    }

    private static Stream<String> hashes(Manifest manifest) {
        return Stream.concat(
                manifest.files().stream().map(Manifest.DataFile::sha256),
                manifest.replyLetter().stream().map(Manifest.ReplyLetter::sha256));
    }

    /** The letter of an answer without data, which may have none. */
    Optional<Fetched> letter(DataRequest request) {
        return request.said()
                .platformRequestId()
                .flatMap(id -> announcedLetter(request, id))
                .map(letter -> letter(request, letter));
    }

    private Optional<Manifest.ReplyLetter> announcedLetter(DataRequest request, String platformRequestId) {
        try {
            return gateways.of(request.platform())
                    .manifest(platformRequestId)
                    .replyLetter()
                    .filter(letter -> SHA256.matcher(letter.sha256()).matches());
        } catch (PlatformRefusal e) {
            LOG.debug("No manifest for {}: {}", request.requestNo(), e.code());
            return Optional.empty();
        }
    }

    Fetched letter(DataRequest request, Manifest.ReplyLetter letter) {
        String type = letter.name().toLowerCase(Locale.ROOT).endsWith(".pdf")
                ? "application/pdf"
                : "application/octet-stream";
        return fetch(request, letter.name(), type, letter.url(), new Announced(letter.sha256(), letter.bytes()));
    }

    Fetched data(DataRequest request, Manifest.DataFile file, boolean csv) {
        String type = csv ? "text/csv" : "application/octet-stream";
        return fetch(request, file.name(), type, file.url(), new Announced(file.sha256(), file.bytes()));
    }

    /** @throws NoRoom where the disk has none for it */
    private Fetched fetch(DataRequest request, String name, String mediaType, String url, Announced announced) {
        Instant begunAt = clock.instant();
        try {
            Optional<Content> there = store.find(announced);
            Content content = there.isPresent() ? there.get() : transfer(request, url, announced);
            return new Fetched(name, mediaType, content, announced, begunAt);
        } catch (ContentMismatch e) {
            LOG.warn("A file of {} is not what was announced: {}", request.requestNo(), e.getMessage());
            throw new BadAnswer("platform.bad-file", name);
        } catch (IOException e) {
            throw new IllegalStateException("A file could not be stored", e);
        }
    }

    private Content transfer(DataRequest request, String url, Announced announced) throws IOException {
        space.require(store.place(announced.bytes()), announced.bytes());
        try (ResumingDownload download = new ResumingDownload(
                gateways.of(request.platform()),
                url,
                announced.bytes(),
                old -> newAddress(request, announced.sha256()))) {
            return store.keep(download, announced);
        }
    }

    private String newAddress(DataRequest request, String sha256) {
        Manifest manifest = manifest(request);
        return Stream.concat(
                        manifest.files().stream()
                                .filter(file -> file.sha256().equals(sha256))
                                .map(Manifest.DataFile::url),
                        manifest.replyLetter().stream()
                                .filter(letter -> letter.sha256().equals(sha256))
                                .map(Manifest.ReplyLetter::url))
                .findFirst()
                .orElseThrow(() -> new PlatformUnavailable("The manifest has changed"));
    }
}
