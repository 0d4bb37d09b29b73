package org.redshield.bridge.browser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.BoundingBox;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.redshield.bridge.letter.SampleLetters;

/** The measures of GB/T 9704-2012, letter form, in a browser; no bridge is started. */
@Tag("browser")
class LetterOnPaperTest {

    private static final double PIXELS_OF_A_MILLIMETRE = 96 / 25.4;
    private static final Path STYLE = Path.of("src/main/resources/META-INF/resources/bridge/letter.css");

    @RegisterExtension
    static final Chromium CHROMIUM = new Chromium();

    @Test
    void standsAsTheStandardSays() throws IOException {
        try (BrowserContext window = CHROMIUM.window()) {
            Page page = window.newPage();
            page.route("**/bridge/letter.css", route -> route.fulfill(new Route.FulfillOptions().setPath(STYLE)));
            page.route(
                    "**/letter",
                    route -> route.fulfill(new Route.FulfillOptions()
                            .setContentType("text/html; charset=UTF-8")
                            .setBody(SampleLetters.reply())));
            page.navigate("http://letters.invalid/letter");
            Files.createDirectories(Chromium.SCREENS);
            page.screenshot(
                    new Page.ScreenshotOptions().setFullPage(true).setPath(Chromium.SCREENS.resolve("letter.png")));
            BoundingBox sheet = box(page, "main.sheet");
            assertThat(millimetres(sheet.width)).isCloseTo(210, within(0.5));
            BoundingBox head = box(page, ".head");
            assertThat(millimetres(head.y - sheet.y)).isCloseTo(30, within(1.0));
            assertThat(millimetres(head.width)).isCloseTo(170, within(1.0));
            BoundingBox line = box(page, "main section p");
            assertThat(millimetres(line.x - sheet.x)).isCloseTo(28, within(1.0));
            assertThat(millimetres(line.width)).isCloseTo(156, within(1.0));
            double lineHeight = number(page.locator("main section p").first(), "lineHeight");
            assertThat(millimetres(lineHeight * 22)).isCloseTo(225, within(1.0));
            double size = number(page.locator("main section p").first(), "fontSize");
            assertThat(millimetres(size * 28)).isCloseTo(156, within(1.0));

            // Beside a form there is half the room: the same page, smaller.
            page.setViewportSize(640, 768);
            BoundingBox narrow = box(page, "main.sheet");
            assertThat(narrow.width).isLessThanOrEqualTo(632);
            assertThat((box(page, ".head").y - narrow.y) / narrow.width).isCloseTo(30 / 210.0, within(0.01));

            byte[] pdf = page.pdf(
                    new Page.PdfOptions().setPreferCSSPageSize(true).setPath(Chromium.SCREENS.resolve("letter.pdf")));
            assertThat(pdf.length).isPositive();
        }
    }

    private static BoundingBox box(Page page, String selector) {
        return page.locator(selector).first().boundingBox();
    }

    private static double number(Locator element, String style) {
        return Double.parseDouble(element.evaluate("(e, name) => getComputedStyle(e)[name]", style)
                .toString()
                .replace("px", ""));
    }

    private static double millimetres(double pixels) {
        return pixels / PIXELS_OF_A_MILLIMETRE;
    }
}
