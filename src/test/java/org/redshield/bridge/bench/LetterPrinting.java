package org.redshield.bridge.bench;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.stream.IntStream;
import org.redshield.bridge.letter.SampleLetters;
import org.redshield.bridge.letter.pdf.LetterPdf;

/**
 * Letters a second and bytes a letter: one of each kind, with all that it may say, over and over on two threads.
 *
 * <p>{@code bench.LetterPrinting [letters]}
 */
final class LetterPrinting {

    private LetterPrinting() {}

    public static void main(String[] arguments) {
        int letters = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 1_000;
        List<String> pages = SampleLetters.kinds()
                .map(kind -> SampleLetters.page(kind, false))
                .toList();
        LetterPdf pdf = new LetterPdf();
        var machine = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        long began = System.nanoTime();
        pdf.render(pages.get(0));
        System.out.printf("the first, with the fonts read: %.1f s%n", seconds(began));
        print(pdf, pages, letters / 2);
        began = System.nanoTime();
        long worked = machine.getProcessCpuTime();
        long bytes = print(pdf, pages, letters);
        System.out.printf(
                "%.1f letters a second, %.1f ms of processor time and %d bytes each%n",
                letters / seconds(began), (machine.getProcessCpuTime() - worked) / 1e6 / letters, bytes / letters);
    }

    private static long print(LetterPdf pdf, List<String> pages, int letters) {
        return IntStream.range(0, 2)
                .parallel()
                .mapToLong(thread -> IntStream.range(0, letters / 2)
                        .mapToLong(one -> pdf.render(pages.get((one * 2 + thread) % pages.size())).length)
                        .sum())
                .sum();
    }

    private static double seconds(long since) {
        return (System.nanoTime() - since) / 1e9;
    }
}
