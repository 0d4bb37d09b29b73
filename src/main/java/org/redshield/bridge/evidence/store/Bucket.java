package org.redshield.bridge.evidence.store;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.redshield.bridge.installation.OutsidePlace;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;

/** The bucket of evidence. Its mark is an object, written once as all others there; who uses it now nobody can tell. */
final class Bucket implements OutsidePlace {

    private static final String MARK = "installation.id";

    private final EvidenceSettings.S3 settings;
    private final String name;

    Bucket(EvidenceSettings.S3 settings) {
        this.settings = settings;
        this.name = settings.bucket().orElseThrow();
    }

    @Override
    public String role() {
        return EvidenceKept.ROLE;
    }

    @Override
    public String store() {
        return "bucket " + name;
    }

    @Override
    public String chinese() {
        return "证据存储桶 " + name + "（bridge.evidence.s3.bucket）";
    }

    @Override
    public String english() {
        return "the bucket of evidence " + name + " (bridge.evidence.s3.bucket)";
    }

    @Override
    public Optional<String> mark() throws IOException {
        try (S3Client s3 = S3Store.client(settings)) {
            return Optional.of(
                    s3.getObjectAsBytes(request -> request.bucket(name).key(MARK))
                            .asUtf8String());
        } catch (NoSuchKeyException e) {
            return Optional.empty();
        } catch (SdkException | NullPointerException e) {
            // The client's way of saying that a key is not set, of which EvidenceRequirement says more.
            throw new IOException(e.getMessage(), e);
        }
    }

    @Override
    public void mark(String text) throws IOException {
        try (S3Client s3 = S3Store.client(settings)) {
            s3.putObject(
                    request -> request.bucket(name).key(MARK).ifNoneMatch("*"),
                    RequestBody.fromBytes(text.getBytes(StandardCharsets.UTF_8)));
        } catch (SdkException e) {
            throw new IOException(e.getMessage(), e);
        }
    }

    @Override
    public boolean isEmpty() {
        return false;
    }

    @Override
    public Optional<Boolean> isInUse() {
        return Optional.empty();
    }

    @Override
    public AutoCloseable enter() {
        return () -> {};
    }
}
