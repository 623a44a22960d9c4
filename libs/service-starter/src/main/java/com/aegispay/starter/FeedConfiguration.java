package com.aegispay.starter;

import com.aegispay.starter.access.AccessProperties;
import com.aegispay.starter.access.KeyFeed;
import com.aegispay.starter.access.LocalKeys;
import com.aegispay.starter.health.KafkaHealth;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.client.JdkClientHttpRequestFactory;
import org.springframework.http.converter.json.JacksonJsonHttpMessageConverter;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.kafka.core.ConsumerFactory;
import org.springframework.kafka.core.DefaultKafkaConsumerFactory;
import org.springframework.kafka.listener.BatchMessageListener;
import org.springframework.kafka.listener.ConcurrentMessageListenerContainer;
import org.springframework.kafka.listener.ContainerProperties;
import org.springframework.kafka.listener.DefaultErrorHandler;
import org.springframework.util.backoff.FixedBackOff;
import org.springframework.web.client.RestClient;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.json.JsonMapper;

/** The copy of the keys that every service but merchant-service keeps. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnProperty("aegispay.access.merchant-service-url")
class FeedConfiguration {

  private static final int DEAD_AFTER_MS = 10_000;
  private static final int TOPIC_FOUND_WITHIN_MS = 10_000;
  private static final Duration LOOKUP_TIMEOUT = Duration.ofSeconds(2);

  private static final JsonMapper LENIENT =
      JsonMapper.builder()
          .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .build();

  @Bean
  LocalKeys localKeys(JdbcClient jdbc, AccessProperties properties) {
    JdkClientHttpRequestFactory requests = new JdkClientHttpRequestFactory();
    requests.setReadTimeout(LOOKUP_TIMEOUT);
    RestClient merchantService =
        RestClient.builder()
            .requestFactory(requests)
            .baseUrl(String.valueOf(properties.merchantServiceUrl()))
            .defaultHeader("Authorization", "Bearer " + properties.internalKey())
            .configureMessageConverters(
                converters ->
                    converters.withJsonConverter(new JacksonJsonHttpMessageConverter(LENIENT)))
            .build();
    return new LocalKeys(jdbc, merchantService, properties);
  }

  @Bean(destroyMethod = "close")
  KafkaHealth kafkaHealthIndicator(
      ConsumerFactory<?, ?> kafka, @Value("${spring.application.name}") String service) {
    return new KafkaHealth(kafka.getConfigurationProperties(), service);
  }

  /** A group of its own, so that a service's own feed of the topic is not disturbed. */
  @Bean
  ConcurrentMessageListenerContainer<String, String> keyFeed(
      ConsumerFactory<?, ?> kafka,
      LocalKeys keys,
      @Value("${spring.application.name}") String service) {
    Map<String, Object> consumer = new HashMap<>(kafka.getConfigurationProperties());
    consumer.put(ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG, StringDeserializer.class);
    consumer.put(ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG, StringDeserializer.class);
    consumer.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
    consumer.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
    consumer.put(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG, DEAD_AFTER_MS);
    consumer.put(ConsumerConfig.METADATA_MAX_AGE_CONFIG, TOPIC_FOUND_WITHIN_MS);
    consumer.put(ConsumerConfig.CLIENT_ID_CONFIG, service + "-keys");
    ContainerProperties properties = new ContainerProperties("merchants");
    properties.setGroupId(service + "-keys");
    properties.setMissingTopicsFatal(false);
    KeyFeed feed = new KeyFeed(keys, LENIENT);
    properties.setMessageListener((BatchMessageListener<String, String>) feed::receive);
    var container =
        new ConcurrentMessageListenerContainer<>(
            new DefaultKafkaConsumerFactory<String, String>(consumer), properties);
    container.setCommonErrorHandler(new DefaultErrorHandler(new FixedBackOff()));
    return container;
  }
}
