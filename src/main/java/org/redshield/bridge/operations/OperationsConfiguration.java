package org.redshield.bridge.operations;

import org.redshield.bridge.Scratch;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class OperationsConfiguration {

    @Bean
    WatchedFolder scratchFolder(OperationsSettings settings) {
        return new WatchedFolder(
                "scratch", "临时文件", Scratch.directory(), settings.leastScratch().toBytes());
    }
}
