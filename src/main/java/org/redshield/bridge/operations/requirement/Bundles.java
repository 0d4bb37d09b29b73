package org.redshield.bridge.operations.requirement;

import java.util.Optional;
import java.util.stream.Stream;
import org.springframework.boot.autoconfigure.ssl.PropertiesSslBundle;
import org.springframework.boot.autoconfigure.ssl.SslProperties;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.ssl.SslBundle;
import org.springframework.core.env.Environment;

/** The certificates of {@code spring.ssl.bundle}, before there is anything that registers them. */
public final class Bundles {

    private Bundles() {}

    /**
     * The bundle of that name.
     *
     * @throws RuntimeException when its files cannot be read, or do not belong together
     */
    public static Optional<SslBundle> named(Environment settings, String name) {
        SslProperties.Bundles all = Binder.get(settings)
                .bind("spring.ssl", SslProperties.class)
                .map(SslProperties::getBundle)
                .orElseGet(SslProperties.Bundles::new);
        return Stream.of(
                        Optional.ofNullable(all.getPem().get(name)).map(PropertiesSslBundle::get),
                        Optional.ofNullable(all.getJks().get(name)).map(PropertiesSslBundle::get))
                .flatMap(Optional::stream)
                .map(SslBundle.class::cast)
                .findFirst();
    }
}
