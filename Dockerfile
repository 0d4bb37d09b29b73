# One image per jar, from jars that `./mvnw verify` has built and tested:
#   docker build --build-arg JAR=target/redshield-bridge-<version>.jar \
#                --build-arg NATIVE=target/redshield-bridge-<version>-native.jar -t redshield-bridge .
#   docker build --build-arg JAR=target/redshield-bridge-<version>-sandbox.jar \
#                --build-arg PORT=8090 --build-arg HEALTH_PATH=/ -t redshield-sandbox .

FROM eclipse-temurin:17-jre AS layers
ARG JAR
# The bridge's native code lies beside its jar; the other jars have none.
ARG NATIVE=${JAR}
WORKDIR /build
COPY ${JAR} application.jar
COPY ${NATIVE} native/application-native.jar
RUN if [ "${NATIVE}" = "${JAR}" ]; then rm native/application-native.jar; fi \
    && java -Djarmode=tools -jar application.jar extract --layers --destination layers

FROM eclipse-temurin:17-jre
ARG PORT=8080
ARG HEALTH_PATH=/actuator/health/liveness
ENV PORT=${PORT} HEALTH_PATH=${HEALTH_PATH}

RUN groupadd --system --gid 10001 redshield \
    && useradd --system --uid 10001 --gid redshield --home-dir /opt/redshield --no-create-home redshield \
    # Named volumes take their owner from the image.
    && install --directory --owner redshield --group redshield /opt/redshield /var/lib/redshield \
    && install --directory --owner redshield --group redshield --mode 700 /var/lib/redshield-keys /var/lib/redshield-numbers

# Rarely changed layers first, so that a new version ships only its own classes.
WORKDIR /opt/redshield
COPY --from=layers /build/layers/dependencies/ ./
COPY --from=layers /build/layers/spring-boot-loader/ ./
COPY --from=layers /build/layers/snapshot-dependencies/ ./
COPY --from=layers /build/native/ ./
COPY --from=layers /build/layers/application/ ./

USER 10001:10001
EXPOSE ${PORT}
HEALTHCHECK --interval=10s --timeout=3s --start-period=120s --retries=6 \
    CMD curl --fail --silent --show-error --max-time 2 --output /dev/null "http://127.0.0.1:${PORT}${HEALTH_PATH}"

# No shell in between: the JVM gets SIGTERM itself and stops gracefully. A JVM without memory is replaced, not kept. Beside its heap
# lie what else a JVM takes, and two readers of 300 MB each (docs/adr/0130).
ENTRYPOINT ["java", "-XX:MaxRAMPercentage=46", "-XX:+ExitOnOutOfMemoryError", "-Duser.timezone=Asia/Shanghai", "-jar", "application.jar"]
