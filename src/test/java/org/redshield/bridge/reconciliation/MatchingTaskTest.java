package org.redshield.bridge.reconciliation;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.lang.reflect.Method;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.Stream;
import org.apache.commons.codec.binary.Hex;
import org.apache.commons.io.IOUtils;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.redshield.bridge.Json;
import org.redshield.bridge.bureau.Divisions;
import org.redshield.bridge.reconciliation.match.Shop;
import org.redshield.bridge.reconciliation.match.Weights;
import org.redshield.bridge.work.NodeKind;
import org.redshield.bridge.work.NodeSettings;

/** What an engine of its own is given is all that it needs: run here beside nothing but what every Spark has. */
class MatchingTaskTest {

    private static final LocalDate DAY = LocalDate.of(2026, 11, 28);

    @Test
    void matchesWithNothingButWhatItIsGiven(@TempDir Path folder) throws Exception {
        Market market = new Market(17, 400, 300);
        List<Shop> shops = market.shops().stream().map(Market.Labelled::shop).toList();
        Path code = folder.resolve("code.jar");
        MatchingJars.code(code);
        Path register = folder.resolve("register.jar");
        try (MatchingJars.RegisterJar jar = new MatchingJars.RegisterJar(register, DAY)) {
            market.register().forEach(made -> jar.add(made.entry()));
        }
        List<MatchedShop> expected;
        try (Matching here = new MatchingHere(new Divisions(), new NodeSettings(NodeKind.WHOLE)).begin(DAY)) {
            market.register().forEach(made -> here.add(made.entry()));
            here.seal();
            expected = here.match(shops, Weights.BY_HAND);
        }

        URL[] given = Stream.concat(
                        Stream.of(code, register).map(MatchingTaskTest::url),
                        Stream.of(ObjectMapper.class, JsonFactory.class, JsonInclude.class, IOUtils.class, Hex.class)
                                .map(one -> one.getProtectionDomain()
                                        .getCodeSource()
                                        .getLocation()))
                .toArray(URL[]::new);
        try (URLClassLoader engine = new URLClassLoader(given, ClassLoader.getPlatformClassLoader())) {
            Class<?> type = engine.loadClass(MatchingTask.class.getName());
            Object task = type.getConstructor().newInstance();
            Method match = type.getMethod("match", String.class, String.class);
            String weights = MatchingTask.line(Weights.BY_HAND);
            for (int at = 0; at < shops.size(); at++) {
                String found = (String) match.invoke(task, weights, MatchingTask.line(shops.get(at)));
                assertThat(Json.read(found, MatchedShop.class)).isEqualTo(expected.get(at));
            }
        }
    }

    private static URL url(Path file) {
        try {
            return file.toUri().toURL();
        } catch (MalformedURLException e) {
            throw new IllegalArgumentException(e);
        }
    }
}
