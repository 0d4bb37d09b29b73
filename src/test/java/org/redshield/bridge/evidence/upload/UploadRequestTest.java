package org.redshield.bridge.evidence.upload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.redshield.bridge.Refusal;
import org.redshield.bridge.Scratch;
import org.redshield.bridge.keys.FileKeys;
import org.redshield.bridge.keys.KeyProvider;
import org.redshield.bridge.keys.TestKeys;
import org.redshield.bridge.operations.NoRoom;
import org.redshield.bridge.operations.Space;
import org.redshield.bridge.operations.Spaces;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.util.unit.DataSize;
import org.springframework.web.multipart.MaxUploadSizeExceededException;
import org.springframework.web.multipart.MultipartException;
import org.springframework.web.multipart.MultipartFile;

/** Forms with files: what lies on the disk meanwhile, and what is refused leaves nothing there. */
class UploadRequestTest {

    private static final int MOST = 100_000;
    private static final String REPORTER = "举报人王小芳\n";

    private static String field(String name, String value) {
        return "--b\r\nContent-Disposition: form-data; name=\"" + name + "\"\r\n\r\n" + value + "\r\n";
    }

    private static String file(String name, String content) {
        return "--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"" + name
                + "\"\r\nContent-Type: text/csv\r\n\r\n" + content + "\r\n";
    }

    private static UploadRequest of(String... parts) {
        return of(TestKeys.plain(), Spaces.ample(), parts);
    }

    private static UploadRequest of(KeyProvider keys, Space space, String... parts) {
        MockHttpServletRequest request = new MockHttpServletRequest("POST", "/api/clues/imports");
        request.setContentType("multipart/form-data; boundary=b");
        request.setContent(String.join("", parts).getBytes(StandardCharsets.UTF_8));
        request.addParameter("source", "12315");
        return new UploadRequest(request, keys, space, MOST);
    }

    private static List<Path> lying() throws IOException {
        try (Stream<Path> all = Files.list(Scratch.folder())) {
            return all.filter(path -> path.getFileName().toString().startsWith("part"))
                    .toList();
        }
    }

    @Test
    void aFileLiesEncryptedUntilTheRequestEnds() throws IOException {
        UploadRequest request = of(
                field("note", "长宁局补充"),
                field("tag", "一"),
                file("举报导出.csv", REPORTER.repeat(1_000)),
                field("tag", "二"),
                file("空.csv", ""),
                "--b--\r\n");
        MultipartFile file = request.getFile("file");
        assertThat(file.getOriginalFilename()).isEqualTo("举报导出.csv");
        assertThat(file.getContentType()).isEqualTo("text/csv");
        assertThat(file.getSize()).isEqualTo(REPORTER.getBytes(StandardCharsets.UTF_8).length * 1_000L);
        assertThat(file.getBytes()).isEqualTo(file.getInputStream().readAllBytes());
        assertThat(new String(file.getBytes(), StandardCharsets.UTF_8)).isEqualTo(REPORTER.repeat(1_000));
        assertThat(request.getFiles("file").get(1).isEmpty()).isTrue();
        assertThat(request.getFiles("file").get(1).getBytes()).isEmpty();
        assertThat(request.getParameter("note")).isEqualTo("长宁局补充");
        assertThat(request.getParameterValues("tag")).containsExactly("一", "二");
        assertThat(request.getParameter("source")).isEqualTo("12315");
        assertThat(lying()).hasSize(2);
        for (Path path : lying()) {
            assertThat(new String(Files.readAllBytes(path), StandardCharsets.UTF_8))
                    .doesNotContain("王小芳");
        }
        request.close();
        assertThat(lying()).isEmpty();
    }

    @Test
    void aFileIsNamedAsItReads() {
        UploadRequest request = of(file("检测报告\u202Efdp\u200B.exe", "0"), "--b--\r\n");
        assertThat(request.getFile("file").getOriginalFilename()).isEqualTo("检测报告fdp.exe");
        request.close();
    }

    @Test
    void whatIsTooLargeOrBrokenOffLeavesNothing() throws IOException {
        String large = "x".repeat(MOST + 1);
        isRefused(MaxUploadSizeExceededException.class, file("a.csv", "a"), file("b.csv", large), "--b--\r\n");
        isRefused(Refusal.class, file("a.csv", "a"), field("note", "x".repeat(70_000)), "--b--\r\n");
        isRefused(
                MultipartException.class, file("a.csv", "a"), "--b\r\nContent-Disposition: form-data; name=\"file\"; ");
        isRefused(MultipartException.class, file("a.csv", "a").replace("a\r\n", "half of it"));
        isRefused(Refusal.class, file("a.csv", "a").repeat(51), "--b--\r\n");
        isRefused(MultipartException.class, file("a\0.csv", "a"), "--b--\r\n");
    }

    /** Others have filled the disk since it was asked whether there is room, and what is left lies there until it is deleted. */
    @Test
    void aDiskThatIsFullInTheMiddleIsToldAsAnyOther() throws IOException {
        Space space = Spaces.least(Scratch.folder(), DataSize.ofBytes(1));
        FileKeys keys = TestKeys.plain();
        KeyProvider failing = (KeyProvider) Proxy.newProxyInstance(
                KeyProvider.class.getClassLoader(), new Class<?>[] {KeyProvider.class}, (proxy, method, given) -> {
                    if (method.getName().equals("passing")) {
                        Spaces.filledUpTo(space, DataSize.ofBytes(0));
                        throw new UncheckedIOException(new IOException("No space left on device"));
                    }
                    return method.invoke(keys, given);
                });
        UploadRequest request = of(failing, space, file("a.csv", "a"), "--b--\r\n");
        assertThatThrownBy(() -> request.getFile("file")).isInstanceOf(NoRoom.class);
        request.close();
        assertThat(lying()).isEmpty();
    }

    private static void isRefused(Class<? extends RuntimeException> how, String... parts) throws IOException {
        UploadRequest request = of(parts);
        assertThatThrownBy(() -> request.getFile("file")).isExactlyInstanceOf(how);
        request.close();
        assertThat(lying()).isEmpty();
    }
}
