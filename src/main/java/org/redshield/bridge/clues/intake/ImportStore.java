package org.redshield.bridge.clues.intake;

import static org.redshield.bridge.Rows.column;
import static org.redshield.bridge.Rows.instantIfAny;
import static org.redshield.bridge.Rows.timestamp;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.time.Instant;
import java.util.Enumeration;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.UUID;
import lombok.RequiredArgsConstructor;
import org.redshield.bridge.Rows;
import org.redshield.bridge.clues.intake.ClueImport.State;
import org.redshield.bridge.clues.intake.RowCheck.Fault;
import org.springframework.jdbc.core.RowCallbackHandler;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.core.simple.JdbcClient.MappedQuerySpec;
import org.springframework.stereotype.Repository;

/** The rows of imports, their files and what was refused. */
@Repository
@RequiredArgsConstructor
class ImportStore {

    private static final int PART = 1 << 20;

    private final JdbcClient jdbc;

    void insert(ClueImport one, String sha256) {
        jdbc.sql("""
                        insert into clue_import (id, tenant, source, file_name, bytes, sha256, preview, state, started_by,
                               started_at, next_at)
                        values (:id, :tenant, :source, :fileName, :bytes, :sha256, :preview, :state, :startedBy, :startedAt, :startedAt)
                        """).params(Rows.params(one)).param("sha256", sha256).update();
    }

    /** Part by part, so that no node holds all of it. */
    void keep(UUID id, Spooled file) throws IOException {
        try (InputStream in = file.open()) {
            int no = 0;
            for (byte[] part = in.readNBytes(PART); part.length > 0; part = in.readNBytes(PART)) {
                jdbc.sql("insert into clue_import_part (import_id, no, content) values (?, ?, ?)")
                        .params(id, no++, part)
                        .update();
            }
        }
    }

    /** The file as it came, part by part, so that none lies in the clear on a node's disk. */
    InputStream open(UUID id) {
        return new SequenceInputStream(new Enumeration<>() {

            private int no;
            private Optional<byte[]> next = part(id, no);

            @Override
            public boolean hasMoreElements() {
                return next.isPresent();
            }

            @Override
            public InputStream nextElement() {
                byte[] part = next.orElseThrow(NoSuchElementException::new);
                next = part(id, ++no);
                return new ByteArrayInputStream(part);
            }
        }) {
            /** Nothing: whoever has seen enough does not wait for the parts that are left. */
            @Override
            public void close() {}
        };
    }

    private Optional<byte[]> part(UUID id, int no) {
        return jdbc.sql("select content from clue_import_part where import_id = ? and no = ?")
                .params(id, no)
                .query(byte[].class)
                .optional();
    }

    Optional<ClueImport> find(UUID id, String tenant) {
        return imports("where id = ? and tenant = ?", id, tenant).optional();
    }

    /** The newest first. */
    List<ClueImport> page(String tenant, int offset, int limit) {
        return imports("where tenant = ? order by started_at desc, id limit ? offset ?", tenant, limit, offset)
                .list();
    }

    /** @return whether it was waiting for that */
    boolean confirm(UUID id, String tenant, String user, Instant now) {
        boolean waited = jdbc.sql("""
                        update clue_import set state = 'RUNNING', preview = false, rows = 0, imported = 0, updated = 0,
                               duplicates = 0, refused = 0, attempts = 0, deaths = 0, ended_at = null, started_by = :user, next_at = :now
                         where id = :id and tenant = :tenant and state = 'PREVIEWED'
                           and exists (select from clue_import_part where import_id = :id)
                        """)
                        .params(Rows.params(Map.of("id", id, "tenant", tenant, "user", user, "now", now)))
                        .update()
                == 1;
        if (waited) {
            jdbc.sql("delete from clue_import_refusal where import_id = ?")
                    .param(id)
                    .update();
        }
        return waited;
    }

    /** As it is now, and stays until the caller's transaction ends. */
    Optional<ClueImport> locked(UUID id) {
        return imports("where id = ? for no key update", id).optional();
    }

