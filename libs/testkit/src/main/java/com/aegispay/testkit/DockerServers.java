package com.aegispay.testkit;

import com.aegispay.servers.Kafka;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.kafka.KafkaContainer;
import org.testcontainers.lifecycle.Startables;
import org.testcontainers.postgresql.PostgreSQLContainer;
import org.testcontainers.utility.DockerImageName;

/** The same servers as containers; Testcontainers ends them with this JVM. */
final class DockerServers {
  private static final int REDIS_PORT = 6379;

  private DockerServers() {}

  static TestServers start() {
    var postgres = new PostgreSQLContainer(DockerImageName.parse("postgres:18"));
    postgres.setCommand(
        "postgres", "-c", "fsync=off", "-c", "wal_level=logical", "-c", "max_connections=200");
    var redis =
        new GenericContainer<>(DockerImageName.parse("redis:7.2")).withExposedPorts(REDIS_PORT);
    var kafka = new KafkaContainer(DockerImageName.parse("apache/kafka:4.2.1"));
    Startables.deepStart(postgres, redis, kafka).join();
    Kafka.createTopics(kafka.getBootstrapServers(), Kafka.TOPICS);
    return new TestServers(
        postgres.getHost() + ":" + postgres.getMappedPort(PostgreSQLContainer.POSTGRESQL_PORT),
        postgres.getUsername(),
        postgres.getPassword(),
        "redis://" + redis.getHost() + ":" + redis.getMappedPort(REDIS_PORT),
        kafka.getBootstrapServers());
  }
}
