package org.redshield.sandbox.faults;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import lombok.RequiredArgsConstructor;
import org.springframework.stereotype.Component;

/** What happens to a call on its way in and out, whatever it is about and whichever protocol it speaks. */
@Component
@RequiredArgsConstructor
public class Line {

    private static final Duration HELD = Duration.ofSeconds(60);
    private static final Duration DRIP = Duration.ofSeconds(1);
    private static final long HUGE = 300_000_000;
    private static final String HTML =
            "<!DOCTYPE html><html><head><title>%1$s</title></head><body><h1>%1$s</h1></body></html>";

    private final Faults faults;

    /** Whether the call ends here and must not be acted upon. */
    public boolean isCut(Call about, HttpServletRequest request, HttpServletResponse response) throws IOException {
        if (taken(FaultKind.HTTP_502, about).isPresent()) {
            page(response, 502, "502 Bad Gateway");
        } else if (taken(FaultKind.HTTP_500, about).isPresent()) {
            page(response, 500, "500 Internal Server Error");
        } else if (waits(FaultKind.HTTP_503, about, response)) {
            page(response, 503, "503 Service Unavailable");
        } else if (waits(FaultKind.HTTP_429, about, response)) {
            page(response, 429, "429 Too Many Requests");
        } else if (taken(FaultKind.REDIRECT, about).isPresent()) {
            response.setHeader("Location", "http://login.platform.invalid/sso");
            page(response, 302, "302 Found");
        } else if (taken(FaultKind.RESET, about).isPresent()) {
            ConnectionCutter.reset(request);
        } else {
            Optional<Fault> silence = taken(FaultKind.NO_ANSWER, about);
            silence.ifPresent(fault -> {
                faults.hold(held(fault, HELD));
                ConnectionCutter.cut(request);
            });
            return silence.isPresent();
        }
        return true;
    }

    private Optional<Fault> taken(FaultKind kind, Call about) {
        return faults.take(kind, about);
    }

    private boolean waits(FaultKind kind, Call about, HttpServletResponse response) {
        Optional<Fault> fault = taken(kind, about);
        fault.ifPresent(found -> response.setIntHeader("Retry-After", found.seconds() == null ? 60 : found.seconds()));
        return fault.isPresent();
    }

    private static Duration held(Fault fault, Duration otherwise) {
        return fault.hold() == null ? otherwise : fault.hold();
    }

    /** Sends what came of a call that was acted upon, or what becomes of it. */
    public void answer(
            Call about, HttpServletRequest request, HttpServletResponse response, int status, String type, String body)
            throws IOException {
        Optional<Fault> silence = taken(FaultKind.ACT_THEN_SILENCE, about);
        if (silence.isPresent()) {
            faults.hold(held(silence.get(), Duration.ZERO));
            ConnectionCutter.cut(request);
            return;
        }
        if (taken(FaultKind.HTML_200, about).isPresent()) {
            page(response, 200, "系统繁忙，请稍后再试");
            return;
        }
        byte[] bytes = body.getBytes(
                taken(FaultKind.WRONG_CHARSET, about).isPresent() ? Charset.forName("GBK") : StandardCharsets.UTF_8);
        response.setStatus(status);
        response.setContentType(type + ";charset=UTF-8");
        if (taken(FaultKind.EMPTY_BODY, about).isPresent()) {
            response.setStatus(200);
            response.setContentLength(0);
        } else if (taken(FaultKind.RESET_MID_BODY, about).isPresent()) {
            response.setContentLength(bytes.length);
            response.getOutputStream().write(bytes, 0, bytes.length / 2);
            response.flushBuffer();
            ConnectionCutter.reset(request);
        } else {
            Optional<Fault> slow = taken(FaultKind.SLOW_DRIP, about);
            Optional<Fault> huge = slow.isPresent() ? Optional.empty() : taken(FaultKind.HUGE_ANSWER, about);
            if (slow.isPresent()) {
                response.setContentLength(bytes.length);
                drip(bytes, held(slow.get(), HELD), response);
                ConnectionCutter.cut(request);
            } else if (huge.isPresent()) {
                inflate(bytes, huge.get().bytes() == null ? HUGE : huge.get().bytes(), response.getOutputStream());
            } else {
                response.setContentLength(bytes.length);
                response.getOutputStream().write(bytes);
            }
        }
    }

    /** Whether a file that was to be sent is not, or something else in its place. */
    public boolean spoils(Call about, HttpServletRequest request, HttpServletResponse response) throws IOException {
        if (taken(FaultKind.HTML_200, about).isPresent()) {
            page(response, 200, "系统繁忙，请稍后再试");
            return true;
        }
        if (taken(FaultKind.EMPTY_BODY, about).isPresent()) {
            response.setContentLength(0);
            return true;
        }
        Optional<Fault> slow = taken(FaultKind.SLOW_DRIP, about);
        if (slow.isPresent()) {
            drip(new byte[1 << 10], held(slow.get(), HELD), response);
            ConnectionCutter.cut(request);
            return true;
        }
        Optional<Fault> huge = taken(FaultKind.HUGE_ANSWER, about);
        if (huge.isPresent()) {
            inflate(
                    "{}".getBytes(StandardCharsets.US_ASCII),
                    huge.get().bytes() == null ? HUGE : huge.get().bytes(),
                    response.getOutputStream());
        }
        return huge.isPresent();
    }

    private void drip(byte[] bytes, Duration longest, HttpServletResponse response) throws IOException {
        for (int i = 0; i < bytes.length && i < longest.toSeconds(); i++) {
            response.getOutputStream().write(bytes[i]);
            response.flushBuffer();
            faults.hold(DRIP);
        }
    }

    /** The same JSON object with a first field of so many bytes. */
    private static void inflate(byte[] json, long bytes, OutputStream to) throws IOException {
        byte[] padding = new byte[1 << 16];
        Arrays.fill(padding, (byte) 'x');
        to.write("{\"padding\":\"".getBytes(StandardCharsets.US_ASCII));
        for (long left = bytes; left > 0; left -= padding.length) {
            to.write(padding, 0, (int) Math.min(left, padding.length));
        }
        to.write("\",".getBytes(StandardCharsets.US_ASCII));
        to.write(json, 1, json.length - 1);
    }

    private static void page(HttpServletResponse response, int status, String text) throws IOException {
        byte[] bytes = HTML.formatted(text).getBytes(StandardCharsets.UTF_8);
        response.setStatus(status);
        response.setContentType("text/html;charset=UTF-8");
        response.setContentLength(bytes.length);
        response.getOutputStream().write(bytes);
    }
}
