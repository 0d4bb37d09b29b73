package org.redshield.sandbox.protocol;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import lombok.RequiredArgsConstructor;
import org.redshield.sandbox.faults.Call;
import org.redshield.sandbox.faults.ConnectionCutter;
import org.redshield.sandbox.faults.Fault;
import org.redshield.sandbox.faults.FaultKind;
import org.redshield.sandbox.faults.Faults;
import org.redshield.sandbox.faults.Line;
import org.redshield.sandbox.files.Archive;
import org.redshield.sandbox.files.SignedUrls;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpRange;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** {@code GET /files/…}: signed, resumable downloads. Several ranges in one request get the whole file (RFC 9110). */
@RestController
@RequiredArgsConstructor
class FileController {

    private final Archive archive;
    private final SignedUrls urls;
    private final CallReader callReader;
    private final Faults faults;
    private final Line line;

    @GetMapping("/files/{owner}/{name}")
    void download(
            @PathVariable String owner,
            @PathVariable String name,
            @RequestParam(defaultValue = "0") long expires,
            @RequestParam(defaultValue = "") String signature,
            HttpServletRequest request,
            HttpServletResponse response)
            throws IOException {
        Call call = callReader.download(owner);
        if (line.isCut(call, request, response)) {
            return;
        }
        if (!urls.isValid("/files/" + owner + "/" + name, expires, signature)
                || faults.take(FaultKind.EXPIRED_URL, call).isPresent()) {
            response.sendError(403, "The address has expired or was not signed here");
            return;
        }
        Optional<Path> path = archive.file(owner, name);
        if (path.isEmpty()) {
            response.sendError(404);
            return;
        }
        try (FileChannel file = FileChannel.open(path.get())) {
            send(file, name, call, request, response);
        }
    }

    private void send(
            FileChannel file, String name, Call call, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        long size = file.size();
        long start = 0;
        long end = size - 1;
        response.setHeader(HttpHeaders.ACCEPT_RANGES, "bytes");
        List<HttpRange> ranges = ranges(request);
        if (ranges.size() == 1 && faults.take(FaultKind.RANGE_IGNORED, call).isEmpty()) {
            start = ranges.get(0).getRangeStart(Math.max(size, 1));
            end = ranges.get(0).getRangeEnd(Math.max(size, 1));
            if (start >= size) {
                response.setHeader(HttpHeaders.CONTENT_RANGE, "bytes */" + size);
                response.sendError(416);
                return;
            }
            response.setStatus(206);
            response.setHeader(HttpHeaders.CONTENT_RANGE, "bytes " + start + "-" + end + "/" + size);
        }
        long length = end - start + 1;
        response.setContentType((name.endsWith(".csv") ? "text/csv" : "text/plain") + ";charset=UTF-8");
        if (line.spoils(call, request, response)) {
            return;
        }
        response.setContentLengthLong(length);
        Optional<Fault> cut = faults.take(FaultKind.CUT_DOWNLOAD, call);
        long served = cut.map(fault -> Math.min(length, fault.bytes() == null ? 1_000 : fault.bytes()))
                .orElse(length);
        copy(file.position(start), response.getOutputStream(), served);
        if (cut.isPresent()) {
            response.flushBuffer();
            ConnectionCutter.cut(request);
        }
    }

    /** A header that cannot be read is ignored, as RFC 9110 asks. */
    private static List<HttpRange> ranges(HttpServletRequest request) {
        try {
            return HttpRange.parseRanges(request.getHeader(HttpHeaders.RANGE));
        } catch (IllegalArgumentException e) {
            return List.of();
        }
    }

    private static void copy(SeekableByteChannel from, OutputStream to, long count) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(1 << 16);
        long left = count;
        while (left > 0) {
            buffer.clear().limit((int) Math.min(buffer.capacity(), left));
            int read = from.read(buffer);
            if (read < 0) {
                return;
            }
            to.write(buffer.array(), 0, read);
            left -= read;
        }
    }
}
