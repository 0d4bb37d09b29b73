package org.redshield.bridge.screens;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.redshield.bridge.support.Scenario;

/** A page whose scripts bear another page's nonce stays blank: the browser runs none of them. */
class PageNonceTest extends Scenario {

    private static final Pattern IN_POLICY = Pattern.compile("'nonce-([^']+)'");
    private static final Pattern IN_PAGE = Pattern.compile("nonce=\"([^\"]*)\"");

    @Test
    void eachPageBearsTheNonceOfItsOwnPolicyHoweverManyAreLoadedAtOnce() {
        HttpClient client = HttpClient.newHttpClient();
        HttpRequest page = HttpRequest.newBuilder(URI.create(address() + "/camunda/app/tasklist/default/"))
                .build();
        // Almost as many at once as one source may have (BodySettings.pagesAtOnce), several times.
        List<HttpResponse<String>> loads = IntStream.range(0, 12)
                .mapToObj(round -> Stream.generate(() -> client.sendAsync(page, HttpResponse.BodyHandlers.ofString()))
                        .limit(12)
                        .toList())
                .flatMap(round -> round.stream().map(CompletableFuture::join).toList().stream())
                .toList();

        assertThat(loads).allSatisfy(loaded -> {
            Matcher own = IN_POLICY.matcher(
                    loaded.headers().firstValue("Content-Security-Policy").orElse(""));
            assertThat(own.find()).isTrue();
            assertThat(IN_PAGE.matcher(loaded.body()).results().map(found -> found.group(1)))
                    .isNotEmpty()
                    .containsOnly(own.group(1));
        });
    }
}
