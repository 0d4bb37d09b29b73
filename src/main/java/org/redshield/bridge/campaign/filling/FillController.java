package org.redshield.bridge.campaign.filling;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import lombok.RequiredArgsConstructor;
import org.redshield.bridge.Refusal;
import org.redshield.bridge.access.Caller;
import org.redshield.bridge.access.NotFound;
import org.redshield.bridge.access.Problems;
import org.redshield.bridge.access.idempotency.SentAgain;
import org.redshield.bridge.campaign.Pool;
import org.redshield.bridge.campaign.PoolSubject;
import org.redshield.bridge.reader.Readers;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** {@code /api/campaigns/{caseNo}}: what is put into a pool, taken out again, and put right. */
@RestController
@RequestMapping("/api/campaigns/{caseNo}")
@RequiredArgsConstructor
class FillController {

    /** Bytes. */
    private static final int LARGEST_FILE = 5_000_000;

    private final Pool pool;
    private final Filling filling;
    private final Readers readers;

    @Schema(
            name = "CampaignSubjectList",
            description = "CSV: each line a platform's code, a shop's id, a credit code, a name, and where it trades")
    record Listed(String list) {}

    @Schema(name = "CampaignKnownShops")
    record Known(int shops) {}

    @Schema(name = "CampaignSubjectsRemoved")
    record Removed(int removed) {}

    @Schema(name = "CampaignOwnCaseToAdd")
    record OwnCase(String caseNo) {}

    @Schema(name = "CampaignPlace", description = "a division by its code or name, and why it is that")
    record Corrected(Optional<String> place, Optional<String> reason) {}

    @Operation(summary = "Puts shops into the pool; those that are in it already stay as they are")
    @SentAgain(SentAgain.Way.SAME)
    @PostMapping("/subjects")
    Filling.Added add(@PathVariable String caseNo, @RequestBody Listed order) {
        Caller caller = worker(caseNo);
        byte[] list = Objects.requireNonNullElse(order.list(), "").getBytes(StandardCharsets.UTF_8);
        return add(caseNo, caller, list);
    }

    @Operation(
            summary = "The same from a file",
            description =
                    "The body is the file: CSV, in UTF-8 or GB18030, with or without headings, of at most 5,000,000 bytes.")
    @SentAgain(SentAgain.Way.FILE)
    @PostMapping("/subjects/file")
    Filling.Added addFile(@PathVariable String caseNo, InputStream body) throws IOException {
        Caller caller = worker(caseNo);
        byte[] file = body.readNBytes(LARGEST_FILE + 1);
        if (file.length > LARGEST_FILE) {
            throw new Refusal("campaign.list-too-large", LARGEST_FILE);
        }
        return add(caseNo, caller, file);
    }

    private Filling.Added add(String caseNo, Caller caller, byte[] list) {
        return filling.add(caseNo, caller.tenant(), caller.userId(), SubjectList.read(readers, caller.tenant(), list));
    }

    @Operation(summary = "The same from the own bureau's work: its clues, its newest reconciliation, confirmed orders")
    @SentAgain(SentAgain.Way.SAME)
    @PostMapping("/sources/{source}")
    Filling.Added addFrom(@PathVariable String caseNo, @PathVariable String source) {
        Caller caller = worker(caseNo);
        return filling.addFrom(caseNo, caller.tenant(), caller.userId(), source);
    }

    @Operation(
            summary =
                    "How many shops that would be, which all members would see; some of them may be in the pool already")
    @GetMapping("/sources/{source}")
    Known known(@PathVariable String caseNo, @PathVariable String source) {
        Caller caller = worker(caseNo);
        return new Known(filling.known(caseNo, caller.tenant(), source));
    }

    @Operation(summary = "Puts the shop of a clue or case that the own bureau works on into the pool, and claims it")
    @SentAgain(SentAgain.Way.SAME)
    @PostMapping("/cases")
    void addOwn(@PathVariable String caseNo, @RequestBody OwnCase order) {
        Caller caller = worker(caseNo);
        filling.addOwn(caseNo, caller.tenant(), caller.userId(), Objects.requireNonNullElse(order.caseNo(), ""));
    }

    @Operation(summary = "Takes out a list that the caller's bureau put in, but for what somebody has claimed of it")
    @SentAgain(SentAgain.Way.SAME)
    @PostMapping("/lists/{list}/remove")
    Removed removeList(@PathVariable String caseNo, @PathVariable String list) {
        Caller caller = worker(caseNo);
        UUID id = NotFound.unlessId(list, "campaign.subject-unknown");
        return new Removed(filling.removeList(caseNo, id, caller.tenant(), caller.userId()));
    }

    @Operation(summary = "Takes out a subject that the caller's bureau put in and nobody has claimed")
    @SentAgain(SentAgain.Way.SAME)
    @PostMapping("/subjects/{id}/remove")
    void remove(@PathVariable String caseNo, @PathVariable String id) {
        Caller caller = worker(caseNo);
        filling.remove(caseNo, id(id), caller.tenant(), caller.userId());
    }

    @Operation(
            summary = "Says where a shop really trades, with the reason",
            description = "Of what nobody has claimed, by any member; else by its holder. All members read it.")
    @SentAgain(SentAgain.Way.ONCE)
    @PostMapping("/subjects/{id}/place")
    void correctPlace(@PathVariable String caseNo, @PathVariable String id, @RequestBody Corrected order) {
        Caller caller = worker(caseNo);
        filling.correctPlace(caseNo, id(id), caller.tenant(), caller.userId(), order.place(), order.reason());
    }

    private Caller worker(String caseNo) {
        return pool.worker(caseNo, Caller.current());
    }

    private static UUID id(String text) {
        return NotFound.unlessId(text, "campaign.subject-unknown");
    }

    @ExceptionHandler
    ResponseEntity<ProblemDetail> taken(PoolSubject.Taken taken) {
        return ResponseEntity.of(Problems.of(HttpStatus.CONFLICT, taken)).build();
    }
}
