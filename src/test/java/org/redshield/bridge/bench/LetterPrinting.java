package org.redshield.bridge.bench;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.security.GeneralSecurityException;
import java.util.List;
import java.util.stream.IntStream;
import org.redshield.bridge.letter.LetterKind;
import org.redshield.bridge.letter.SampleLetters;
import org.redshield.bridge.letter.pdf.LetterPdf;
import org.redshield.bridge.letter.seal.Seals;

/**
 * Letters a second and bytes a letter, laid out and sealed: one of each kind, with all that it may say, over and over on two threads.
 * Processor time is what counts on a machine that does other things, too.
 *
 * <p>{@code bench.LetterPrinting [letters]}
 */
final class LetterPrinting {

    private final LetterPdf pdf = new LetterPdf();
    private final Seals.Sealer sealer;

    private LetterPrinting() throws IOException {
        sealer = Seals.sealer(Files.createTempDirectory("seals"));
    }

    private record Page(LetterKind kind, String html) {}

    public static void main(String[] arguments) throws IOException {
        int letters = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 1_000;
        new LetterPrinting().measure(letters);
    }

    private void measure(int letters) {
        List<Page> pages = SampleLetters.kinds()
                .map(kind -> new Page(kind, SampleLetters.page(kind, false)))
                .toList();
        var machine = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        long began = System.nanoTime();
        sealed(pages.get(0));
        System.out.printf("the first, with the fonts read: %.1f s%n", seconds(began));
        for (Page page : pages) {
            System.out.printf(
                    "%-30s %6d bytes, sealed %6d%n",
                    page.kind().name(), pdf.render(page.html()).length, sealed(page).length);
        }
        print(pages, letters / 2);
        began = System.nanoTime();
        long worked = machine.getProcessCpuTime();
        long bytes = print(pages, letters);
        System.out.printf(
                "load average %.1f: %.1f letters a second, %.1f ms of processor time and %d bytes each%n",
                machine.getSystemLoadAverage(),
                letters / seconds(began),
                (machine.getProcessCpuTime() - worked) / 1e6 / letters,
                bytes / letters);
        began = System.nanoTime();
        worked = machine.getProcessCpuTime();
        for (int one = 0; one < letters; one++) {
            pdf.render(pages.get(one % pages.size()).html());
        }
        System.out.printf(
                "laid out only, by one thread: %.1f ms, %.1f ms of processor time%n",
                seconds(began) * 1e3 / letters, (machine.getProcessCpuTime() - worked) / 1e6 / letters);
    }

    private long print(List<Page> pages, int letters) {
        return IntStream.range(0, 2)
                .parallel()
                .mapToLong(thread -> IntStream.range(0, letters / 2)
                        .mapToLong(one -> sealed(pages.get((one * 2 + thread) % pages.size())).length)
                        .sum())
                .sum();
    }

    private byte[] sealed(Page page) {
        try {
            return sealer.seal(pdf.render(page.html()), page.kind().title());
        } catch (IOException | GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static double seconds(long since) {
        return (System.nanoTime() - since) / 1e9;
    }
}
