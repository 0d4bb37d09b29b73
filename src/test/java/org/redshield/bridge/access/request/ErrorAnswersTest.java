package org.redshield.bridge.access.request;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.redshield.bridge.support.RawHttp;
import org.redshield.bridge.support.Scenario;
import org.springframework.boot.test.web.server.LocalServerPort;

/** What is answered where nobody answered: never what went wrong inside, never by whom the server was made. */
class ErrorAnswersTest extends Scenario {

    private static final String ME = RawHttp.basic("officer310105", "demo");

    @LocalServerPort
    private int port;

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            GET /error HTTP/1.1 | 404
            POST /error HTTP/1.1 | 404
            GET /error?status=500&message=x HTTP/1.1 | 404
            GET /nothing/there HTTP/1.1 | 404
            GET /api/nothing HTTP/1.1 | 404
            GET /api/cases?q={ HTTP/1.1 | 400
            GET /api/cases?q=%zz HTTP/1.1 | 400
            GET /api/cases?q=% HTTP/1.1 | 400
            GET /api/cases?q=%C0%80 HTTP/1.1 | 400
            GET /api/cases?q=%ff HTTP/1.1 | 400
            GET /api/cases?q="<> HTTP/1.1 | 400
            GET /api/cases?q=商标 HTTP/1.1 | 400
            GET /engine-rest/task?nameLike=%zz HTTP/1.1 | 400
            GET /camunda/api/engine/engine/default/task?nameLike=%C3 HTTP/1.1 | 400
            GET /api/%zz HTTP/1.1 | 400
            GET /api/%00 HTTP/1.1 | 400
            GET /api/cases%2f..%2fme HTTP/1.1 | 400
            GET /api/../../etc/passwd HTTP/1.1 | 400
            GET /api//cases HTTP/1.1 | 400
            GET /api/cases;x=1 HTTP/1.1 | 400
            GET /api/%2e%2e/me HTTP/1.1 | 400
            GET /api/cases\\me HTTP/1.1 | 400
            FOO /api/cases HTTP/1.1 | 400
            TRACE /api/cases HTTP/1.1 | 405
            CONNECT localhost:80 HTTP/1.1 | 501
            PROPFIND /engine-rest/task HTTP/1.1 | 400
            DELETE /engine-rest/task HTTP/1.1 | 405
            GET /engine-rest/nothing HTTP/1.1 | 404
            DELETE /api/cases HTTP/1.1 | 405
            GET /api/cases HTTP/9.9 | 505
            GARBAGE | 400
            G<>T /api/cases HTTP/1.1 | 400
            """)
    void whatNobodyAnswersIsAProblemInChinese(String line, int status) throws Exception {
        RawHttp.Answer answer = RawHttp.from("127.0.0.1", port, line, ME);
        assertThat(answer.status()).as(answer.text()).isEqualTo(status);
        if (line.startsWith("GARBAGE")) {
            // HTTP 0.9 has no head.
            return;
        }
        assertProblem(answer);
    }

    @Test
    void soIsWhatIsTooLongOrOfTheWrongKind() throws Exception {
        assertProblem(RawHttp.get(port, "/api/cases", ME, "X-Long: " + "x".repeat(70_000)));
        assertProblem(RawHttp.get(port, "/api/cases?q=" + "x".repeat(70_000), ME));
        assertProblem(RawHttp.get(port, "/api/cases", ME, "Bad Header"));
        assertProblem(RawHttp.get(port, "/api/cases", ME, "Content-Length: -1"));
        assertProblem(RawHttp.get(port, "/api/cases", ME, "Host: a b"));
        assertProblem(RawHttp.get(port, "/api/cases", ME, "Accept: application/xml"));
        assertProblem(RawHttp.get(port, "/engine-rest/task", ME, "Accept: application/xml"));
        assertProblem(RawHttp.from(
                "127.0.0.1", port, "POST /engine-rest/task HTTP/1.1", ME, "Content-Type: text/x", "Content-Length: 0"));
        assertProblem(RawHttp.from(
                "127.0.0.1", port, "POST /api/jurisdiction HTTP/1.1", ME, "Content-Type: a/b/c", "Content-Length: 0"));
    }

    /** A person's browser shows a page with the same sentence. */
    @Test
    void aPersonReadsAPage() {
        RawHttp.Answer answer = RawHttp.get(port, "/error", "Accept: text/html,*/*;q=0.8");
        assertThat(answer.status()).isEqualTo(404);
        assertThat(answer.header("Content-Type")).startsWith("text/html");
        assertThat(answer.body()).contains("没有找到", "请求的地址", "没有任何内容被改动").doesNotContain("Whitelabel");
        assertSilent(answer);
    }

    private static void assertProblem(RawHttp.Answer answer) throws Exception {
        assertThat(answer.status()).as(answer.text()).isGreaterThanOrEqualTo(400);
        assertThat(answer.header("Content-Type")).as(answer.text()).startsWith("application/problem+json");
        String body = answer.body();
        JsonNode problem = new ObjectMapper().readTree(body.substring(body.indexOf('{'), body.lastIndexOf('}') + 1));
        assertThat(problem.path("title").asText()).as(answer.text()).matches("\\p{IsHan}+");
        assertThat(problem.path("detail").asText()).as(answer.text()).contains("。");
        assertThat(problem.path("code").asText()).as(answer.text()).contains(".");
        assertSilent(answer);
    }

    private static void assertSilent(RawHttp.Answer answer) {
        assertThat(answer.text())
                .doesNotContainIgnoringCase("tomcat")
                .doesNotContain("java.", "org.", "\tat ", "Exception", "timestamp", "10.1.", "Apache");
    }
}
