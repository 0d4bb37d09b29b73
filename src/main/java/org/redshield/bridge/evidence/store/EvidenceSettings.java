package org.redshield.bridge.evidence.store;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.redshield.bridge.WrongSetting;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.ConstructorBinding;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.core.io.Resource;
import org.springframework.util.unit.DataSize;

/**
 * Where evidence lies, and with what its log is signed.
 *
 * @param directory shared by all nodes, backed up with the database
 * @param maxBytes largest file that is taken
 * @param keys directory of the keys that the installation makes for itself where none are set; for the bridge alone to read
 */
@ConfigurationProperties(prefix = "bridge.evidence", ignoreUnknownFields = false)
public record EvidenceSettings(
        @DefaultValue("data/evidence") Path directory,
        @DefaultValue("4GB") DataSize maxBytes,
        @DefaultValue("data/keys") Path keys,
        @DefaultValue S3 s3,
        @DefaultValue Log log,
        @DefaultValue TimeStamp timeStamp,
        @DefaultValue Heads heads,
        @DefaultValue Audit audit) {

    @ConstructorBinding
    public EvidenceSettings {}

    /** A directory, and everything else as it is without settings. */
    public EvidenceSettings(Path directory, DataSize maxBytes) {
        this(
                directory,
                maxBytes,
                directory.resolveSibling(directory.getFileName() + "-keys"),
                new S3(Optional.empty(), Optional.empty(), "us-east-1", null, null, true),
                new Log(null, null, null, null, Duration.ofSeconds(1)),
                new TimeStamp(Optional.empty(), null, Duration.ofMinutes(1), Duration.ofSeconds(10)),
                new Heads(null, Optional.empty(), Duration.ofSeconds(10)),
                new Audit(Duration.ofMinutes(1), Duration.ofDays(1)));
    }

    /**
     * Object storage that speaks S3, in place of the directory.
     *
     * @param bucket with it evidence lies in object storage; the bucket must exist, best with object lock
     * @param endpoint address of the service; empty for Amazon's own
     * @param region as the service names it
     * @param accessKey of an account that may read and write objects, and needs no right to delete
     * @param secretKey its secret
     * @param pathStyle whether the bucket stands in the path instead of the host name
     */
    public record S3(
            Optional<String> bucket,
            Optional<URI> endpoint,
            @DefaultValue("us-east-1") String region,
            String accessKey,
            String secretKey,
            @DefaultValue("true") boolean pathStyle) {

        public S3 {
            bucket = given(bucket).filter(name -> !name.isBlank());
            endpoint = given(endpoint);
            WrongSetting.unlessAddress("endpoint", endpoint.orElse(null));
        }
    }

    /**
     * The log of evidence and custody.
     *
     * @param key PEM file with the private key (PKCS#8, ECDSA P-256) that signs the log's heads; without it the installation makes a key for itself
     * @param certificate PEM file with its certificate
     * @param sm2Key PEM file with an SM2 key for a second signature
     * @param sm2Certificate PEM file with its certificate
     * @param interval how often at most what is new gets its place in the log and a signed head
     */
    public record Log(
            Resource key,
            Resource certificate,
            Resource sm2Key,
            Resource sm2Certificate,
            @DefaultValue("1s") Duration interval) {}

    /**
     * The time stamps on the log's heads (RFC 3161).
     *
     * @param url address of the time-stamping authority; without it the installation stamps the time itself, which proves less
     * @param certificates PEM file with the certificates that its tokens must lead to
     * @param interval how often the newest head gets a time stamp
     * @param timeout how long one answer may take
     */
    public record TimeStamp(
            Optional<URI> url,
            Resource certificates,
            @DefaultValue("1m") Duration interval,
            @DefaultValue("10s") Duration timeout) {

        public TimeStamp {
            url = given(url);
            WrongSetting.unlessAddress("url", url.orElse(null));
            WrongSetting.unlessAtLeast(1, "interval", interval.toMillis());
        }
    }

    /**
     * Where signed heads are kept besides the database, so that it shows when the log there is cut off or replaced.
     *
     * @param directory of a machine that the database's people do not administer; empty for none
     * @param witness address of a witness, see docs/evidence.md; empty for none
     * @param timeout how long one answer of the witness may take
     */
    public record Heads(
            Path directory,
            Optional<URI> witness,
            @DefaultValue("10s") Duration timeout) {

        public Heads {
            witness = given(witness);
            WrongSetting.unlessAddress("witness", witness.orElse(null));
        }
    }

    /**
     * How often the log is read again from the rows that it stands for.
     *
     * @param interval between two audits of the newest leaves, of some older ones in turn and of some files
     * @param whole between two audits of all leaves
     */
    public record Audit(
            @DefaultValue("1m") Duration interval,
            @DefaultValue("1d") Duration whole) {}

    /** A group without any setting is made of nulls. */
    private static <T> Optional<T> given(Optional<T> value) {
        return value == null ? Optional.empty() : value;
    }
}
