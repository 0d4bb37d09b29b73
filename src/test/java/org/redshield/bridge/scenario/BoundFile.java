package org.redshield.bridge.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.text.PDFTextStripper;

/** The text of a bound file, page by page, as its index leads through it. */
record BoundFile(List<String> pages) {

    /** Day and pages of a line of the index. */
    private static final Pattern LINE = Pattern.compile("\\d{4}-\\d{2}-\\d{2} (\\d+)(?:-(\\d+))?\\b");

    static HttpResponse<byte[]> get(String address, String user, String type) throws IOException, InterruptedException {
        String password = Base64.getEncoder().encodeToString((user + ":demo").getBytes(StandardCharsets.UTF_8));
        return HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create(address))
                                .header("Authorization", "Basic " + password)
                                .header("Accept", type)
                                .build(),
                        BodyHandlers.ofByteArray());
    }

    /** All that stands in it, without breaks. */
    static String text(byte[] pdf) throws IOException {
        return String.join("", of(pdf).pages).replaceAll("\\s", "");
    }

    static BoundFile of(byte[] pdf) throws IOException {
        List<String> pages = new ArrayList<>();
        try (PDDocument document = Loader.loadPDF(pdf)) {
            PDFTextStripper stripper = new PDFTextStripper();
            stripper.setSortByPosition(true);
            for (int page = 1; page <= document.getNumberOfPages(); page++) {
                stripper.setStartPage(page);
                stripper.setEndPage(page);
                pages.add(stripper.getText(document));
            }
        }
        return new BoundFile(pages);
    }

    /** What stands at each line of the part's index of one page; every page has the number that the index goes by. */
    List<String> contents(String part) {
        int index = place(part + "卷内文件目录");
        assertThat(pages.get(index - 1)).as("cover").contains(part, "案件编号");
        List<MatchResult> lines = LINE.matcher(pages.get(index)).results().toList();
        List<String> contents = new ArrayList<>();
        int next = 1;
        for (MatchResult line : lines) {
            int from = Integer.parseInt(line.group(1));
            int to = line.group(2) == null ? from : Integer.parseInt(line.group(2));
            assertThat(from).as(line.group()).isEqualTo(next);
            StringBuilder text = new StringBuilder();
            for (int number = from; number <= to; number++) {
                assertThat(pages.get(index + number)).contains("- " + number + " -");
                text.append(pages.get(index + number));
            }
            contents.add(text.toString());
            next = to + 1;
        }
        assertThat(index + next == pages.size() || pages.get(index + next).contains("副卷"))
                .as("nothing stands behind the last line")
                .isTrue();
        return contents;
    }

    private int place(String heading) {
        for (int place = 0; place < pages.size(); place++) {
            if (pages.get(place).contains(heading)) {
                return place;
            }
        }
        throw new AssertionError("No page with " + heading + " among " + pages);
    }
}
