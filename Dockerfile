# One recipe for every application: docker build --build-arg APP=task-service .
# The portal is built by Node, the services by Maven; the last stage holds a JRE and one unpacked application.
ARG JDK_IMAGE=eclipse-temurin:25-jdk
ARG JRE_IMAGE=eclipse-temurin:25-jre
ARG NODE_IMAGE=node:24-bookworm-slim

FROM ${NODE_IMAGE} AS node

FROM ${JDK_IMAGE} AS build
COPY --from=node /usr/local/bin/node /usr/local/bin/node
COPY --from=node /usr/local/lib/node_modules /usr/local/lib/node_modules
RUN ln -s /usr/local/lib/node_modules/npm/bin/npm-cli.js /usr/local/bin/npm
WORKDIR /src
COPY . .
ARG APP
RUN --mount=type=cache,target=/root/.m2 --mount=type=cache,target=/root/.npm \
    ./mvnw -q -B -ntp -pl "${APP}" -am package -DskipTests -Dspotless.check.skip \
 && java -Djarmode=tools -jar "${APP}/target/${APP}-0.1.0-SNAPSHOT-app.jar" extract --destination /app \
 && mv /app/*-app.jar /app/app.jar

FROM ${JRE_IMAGE}
ENV TZ=Asia/Shanghai SERVER_PORT=8080 MANAGEMENT_SERVER_PORT=8081
RUN useradd --system --uid 10001 sanhang
WORKDIR /app
COPY --from=build --chown=root:root /app /app
USER 10001
EXPOSE 8080 8081
HEALTHCHECK --interval=10s --timeout=3s --start-period=60s --retries=6 \
  CMD ["bash", "-c", "exec 3<>/dev/tcp/127.0.0.1/8081 && printf 'GET /actuator/health/readiness HTTP/1.0\\r\\n\\r\\n' >&3 && head -1 <&3 | grep -q ' 200'"]
ENTRYPOINT ["java", "-XX:MaxRAMPercentage=70", "-XX:+UseCompactObjectHeaders", "-Dfile.encoding=UTF-8", "-jar", "/app/app.jar"]
