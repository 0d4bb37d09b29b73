package org.redshield.bridge.access.isolation;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.redshield.bridge.support.Scenario;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

class IsolationTest extends Scenario {

    @Autowired
    List<RequestMappingHandlerMapping> mappings;

    @Test
    void dump() throws Exception {
        Files.writeString(Path.of("/tmp/isolation/engine.txt"), EngineOperations.all().stream().map(String::valueOf).collect(Collectors.joining("\n")));
        StringBuilder b = new StringBuilder();
        for (var m : mappings) {
            m.getHandlerMethods().forEach((info, method) -> b.append(info).append(" -> ").append(method).append("\n"));
        }
        Files.writeString(Path.of("/tmp/isolation/ours.txt"), b);
    }
}
