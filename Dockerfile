# The hub as it is packaged by "mvn package": the jar and the files of the packs, run by a user without rights.
FROM eclipse-temurin:17-jre

RUN useradd --system --uid 10001 --home-dir /hub --shell /usr/sbin/nologin hub \
 && mkdir -p /hub/data && chown hub:hub /hub/data
WORKDIR /hub
COPY config config
COPY mappings mappings
COPY routes routes
COPY target/lienthong-hub.jar lienthong-hub.jar

USER hub
ENV HUB_HOME=/hub HUB_DATA_DIR=/hub/data
VOLUME /hub/data
EXPOSE 8080
# bash speaks HTTP itself: the image has no curl.
HEALTHCHECK --interval=15s --timeout=5s --start-period=60s \
  CMD ["bash", "-c", "exec 3<>/dev/tcp/127.0.0.1/${SERVER_PORT:-8080} && printf 'GET /actuator/health HTTP/1.0\\r\\n\\r\\n' >&3 && grep -q '\"status\":\"UP\"' <&3"]
ENTRYPOINT ["java", "@config/java.options", "-XX:MaxRAMPercentage=70", "-jar", "lienthong-hub.jar"]
