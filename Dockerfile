# Tieout as an ordinary user. Build the jar first (./tieout run or mvn package), then:
#   docker build --build-arg TIEOUT_BASE_IMAGE=eclipse-temurin:25-jre -t tieout .
ARG TIEOUT_BASE_IMAGE=eclipse-temurin:25-jre
FROM ${TIEOUT_BASE_IMAGE}

# The numbers are fixed, so that a volume keeps its owner; no name is needed.
ARG TIEOUT_UID=10001
WORKDIR /opt/tieout
COPY target/tieout.jar ./
RUN mkdir -p /var/lib/tieout && chown ${TIEOUT_UID}:${TIEOUT_UID} /var/lib/tieout && chmod 700 /var/lib/tieout
ENV TIEOUT_DATA=/var/lib/tieout HOME=/var/lib/tieout
VOLUME /var/lib/tieout
USER ${TIEOUT_UID}:${TIEOUT_UID}
EXPOSE 8080
ENTRYPOINT ["java", "-XX:+UseCompactObjectHeaders", "-XX:MaxRAMPercentage=70", "--enable-native-access=ALL-UNNAMED", "-jar", "tieout.jar"]
