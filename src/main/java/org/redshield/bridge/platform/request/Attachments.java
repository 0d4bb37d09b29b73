package org.redshield.bridge.platform.request;

import static org.redshield.bridge.Rows.instant;
import static org.redshield.bridge.Rows.textIfAny;
import static org.redshield.bridge.Rows.timestamp;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.redshield.bridge.Ids;
import org.redshield.bridge.Refusal;
import org.redshield.bridge.evidence.Custody;
import org.redshield.bridge.evidence.CustodyKind;
import org.redshield.bridge.evidence.Evidence;
import org.redshield.bridge.evidence.Evidences;
import org.redshield.bridge.keys.KeyProvider;
import org.redshield.bridge.letter.Letters;
import org.redshield.bridge.platform.gateway.DataRequestOrder;
import org.redshield.bridge.platform.gateway.OrderAttachment;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * The files of letters, for the platforms that the letters ask. Whoever holds an address may fetch that one file until
 * it expires; every try is written down. An address is made once with the request, because a second try to submit must
 * say exactly what the first one said.
 */
@Service
public class Attachments {

    private static final String ABOUT = "addresses of attachments";

    private final JdbcClient jdbc;
    private final Letters letters;
    private final Evidences evidences;
    private final InstantSource clock;
    private final AttachmentSettings settings;
    private final Custody custody;
    private final KeyProvider keys;

    public Attachments(
            JdbcClient jdbc,
            Letters letters,
            Evidences evidences,
            InstantSource clock,
            AttachmentSettings settings,
            KeyProvider keys) {
        this.jdbc = jdbc;
        this.letters = letters;
        this.evidences = evidences;
        this.clock = clock;
        this.settings = settings;
        this.custody = new Custody(jdbc, clock);
        this.keys = keys;
    }

    private record Link(UUID evidence, String requestNo, String platform, Instant expiresAt, boolean withdrawn) {}

    /** Lists the files of the order's letter, and no others, for its platform. Listing twice is listing once. */
    @Transactional(propagation = Propagation.MANDATORY)
    void list(DataRequestOrder order) {
        List<UUID> files =
                order.letterId().map(id -> letters.get(id).evidence()).orElse(List.of());
        Instant expiresAt = clock.instant().plus(settings.attachmentLifetime()).truncatedTo(ChronoUnit.SECONDS);
        for (int position = 0; position < files.size(); position++) {
            Evidence file = evidences
                    .find(files.get(position))
                    .orElseThrow(() -> new IllegalStateException("A letter lists evidence that is not there"));
            UUID id = Ids.next();
            jdbc.sql("""
                            insert into platform_attachment
                                (id, request_no, letter_id, evidence_id, position, name, sha256, url, expires_at)
                            values (:id, :requestNo, :letterId, :evidenceId, :position, :name, :sha256, :url,
                                    :expiresAt)
                            on conflict (request_no, evidence_id) do nothing
                            """)
                    .param("id", id)
                    .param("requestNo", order.requestNo())
                    .param("letterId", order.letterId().orElseThrow())
                    .param("evidenceId", file.id())
                    .param("position", position)
                    .param("name", file.name())
                    .param("sha256", file.sha256())
                    .param(
                            "url",
                            settings.base()
                                    .map(base -> base + path(id, expiresAt))
                                    .orElse(null))
                    .param("expiresAt", timestamp(expiresAt))
                    .update();
        }
    }

    private String path(UUID id, Instant expiresAt) {
        long expires = expiresAt.getEpochSecond();
        return "/api/attachments/" + id + "?expires=" + expires + "&signature=" + signature(id, expires);
    }

    /** What the platform is told, in the order of the letter. */
    List<OrderAttachment> of(String requestNo) {
        return jdbc.sql("select name, url, sha256 from platform_attachment where request_no = ? order by position")
                .param(requestNo)
                .query((row, number) ->
                        new OrderAttachment(row.getString("name"), textIfAny(row, "url"), row.getString("sha256")))
                .list();
    }

    /**
     * The file that an address stands for; the try is written down, whether or not it succeeds.
     *
     * @param from the caller's network address
     * @throws Refusal platform.attachment-unknown, platform.attachment-expired
     */
    @Transactional(noRollbackFor = Refusal.class)
    public Evidence open(UUID id, long expires, String signature, String from) {
        Optional<Link> link = genuine(id, expires, signature) ? find(id) : Optional.empty();
        if (link.isEmpty()) {
            // Nothing of ours was asked for, so there is nothing to write it down to.
            throw new Refusal("platform.attachment-unknown");
        }
        Instant now = clock.instant();
        boolean expired = !now.isBefore(link.get().expiresAt()) || link.get().withdrawn();
        jdbc.sql(
                        "insert into platform_attachment_access (attachment_id, at, remote_address, granted) values (?, ?, ?, ?)")
                .params(id, timestamp(now), from, !expired)
                .update();
        if (expired) {
            throw new Refusal("platform.attachment-expired");
        }
        Evidence file = evidences
                .find(link.get().evidence())
                .orElseThrow(() -> new IllegalStateException("An attachment points to no evidence"));
        custody.record(
                file,
                CustodyKind.VIEWED,
                // In the file of the bureau that sent it, whose people want to know.
                new Custody.Actor(link.get().platform(), file.tenant()),
                Map.of("requestNo", link.get().requestNo()));
        return file;
    }

    private Optional<Link> find(UUID id) {
        return jdbc.sql("""
                        select a.evidence_id, a.expires_at, r.request_no, r.platform, r.status
                          from platform_attachment a join platform_request r using (request_no)
                         where a.id = ?
                        """).param(id).query(Attachments::link).optional();
    }

    private static Link link(ResultSet row, int number) throws SQLException {
        return new Link(
                row.getObject("evidence_id", UUID.class),
                row.getString("request_no"),
                row.getString("platform"),
                instant(row, "expires_at"),
                List.of("WITHDRAWN", "DECLINED").contains(row.getString("status")));
    }

    private boolean genuine(UUID id, long expires, String signature) {
        return MessageDigest.isEqual(
                signature(id, expires).getBytes(StandardCharsets.US_ASCII),
                signature.getBytes(StandardCharsets.US_ASCII));
    }

    private String signature(UUID id, long expires) {
        return HexFormat.of().formatHex(keys.macKey(ABOUT, key()).of(id + "\n" + expires));
    }

    /** One for all nodes; made by the first that needs it. */
    private byte[] key() {
        byte[] stored = storedKey().orElseGet(() -> {
            jdbc.sql("insert into platform_attachment_key (only_one, key) values (true, ?) on conflict do nothing")
                    .param(keys.newMacKey(ABOUT))
                    .update();
            return storedKey().orElseThrow();
        });
        keys.asToBeStored(ABOUT, stored).ifPresent(better -> jdbc.sql("update platform_attachment_key set key = ?")
                .param(better)
                .update());
        return stored;
    }

    private Optional<byte[]> storedKey() {
        return jdbc.sql("select key from platform_attachment_key")
                .query((row, number) -> row.getBytes("key"))
                .optional();
    }
}
