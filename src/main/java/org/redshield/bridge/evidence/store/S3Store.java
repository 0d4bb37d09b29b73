package org.redshield.bridge.evidence.store;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.Optional;
import org.redshield.bridge.Scratch;
import org.redshield.bridge.keys.Hashes;
import org.redshield.bridge.keys.KeyProvider;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.checksums.RequestChecksumCalculation;
import software.amazon.awssdk.core.checksums.ResponseChecksumValidation;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3Configuration;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;
import software.amazon.awssdk.services.s3.model.S3Exception;

/**
 * Objects in a bucket, named {@code aa/bb/<sha256>}. The bytes pass through a local file, because an object's name is known
 * only at its end; the service checks them against their hash and refuses to replace an object.
 */
public final class S3Store implements EvidenceStore, AutoCloseable {

    private static final int NOT_FOUND = 404;
    private static final int CONFLICT = 409;
    private static final int EXISTS = 412;

    private final S3Client s3;
    private final String bucket;
    private final long maxBytes;
    private final Resting resting;

    public S3Store(EvidenceSettings settings, KeyProvider keys) {
        this.resting = new Resting(keys);
        this.bucket = settings.s3().bucket().orElseThrow();
        this.maxBytes = settings.maxBytes().toBytes();
        this.s3 = client(settings.s3());
    }

    static S3Client client(EvidenceSettings.S3 s3Settings) {
        var builder = S3Client.builder()
                .httpClientBuilder(UrlConnectionHttpClient.builder())
                .region(Region.of(s3Settings.region()))
                .credentialsProvider(StaticCredentialsProvider.create(
                        AwsBasicCredentials.create(s3Settings.accessKey(), s3Settings.secretKey())))
                // Other makers' storage does not know Amazon's newer checksums; we send and check SHA-256 ourselves.
                .requestChecksumCalculation(RequestChecksumCalculation.WHEN_REQUIRED)
                .responseChecksumValidation(ResponseChecksumValidation.WHEN_REQUIRED)
                .serviceConfiguration(S3Configuration.builder()
                        .pathStyleAccessEnabled(s3Settings.pathStyle())
                        .expectContinueEnabled(false)
                        .build());
        s3Settings.endpoint().ifPresent(builder::endpointOverride);
        return builder.build();
    }

    @Override
    public Content keep(InputStream source) throws IOException {
        return keep(source, Optional.empty());
    }

    @Override
    public Content keep(InputStream source, Announced announced) throws IOException {
        return keep(source, Optional.of(announced));
    }

    private Content keep(InputStream source, Optional<Announced> announced) throws IOException {
        Path temporary = Scratch.file("evidence-", ".incoming");
        try {
            Content content;
            try (OutputStream out = resting.writing(new BufferedOutputStream(Files.newOutputStream(temporary)))) {
                content = Hasher.copy(source, out, maxBytes, announced);
            }
            if (!has(new Announced(content.sha256(), content.bytes()))) {
                put(temporary, content);
            }
            return content;
        } finally {
            Files.deleteIfExists(temporary);
        }
    }

    @Override
    public Path place(long bytes) {
        Hasher.require(bytes, maxBytes);
        return Scratch.directory().toAbsolutePath().normalize();
    }

    private void put(Path file, Content content) throws IOException {
        byte[] hash = hash(file);
        try {
            s3.putObject(
                    request -> request.bucket(bucket)
                            .key(key(content.sha256() + resting.suffix()))
                            .ifNoneMatch("*")
                            .checksumSHA256(Base64.getEncoder().encodeToString(hash)),
                    RequestBody.fromFile(file));
        } catch (S3Exception e) {
            // Another node was faster with the same bytes.
            boolean there = e.statusCode() == EXISTS || e.statusCode() == CONFLICT;
            if (!there || !has(new Announced(content.sha256(), content.bytes()))) {
                throw new IOException("Object storage did not take a file: " + e.getMessage(), e);
            }
        } catch (SdkException e) {
            throw new IOException("Object storage did not take a file", e);
        }
    }

    /** Of what is sent, encrypted or not. */
    private static byte[] hash(Path file) throws IOException {
        MessageDigest digest = Hashes.sha256();
        try (OutputStream out = new DigestOutputStream(OutputStream.nullOutputStream(), digest)) {
            Files.copy(file, out);
        }
        return digest.digest();
    }

    @Override
    public boolean has(Announced announced) {
        String name = EvidenceStore.checked(announced.sha256());
        return resting.suffixes().stream().anyMatch(suffix -> has(name, suffix, announced.bytes()));
    }

    private boolean has(String name, String suffix, long bytes) {
        try {
            HeadObjectResponse head =
                    s3.headObject(request -> request.bucket(bucket).key(key(name + suffix)));
            return Resting.length(suffix, head.contentLength()) == bytes;
        } catch (S3Exception e) {
            if (e.statusCode() == NOT_FOUND) {
                return false;
            }
            throw e;
        }
    }

    @Override
    public InputStream unchecked(String sha256) throws IOException {
        return resting.open(EvidenceStore.checked(sha256), this::object);
    }

    private InputStream object(String name) throws IOException {
        try {
            return s3.getObject(request -> request.bucket(bucket).key(key(name)));
        } catch (NoSuchKeyException e) {
            throw new NoSuchFileException(key(name));
        } catch (SdkException e) {
            throw new IOException("Object storage did not give a file", e);
        }
    }

    private static String key(String name) {
        return name.substring(0, 2) + "/" + name.substring(2, 4) + "/" + name;
    }

    @Override
    public void close() {
        s3.close();
    }
}
