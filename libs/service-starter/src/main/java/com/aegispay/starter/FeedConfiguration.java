package com.aegispay.starter;

import com.aegispay.starter.access.AccessProperties;
import com.aegispay.starter.access.LocalKeys;
import java.time.Duration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.client.JdkClientHttpRequestFactory;
import org.springframework.http.converter.json.JacksonJsonHttpMessageConverter;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.web.client.RestClient;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.json.JsonMapper;

/** The copy of the keys that every service but merchant-service keeps. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnProperty("aegispay.access.merchant-service-url")
class FeedConfiguration {

  private static final Duration LOOKUP_TIMEOUT = Duration.ofSeconds(2);

  @Bean
  LocalKeys localKeys(JdbcClient jdbc, AccessProperties properties) {
    JdkClientHttpRequestFactory requests = new JdkClientHttpRequestFactory();
    requests.setReadTimeout(LOOKUP_TIMEOUT);
    JsonMapper lenient =
        JsonMapper.builder().propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE).build();
    RestClient merchantService =
        RestClient.builder()
            .requestFactory(requests)
            .baseUrl(String.valueOf(properties.merchantServiceUrl()))
            .defaultHeader("Authorization", "Bearer " + properties.internalKey())
            .configureMessageConverters(
                converters ->
                    converters.withJsonConverter(new JacksonJsonHttpMessageConverter(lenient)))
            .build();
    return new LocalKeys(jdbc, merchantService, properties);
  }
}