    boolean isRunning(UUID id) {
        return jdbc.sql("select exists (select from clue_import where id = ? and state = 'RUNNING')")
                .param(id)
                .query(Boolean.class)
                .single();
    }

    /** Of whatever bureau, and not over; the oldest first. */
    List<ClueImport> open(int offset, int limit) {
        return imports(
                        "where state in ('RUNNING', 'PREVIEWED') order by started_at, id limit ? offset ?",
                        limit,
                        offset)
                .list();
    }

    /** Of whatever bureau. */
    Optional<ClueImport> find(UUID id) {
        return imports("where id = ?", id).optional();
    }

    /** So much more is dealt with. */
    void progressed(UUID id, int rows, WaitingClues.Counts counts, int refused) {
        jdbc.sql("""
                        update clue_import set rows = rows + :rows, imported = imported + :imported, attempts = 0, deaths = 0,
                               updated = updated + :updated, duplicates = duplicates + :duplicates, refused = refused + :refused
                         where id = :id
                        """)
                .params(Rows.params(counts))
                .params(Map.of("rows", rows, "refused", refused, "id", id))
                .update();
    }

    void refuse(UUID id, List<Fault> faults) {
        if (faults.isEmpty()) {
            return;
        }
        Integer[] lines = faults.stream().map(Fault::line).toArray(Integer[]::new);
        Integer[] numbers = new Integer[lines.length];
        for (int at = 0; at < lines.length; at++) {
            numbers[at] = at > 0 && lines[at].equals(lines[at - 1]) ? numbers[at - 1] + 1 : 1;
        }
        jdbc.sql("""
                        insert into clue_import_refusal (import_id, line, no, field, reason)
                        select :id, * from unnest(:lines, :numbers, :fields, :reasons)
                        """)
                .param("id", id)
                .param("lines", lines)
                .param("numbers", numbers)
                .param("fields", column(faults, Fault::field))
                .param("reasons", column(faults, Fault::reason))
                .update();
    }

    /** It is over, and its file with it; that of a preview waits for a while. Whoever worked on it has lost it. */
    void ended(UUID id, State state, Optional<String> problem, Instant now) {
        jdbc.sql("""
                        update clue_import set state = ?, problem = ?, ended_at = ?, lease_owner = null, lease_until = null where id = ?
                        """).params(Rows.values(state, problem, now, id)).update();
        if (state != State.PREVIEWED) {
            jdbc.sql("delete from clue_import_part where import_id = ?")
                    .param(id)
                    .update();
        }
    }

    /** When the first of the previews was made that nobody has confirmed yet. */
    Optional<Instant> oldestPreview() {
        return jdbc.sql("select min(ended_at) as ended_at from clue_import where state = 'PREVIEWED'")
                .query((row, index) -> instantIfAny(row, "ended_at"))
                .single();
    }

    /** Previews that nobody confirmed until then, with their files. */
    void forget(Instant before) {
        jdbc.sql("""
                        with old as (update clue_import set state = 'FAILED', problem = ?
                                      where state = 'PREVIEWED' and ended_at <= ? returning id)
                        delete from clue_import_part where import_id in (select id from old)
                        """).params(ImportSentences.file("expired"), timestamp(before)).update();
    }

    /** In the order of the file. */
    void refusals(UUID id, RowCallbackHandler each) {
        jdbc.sql("select line, field, reason from clue_import_refusal where import_id = ? order by line, no")
                .param(id)
                .query(each);
    }

    List<Fault> firstRefusals(UUID id, int limit) {
        return jdbc.sql(
                        "select line, field, reason from clue_import_refusal where import_id = ? order by line, no limit ?")
                .params(id, limit)
                .query(Rows.as(Fault.class))
                .list();
    }

    private MappedQuerySpec<ClueImport> imports(String which, Object... values) {
        return jdbc.sql("select * from clue_import " + which).params(values).query(Rows.as(ClueImport.class));
    }
}
