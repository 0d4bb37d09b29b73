package org.redshield.bridge.evidence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.redshield.bridge.Refusal;

class FileTypeTest {

    @ParameterizedTest
    @CsvSource({
        "现场检查笔录.pdf,application/pdf",
        "截图.PNG,image/png",
        "资料.7z,application/x-7z-compressed",
        "two.parts.docx,application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        "../../etc/passwd.txt,text/plain"
    })
    void tellsTheTypeByTheEnding(String name, String mediaType) {
        assertThat(FileType.of(name).mediaType()).isEqualTo(mediaType);
    }

    @ParameterizedTest
    @ValueSource(strings = {"page.html", "icon.svg", "script.js", "program.exe", "pdf", "name.", "report.pdf.exe", " "})
    void refusesWhatABrowserOrAComputerWouldRun(String name) {
        assertThatThrownBy(() -> FileType.of(name))
                .isInstanceOfSatisfying(
                        Refusal.class, refusal -> assertThat(refusal.code()).isEqualTo("casefile.file-type"))
                .hasMessageContaining("可以添加的类型有：pdf、");
    }

    @Test
    void repeatsOnlyTheEndOfALongOrHostileName() {
        assertThatThrownBy(() -> FileType.of("x".repeat(5000) + "\u202Efdp.exe"))
                .hasMessageContaining("…")
                .message()
                .hasSizeLessThan(300)
                .doesNotContain("\u202E");
    }
}
